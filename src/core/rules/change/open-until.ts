import type { ChangeRecord } from '../../model/change-record.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { calendarDateOf, clockTimeOf } from '../../model/instant.ts';
import { endOf, lastDayOf, type Period } from '../../model/period.ts';
import type { JudgingContext } from '../rule.ts';
import { declaredType } from './declared-type.ts';

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
