import type { CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { lastDayOf } from '../../model/period.ts';
import type { JudgingContext } from '../rule.ts';
import { declaredType } from './declared-type.ts';

/** The last day on which the record of a change may be completed; undefined where its type allows none, or it is over. */
export function openUntil(
  change: ChangeRecord,
  { changeRules, settings, asOf }: JudgingContext,
): CalendarDate | undefined {
  const within = declaredType(change, changeRules)?.recordWithin;
  if (within === undefined) return undefined;
  const due = lastDayOf(change.mergedAt, within, settings.timeZone);
  return due < asOf ? undefined : due;
}
