import { isFiller } from '../../changes/message/is-filler.ts';
import { saysNothing } from '../../changes/message/says-nothing.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { recordFields, type FieldName } from '../../model/record-fields.ts';
import type { ChangeTypeRules } from '../../schemas/change-rules.ts';
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
    const lacking = findLacking(change, required, context);
    const place = clause === undefined ? {} : { clause };
    if (lacking.length === 0) {
      return {
        outcome: 'pass',
        ...place,
        statement: `It holds ${required.join(', ')}${completedLater(change, required)}.`,
      };
    }
    const faults = lacking.map((field) => describeLack(field, change.fields[field]?.value));
    const until = openUntil(change, context);
    const open = until && ` by ${until}`;
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

/** Which of some fields a record lacks; those that are there and say nothing come last. */
export function findLacking(
  change: ChangeRecord,
  required: readonly FieldName[],
  { changeRules }: Pick<JudgingContext, 'changeRules'>,
): readonly FieldName[] {
  const type = declaredType(change, changeRules);
  const missing = required.filter((field) => change.fields[field] === undefined);
  const empty = required.filter((field) => {
    const value = change.fields[field]?.value;
    return value !== undefined && isEmpty(field, value, type);
  });
  return [...missing, ...empty];
}

/** Whether what a field says is none of what the record asks for. */
export function isEmpty(
  field: FieldName,
  value: string,
  type: ChangeTypeRules | undefined,
): boolean {
  const demand = { tested: type?.tests, staging: type?.staging }[field as string];
  // "Not tested" is all that there is to record of a type that need not be.
  const isFree = demand !== undefined && demand !== 'required' && demand !== 'must';
  return isFree ? isFiller(value) : saysNothing(field, value);
}

function describeLack(field: FieldName, value: string | undefined): string {
  if (value === undefined) return `no ${field}`;
  return isFiller(value)
    ? `only filler for ${field} ("${value}")`
    : `nothing but "${value}" for ${field}`;
}

/** Where in a follow-up those of some fields stand that have no name of their own there. */
function placeInFollowUp(fields: readonly FieldName[]): string {
  const others = fields.filter((field) => recordFields[field].followUp === undefined);
  if (others.length === 0) return '';
  const names = others.length < fields.length ? `${others.map(trailerOf).join(', ')} ` : '';
  return `, ${names}under "trailers"`;
}

/** `ai-eval-before` as the trailer is written: `AI-Eval-Before`. */
export function trailerOf(field: FieldName): string {
  return recordFields[field].trailer;
}
