import { isFiller } from '../../changes/message/is-filler.ts';
import { isOpen } from '../../changes/message/is-open.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { calendarDateOf, clockTimeOf } from '../../model/instant.ts';
import { endOf, lastDayOf, type Period } from '../../model/period.ts';
import { recordFields, type RecordField } from '../../model/record-fields.ts';
import type { Level } from '../../schemas/change-rules.ts';
import { fill } from '../message.ts';
import type { Judgement, JudgingContext } from '../rule.ts';
import { categoriesOf, clauseFor, declaredType } from './declared.ts';
import { headOf } from './heads.ts';
import { laterField } from './landing.ts';

export const completionMessages = {
  open: '{statement} The record may be completed until {until}.',
  completed: ' (completed afterwards in {files})',
  answer: '{remedy} Afterwards: answer the deviation in content/answers.',
  advice: '{remedy} Afterwards: it remains as advice.',
  completeUntil: '{remedy} Afterwards: {step} by {until}.',
  completeOrAnswer: '{remedy} Afterwards: {step}, or answer the deviation in content/answers.',
  complete: '{remedy} Afterwards: {step}.',
} as const;

/** " (completed afterwards in content/changes/platform-7.mdx)" where a later file added one of some fields, else nothing. */
export function completedLater(change: ChangeRecord, ...names: readonly RecordField[]): string {
  const files = names.flatMap((name) => laterField(change, name)?.file ?? []);
  if (files.length === 0) return '';
  return fill(completionMessages.completed, { files: [...new Set(files)].join(' and ') });
}

/** Until when the record of a change may be completed, in words; undefined where its type allows none, or it is over. */
export function openUntil(
  change: ChangeRecord,
  { changeRules, settings, asOf }: JudgingContext,
): string | undefined {
  const within = declaredType(change, changeRules)?.recordWithin;
  if (within === undefined) return undefined;
  return lastDayOf(change.mergedAt, within, settings.timeZone) < asOf
    ? undefined
    : endInWords(change, within, settings.timeZone);
}

/** "3 April 2026" of a time in days; "3 April 2026, 14:05" of one in hours, after which a follow-up is late. */
export function endInWords({ mergedAt }: ChangeRecord, within: Period, timeZone: string): string {
  const end = endOf(mergedAt, within);
  return end === undefined
    ? dateInWords(lastDayOf(mergedAt, within, timeZone))
    : `${dateInWords(calendarDateOf(end, timeZone))}, ${clockTimeOf(end, timeZone)}`;
}

/**
 * The judgement on a field that falls short: unknown while its type leaves time to complete it, with what can be done
 * after the merge. A follow-up counts only where message and export are silent. `write` begins "… in a follow-up".
 */
export function judgeShort(
  change: ChangeRecord,
  field: RecordField,
  context: JudgingContext,
  { statement, remedy }: { readonly statement: string; readonly remedy: string },
  { level = 'must', write = 'write it' }: { readonly level?: Level; readonly write?: string } = {},
): Pick<Judgement, 'outcome' | 'statement' | 'remedy'> {
  const outcome = 'fail';
  const read = change.fields[field];
  const isFollowUp = read?.source === 'follow-up';
  if (read !== undefined && !isFollowUp && !isOpen(field, read.value, context.settings.words)) {
    const end = level === 'must' ? completionMessages.answer : completionMessages.advice;
    return { outcome, statement, remedy: fill(end, { remedy }) };
  }
  const step = isFollowUp
    ? `correct it in ${read.file ?? 'content/changes'}`
    : `${write} in a follow-up in content/changes`;
  const until = openUntil(change, context);
  if (until !== undefined) {
    return {
      outcome: 'unknown',
      statement: fill(completionMessages.open, { statement, until }),
      remedy: fill(completionMessages.completeUntil, { remedy, step, until }),
    };
  }
  const end = level === 'must' ? completionMessages.completeOrAnswer : completionMessages.complete;
  return { outcome, statement, remedy: fill(end, { remedy, step }) };
}

/** A field that a change needs, and the clause that requires it. */
export interface RequiredField {
  readonly field: RecordField;
  readonly clause: string;
}

/** The fields that the common record, the type and the categories require, each once. */
export function listRequired(
  change: ChangeRecord,
  context: Pick<JudgingContext, 'changeRules' | 'settings'>,
): readonly RequiredField[] {
  const { record, types } = context.changeRules;
  const type = declaredType(change, { types });
  const required = [
    { fields: record?.requires ?? [], clause: record?.clause ?? '' },
    ...(type ? [{ fields: type.needs ?? [], clause: clauseFor(type, 'needs') }] : []),
    ...categoriesOf(change, context).map(({ demands: { requires = [], clause } }) => ({
      fields: requires,
      clause,
    })),
  ];
  const clauses = new Map<RecordField, string>();
  for (const { fields, clause } of required) {
    for (const field of fields) if (!clauses.has(field)) clauses.set(field, clause);
  }
  return Array.from(clauses, ([field, clause]) => ({ field, clause }));
}

/** Which of some fields a record lacks: first those that are absent, then filler, then those that cannot be read. */
export function findLacking(
  change: ChangeRecord,
  required: readonly RequiredField[],
  context: Pick<JudgingContext, 'changeRules' | 'settings'>,
): readonly RequiredField[] {
  const valueOf = ({ field }: RequiredField) => change.fields[field]?.value;
  return [
    ...required.filter((one) => valueOf(one) === undefined),
    ...required.filter((one) => isFiller(valueOf(one) ?? 'absent')),
    ...required.filter(({ field }) => headOf(change, field, context)?.unread !== undefined),
  ];
}

/** Whether a record that had this value of a field was not complete with it. */
export function wasOpen(
  field: RecordField,
  value: string,
  change: ChangeRecord,
  { changeRules, settings }: JudgingContext,
): boolean {
  const type = declaredType(change, changeRules);
  const required = { tested: type?.tests, staging: type?.staging }[field as string];
  // "Not-run" is a complete record where the type does not require tests.
  const isOptional = required !== undefined && required !== 'required' && required !== 'must';
  return isOptional ? isFiller(value) : isOpen(field, value, settings.words);
}

/** `ai-eval-before` as the trailer is written: `AI-Eval-Before`. */
export function trailerOf(field: RecordField): string {
  return recordFields[field].trailer;
}
