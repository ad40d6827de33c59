import { isFiller } from '../../changes/is-filler.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { ChangeRules, FieldName } from '../../schemas/change-rules.ts';
import type { ChangeRule } from '../rule.ts';
import { declaredType } from './declared-type.ts';

export const changeRecordFields: ChangeRule = {
  code: 'change/record-fields',
  requirement: 'The record holds every field that the policy asks for, with content and no filler.',

  judge(change, { changeRules }) {
    const required = listRequired(change, changeRules);
    const clause = changeRules.record?.clause;
    if (required.length === 0) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force asks for no fields.',
      };
    }
    const missing = required.filter((field) => change.fields[field] === undefined);
    const filler = required.filter((field) => isFiller(change.fields[field]?.value ?? 'present'));
    const place = clause === undefined ? {} : { clause };
    if (missing.length === 0 && filler.length === 0) {
      return { outcome: 'pass', ...place, statement: `It holds ${required.join(', ')}.` };
    }
    const faults = [
      ...missing.map((field) => `no ${field}`),
      ...filler.map((field) => `only filler for ${field} ("${change.fields[field]?.value ?? ''}")`),
    ];
    return {
      outcome: 'fail',
      ...place,
      statement: `It holds ${faults.join(', ')}.`,
      remedy: `Before the merge: write ${[...missing, ...filler].map(trailerOf).join(', ')} as trailers. Afterwards: add them in a follow-up in content/changes.`,
    };
  },
};

/** The fields that the common record, the type and the category ask for, each once. */
function listRequired(change: ChangeRecord, rules: ChangeRules): readonly FieldName[] {
  const category = change.fields.category?.value ?? '';
  const { [category]: demands } = rules.categories ?? {};
  return [
    ...new Set([
      ...(rules.record?.requires ?? []),
      ...(declaredType(change, rules)?.needs ?? []),
      ...(demands?.requires ?? []),
    ]),
  ];
}

/** `ai-eval-before` as the trailer is written: `AI-Eval-Before`. */
function trailerOf(field: FieldName): string {
  return field
    .split('-')
    .map((word) => (word === 'ai' || word === 'dpa' ? word.toUpperCase() : capitalised(word)))
    .join('-');
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
