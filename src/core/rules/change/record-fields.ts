import { followUpFields } from '../../changes/follow-up-fields.ts';
import { isFiller } from '../../changes/is-filler.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { FieldName } from '../../schemas/change-rules.ts';
import type { ChangeRule, JudgingContext } from '../rule.ts';
import { categoriesOf } from './category-of.ts';
import { completedLater } from './completed-later.ts';
import { declaredType } from './declared-type.ts';
import { openUntil } from './open-until.ts';

export const changeRecordFields: ChangeRule = {
  code: 'change/record-fields',
  requirement: 'The record holds every field that the policy asks for, with content and no filler.',

  judge(change, context) {
    const required = listRequired(change, context);
    const clause = context.changeRules.record?.clause;
    if (required.length === 0) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force asks for no fields.',
      };
    }
    const { missing, filler } = findLacking(change, required);
    const place = clause === undefined ? {} : { clause };
    if (missing.length === 0 && filler.length === 0) {
      return {
        outcome: 'pass',
        ...place,
        statement: `It holds ${required.join(', ')}${completedLater(change, required)}.`,
      };
    }
    const faults = [
      ...missing.map((field) => `no ${field}`),
      ...filler.map((field) => `only filler for ${field} ("${change.fields[field]?.value ?? ''}")`),
    ];
    const lacking = [...missing, ...filler];
    const until = openUntil(change, context);
    const open = until && ` by ${dateInWords(until)}`;
    return {
      outcome: open ? 'unknown' : 'fail',
      ...place,
      statement: `It holds ${faults.join(', ')}${open ? `; this type may be completed${open}` : ''}.`,
      remedy: `Before the merge: write ${lacking.map(trailerOf).join(', ')} as ${lacking.length === 1 ? 'a trailer' : 'trailers'}. Afterwards: add ${lacking.length === 1 ? 'it' : 'them'} in a follow-up in content/changes${open ?? ''}${placeInFollowUp(lacking)}.`,
    };
  },
};

/** The fields that the common record, the type and the categories ask for, each once. */
export function listRequired(
  change: ChangeRecord,
  context: Pick<JudgingContext, 'changeRules' | 'settings'>,
): readonly FieldName[] {
  const { changeRules } = context;
  return [
    ...new Set([
      ...(changeRules.record?.requires ?? []),
      ...(declaredType(change, changeRules)?.needs ?? []),
      ...categoriesOf(change, context).flatMap(({ demands }) => demands.requires ?? []),
    ]),
  ];
}

/** Which of some fields a record lacks, and in which it holds nothing but filler. */
export function findLacking(
  { fields }: ChangeRecord,
  required: readonly FieldName[],
): { readonly missing: readonly FieldName[]; readonly filler: readonly FieldName[] } {
  return {
    missing: required.filter((field) => fields[field] === undefined),
    filler: required.filter((field) => isFiller(fields[field]?.value ?? 'present')),
  };
}

/** Where in a follow-up those of some fields stand that have no name of their own there. */
function placeInFollowUp(fields: readonly FieldName[]): string {
  const others = fields.filter((field) => followUpFields.every(([own]) => own !== field));
  if (others.length === 0) return '';
  const names = others.length < fields.length ? `${others.map(trailerOf).join(', ')} ` : '';
  return `, ${names}under "trailers"`;
}

/** `ai-eval-before` as the trailer is written: `AI-Eval-Before`. */
export function trailerOf(field: FieldName): string {
  return field
    .split('-')
    .map((word) => (word === 'ai' || word === 'dpa' ? word.toUpperCase() : capitalised(word)))
    .join('-');
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
