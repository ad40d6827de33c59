import { dateInWords } from '../../model/calendar-date.ts';
import type { ChangeRecord, Landing } from '../../model/change-record.ts';
import {
  calendarDateOf,
  clockSkew,
  epochOf,
  momentInWords,
  type Instant,
} from '../../model/instant.ts';
import { isWithin, lastDayOf, periodInWords, type Period } from '../../model/period.ts';
import type { RecordField } from '../../model/record-fields.ts';
import { emergency } from '../example.ts';
import {
  endInWords,
  findLacking,
  listRequired,
  trailerOf,
  wasOpen,
  type RequiredField,
} from '../facts/completion.ts';
import { requiredByType } from '../facts/declared.ts';
import { landingOf } from '../facts/landing.ts';
import { fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule, Judgement, JudgingContext } from '../rule.ts';

const addFields =
  'Add {fields} in a follow-up in content/changes and merge it into the branch of the book';
const messages = {
  notInVersion: notApplicable('The version in force sets no time to complete a record.'),
  notForType: notApplicable('The record of this type is complete at the merge.'),
  complete: pass('The record was complete at the merge.'),
  completed: pass(
    'The record was complete when a follow-up landed in the book on {landed}, {within} on {merged}.',
  ),
  exported: pass(
    'The record was complete in the text of the pull request of {landed}, {within} on {merged}.',
  ),
  open: unknown(
    'The record still lacks {fields}{where}; it is due to be complete by {due}, {within}.',
    `${addFields}.`,
  ),
  incomplete: fail(
    'The record still lacks {fields}{where}; it was due to be complete by {due}, {within}.',
    `${addFields}, and answer the deviation in content/answers.`,
  ),
  notLanded: ', which {files} had not brought into the book by {asOf}',
  late: fail(
    'The record was complete only when a follow-up landed in the book on {landed}; it was due {within} on {merged}.',
    'Answer the deviation in content/answers.',
  ),
  textUnknown: unknown(
    'Only the text of the pull request states {fields}. It can be edited, and it is not known what it stated {within} on {merged}.',
    'Export it with the time at which it was last altered, or with the time of an export {within}; see src/guide/forge-exports.md.',
  ),
  landingUnknown: unknown(
    'A follow-up states {fields}, and it is not known when that landed in the book: {why}.',
    'Judge the book in a full clone of its own repository, which shows the landing. It was due {within} on {merged}.',
  ),
} as const;

export const changeRecordInTime: ChangeRule = {
  code: 'change/record-in-time',
  requirement:
    'A record that may be completed after the merge is complete within the time that its type allows.',
  messages,
  example: { good: { lines: emergency }, bad: { lines: emergency, without: ['Rollback'] } },

  judge(change, context) {
    const demand = requiredByType(
      change,
      context.changeRules,
      ({ recordWithin }) => recordWithin,
      messages,
      'recordWithin',
    );
    if ('outcome' in demand) return demand;
    return { clause: demand.clause, ...judgeTime(change, demand.required, context) };
  },
};

function judgeTime(change: ChangeRecord, within: Period, context: JudgingContext): Judgement {
  const required = listRequired(change, context);
  const judged = judgeFollowUps(change, within, context, required);
  return judged.outcome === 'pass'
    ? (judgeTexts(change, within, context, required) ?? judged)
    : judged;
}

/** The judgement on fields that only the text of a pull request has; undefined where none had to be added later. */
function judgeTexts(
  change: ChangeRecord,
  period: Period,
  { settings: { timeZone } }: JudgingContext,
  required: readonly RequiredField[],
): Judgement | undefined {
  const { mergedAt } = change;
  const later = required.filter(({ field }) => {
    const { source, knownAt } = change.fields[field] ?? {};
    const isInText = source === 'export' && field !== 'requested-at';
    return isInText && !(knownAt && epochOf(knownAt) <= epochOf(mergedAt) + clockSkew);
  });
  if (later.length === 0) return undefined;
  const [first] = later;
  // One text has all of them.
  const knownAt = first && change.fields[first.field]?.knownAt;
  const facts = {
    fields: later.map(({ field }) => trailerOf(field)).join(', '),
    within: withinInWords(change, period),
    merged: momentInWords(mergedAt, timeZone),
    landed: momentInWords(knownAt ?? mergedAt, timeZone),
  };
  const isInTime = knownAt !== undefined && isWithin(mergedAt, period, knownAt, timeZone);
  return fill(isInTime ? messages.exported : messages.textUnknown, facts);
}

function judgeFollowUps(
  change: ChangeRecord,
  within: Period,
  context: JudgingContext,
  required: readonly RequiredField[],
): Judgement {
  const lacking = findLacking(change, required, context);
  if (lacking.length > 0) {
    const fields = lacking.map(({ field }) => field);
    return judgeLacking(change, within, context, fields);
  }
  const later = required
    .map(({ field }) => field)
    .filter((field) => {
      const read = change.fields[field];
      if (read?.source !== 'follow-up') return false;
      return read.instead === undefined || wasOpen(field, read.instead, change, context);
    });
  if (later.length === 0) return messages.complete;
  const landings = later.map((field) => ({ field, landing: landingOf(change, field) }));
  const open = landings.filter(
    ({ field, landing }) => 'parts' in landing && !isThere(landing.parts[field], context),
  );
  if (open.length === 0) return judgeLandings(change, within, context, landings);
  const files = [...new Set(open.map(({ field }) => change.fields[field]?.file ?? ''))];
  const where = fill(messages.notLanded, {
    files: files.join(' and '),
    asOf: dateInWords(context.asOf),
  });
  return judgeLacking(change, within, context, fieldsOf(open), where);
}

/** The record is not complete on the day of judging. */
function judgeLacking(
  change: ChangeRecord,
  within: Period,
  { settings, asOf }: JudgingContext,
  lacking: readonly RecordField[],
  where = '',
): Judgement {
  const isOver = lastDayOf(change.mergedAt, within, settings.timeZone) < asOf;
  return fill(isOver ? messages.incomplete : messages.open, {
    fields: lacking.map(trailerOf).join(', '),
    where,
    due: endInWords(change, within, settings.timeZone),
    within: withinInWords(change, within),
  });
}

interface Landed {
  readonly field: RecordField;
  readonly landing: Landing;
}

function judgeLandings(
  change: ChangeRecord,
  period: Period,
  { settings: { timeZone } }: JudgingContext,
  landings: readonly Landed[],
): Judgement {
  const last = landings
    .flatMap(({ field, landing }) => ('parts' in landing ? (landing.parts[field] ?? []) : []))
    .sort((left, right) => epochOf(left) - epochOf(right))
    .at(-1);
  const facts = {
    within: withinInWords(change, period),
    merged: momentInWords(change.mergedAt, timeZone),
    landed: momentInWords(last ?? change.mergedAt, timeZone),
  };
  if (last !== undefined && !isWithin(change.mergedAt, period, last, timeZone)) {
    return fill(messages.late, facts);
  }
  const [why] = landings.flatMap(({ landing }) => ('unknown' in landing ? landing.unknown : []));
  if (why === undefined) return fill(messages.completed, facts);
  const unknowns = landings.filter(({ landing }) => 'unknown' in landing);
  const fields = fieldsOf(unknowns).map(trailerOf).join(', ');
  return fill(messages.landingUnknown, { ...facts, fields, why });
}

/** What landed after the day of judging was not there on that day. */
function isThere(
  at: Instant | undefined,
  { asOf, settings: { timeZone } }: JudgingContext,
): boolean {
  return at !== undefined && calendarDateOf(at, timeZone) <= asOf;
}

function fieldsOf(landings: readonly Landed[]): RecordField[] {
  return landings.map(({ field }) => field);
}

function withinInWords({ form }: ChangeRecord, within: Period): string {
  const start = form === 'outside-git' ? 'the change' : 'the merge';
  return `within ${periodInWords(within)} of ${start}`;
}
