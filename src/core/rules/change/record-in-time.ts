import { dateInWords } from '../../model/calendar-date.ts';
import type { ChangeRecord, Landing } from '../../model/change-record.ts';
import { calendarDateOf, clockTimeOf, epochOf, type Instant } from '../../model/instant.ts';
import { isWithin, lastDayOf, periodInWords, type Period } from '../../model/period.ts';
import type { FieldName } from '../../model/record-fields.ts';
import type { ChangeRule, Judgement, JudgingContext } from '../rule.ts';
import { declaredType, withoutType } from './declared-type.ts';
import { landingOf } from './landed.ts';
import { endInWords } from './open-until.ts';
import { findLacking, isEmpty, listRequired, trailerOf } from './record-fields.ts';

export const changeRecordInTime: ChangeRule = {
  code: 'change/record-in-time',
  requirement:
    'A record that may be completed after the merge is complete within the time that its type allows.',

  judge(change, context) {
    const { changeRules } = context;
    if (Object.values(changeRules.types).every((one) => one.recordWithin === undefined)) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force sets no time for completing a record.',
      };
    }
    const type = declaredType(change, changeRules);
    if (!type) return withoutType(undefined);
    const { clause, recordWithin } = type;
    if (recordWithin === undefined) {
      return {
        outcome: 'not-applicable',
        clause,
        statement: 'The record of this type is complete at the merge.',
      };
    }
    return { clause, ...judgeTime(change, recordWithin, context) };
  },
};

function judgeTime(change: ChangeRecord, within: Period, context: JudgingContext): Judgement {
  const required = listRequired(change, context);
  const lacking = findLacking(change, required, context);
  if (lacking.length > 0) return judgeLacking(change, within, context, lacking);

  const type = declaredType(change, context.changeRules);
  const later = required.filter((field) => {
    const read = change.fields[field];
    if (read?.source !== 'follow-up') return false;
    // "Tested: not tested" may have been all that the record had to say.
    return read.instead === undefined || isEmpty(field, read.instead, type);
  });
  if (later.length === 0) {
    return { outcome: 'pass', statement: 'The record was complete at the merge.' };
  }
  const landings = later.map((field) => ({ field, landing: landingOf(change, field) }));
  const open = landings.filter(
    ({ field, landing }) => 'parts' in landing && !isThere(landing.parts[field], context),
  );
  if (open.length > 0) {
    const files = [...new Set(open.map(({ field }) => change.fields[field]?.file ?? ''))];
    const where = `, which ${files.join(' and ')} had not brought into the book by ${dateInWords(context.asOf)}`;
    return judgeLacking(change, within, context, namesOf(open), where);
  }
  return judgeLandings(change, within, context, landings);
}

/** The record is not complete on the day of the judgement. */
function judgeLacking(
  change: ChangeRecord,
  within: Period,
  { settings, asOf }: JudgingContext,
  lacking: readonly FieldName[],
  where = '',
): Judgement {
  const isOver = lastDayOf(change.mergedAt, within, settings.timeZone) < asOf;
  const due = endInWords(change, within, settings.timeZone);
  const fields = lacking.map(trailerOf).join(', ');
  return {
    outcome: isOver ? 'fail' : 'unknown',
    statement: `The record still lacks ${fields}${where}; it ${isOver ? 'was' : 'is'} to be complete by ${due}, ${wordsOf(change, within)}.`,
    remedy: `Add ${fields} in a follow-up in content/changes and bring it onto the branch of the book${isOver ? ', and answer the deviation in content/answers' : ''}.`,
  };
}

interface Landed {
  readonly field: FieldName;
  readonly landing: Landing;
}

function judgeLandings(
  change: ChangeRecord,
  within: Period,
  { settings: { timeZone } }: JudgingContext,
  landings: readonly Landed[],
): Judgement {
  const times = landings.flatMap(({ field, landing }) => {
    const at = 'parts' in landing ? landing.parts[field] : undefined;
    return at === undefined ? [] : [at];
  });
  const last = times.sort((left, right) => epochOf(left) - epochOf(right)).at(-1);
  const words = `${wordsOf(change, within)} on ${momentInWords(change.mergedAt, timeZone)}`;
  if (last !== undefined && !isWithin(change.mergedAt, within, last, timeZone)) {
    return {
      outcome: 'fail',
      statement: `The record was complete only when a follow-up landed in the book on ${momentInWords(last, timeZone)}; it was to be ${words}.`,
      remedy: 'Answer the deviation in content/answers.',
    };
  }
  const [why] = landings.flatMap(({ landing }) => ('unknown' in landing ? landing.unknown : []));
  if (why !== undefined) {
    const unknown = landings.filter(({ landing }) => 'unknown' in landing);
    return {
      outcome: 'unknown',
      statement: `${namesOf(unknown).map(trailerOf).join(', ')} came in a follow-up, and when that landed in the book is not known: ${why}.`,
      remedy: `Judge the book in a whole clone of its own repository, which shows the landing; it was to be ${words}.`,
    };
  }
  return {
    outcome: 'pass',
    statement: `The record was complete when a follow-up landed in the book on ${momentInWords(last ?? change.mergedAt, timeZone)}, ${words}.`,
  };
}

/** What landed after the day of the judgement was not there on it. */
function isThere(
  at: Instant | undefined,
  { asOf, settings: { timeZone } }: JudgingContext,
): boolean {
  return at !== undefined && calendarDateOf(at, timeZone) <= asOf;
}

function namesOf(landings: readonly Landed[]): FieldName[] {
  return landings.map(({ field }) => field);
}

function wordsOf({ form }: ChangeRecord, within: Period): string {
  const start = form === 'outside-git' ? 'the change' : 'the merge';
  return `within ${periodInWords(within)} of ${start}`;
}

function momentInWords(at: Instant, timeZone: string): string {
  return `${dateInWords(calendarDateOf(at, timeZone))}, ${clockTimeOf(at, timeZone)}`;
}
