import { isFiller } from '../../changes/message/is-filler.ts';
import { lacksContent } from '../../changes/message/lacks-content.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { calendarDateOf, clockTimeOf } from '../../model/instant.ts';
import { endOf, lastDayOf, type Period } from '../../model/period.ts';
import { recordFields, type FieldName, type RecordField } from '../../model/record-fields.ts';
import type { ChangeTypeRules, Level } from '../../schemas/change-rules.ts';
import { fill } from '../message.ts';
import type { Judgement, JudgingContext } from '../rule.ts';
import { categoriesOf, declaredType } from './declared.ts';
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
  if (read !== undefined && !isFollowUp && !lacksContent(field, read.value)) {
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

/** The fields that the common record, the type and the categories require, each once. */
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

/** Which of some fields a record lacks: first those that are absent, then those whose value does not count. */
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

/** Whether the value of a field does not count as content. */
export function isEmpty(
  field: FieldName,
  value: string,
  type: ChangeTypeRules | undefined,
): boolean {
  const required = { tested: type?.tests, staging: type?.staging }[field as string];
  // "Not tested" is a complete record where the type does not require tests.
  const isOptional = required !== undefined && required !== 'required' && required !== 'must';
  return isOptional ? isFiller(value) : lacksContent(field, value);
}

/** `ai-eval-before` as the trailer is written: `AI-Eval-Before`. */
export function trailerOf(field: FieldName): string {
  return recordFields[field].trailer;
}
