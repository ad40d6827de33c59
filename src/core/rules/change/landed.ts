import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord, Landing, PartLanding } from '../../model/change-record.ts';
import type { RecordField } from '../../model/record-fields.ts';
import { calendarDateOf, epochOf } from '../../model/instant.ts';
import { isWithin, lastDayOf, type Period } from '../../model/period.ts';
import type { JudgingContext } from '../rule.ts';

type Context = Pick<JudgingContext, 'asOf' | 'settings'>;

/** When the file that brought a field of a record landed. */
export function landingOf({ fields, followUps }: ChangeRecord, field: RecordField): Landing {
  const file = fields[field]?.file;
  const found = followUps.find(({ source }) => source.file === file);
  return found?.landing ?? { unknown: 'nobody has looked at the history of the book' };
}

/** The first day on which the book held something: what has not landed does not do so before the day of judging. */
export function landedOn({ at }: PartLanding, { asOf, settings }: Context): CalendarDate {
  return at === undefined ? asOf : calendarDateOf(at, settings.timeZone);
}

/** "landed in the book only on 20 November 2026". */
export function landedLateInWords(landed: PartLanding, context: Context): string {
  const day = dateInWords(landedOn(landed, context));
  return landed.at === undefined
    ? `had not landed in the book by ${day}`
    : `landed in the book only on ${day}`;
}

/**
 * Whether something landed by the merge, or within the time that its type allows after it. What has not landed still
 * can until that time is over.
 */
export function isLandedInTime(
  { at }: PartLanding,
  { mergedAt }: ChangeRecord,
  within: Period | undefined,
  { asOf, settings: { timeZone } }: Context,
): boolean {
  if (at === undefined) {
    return within !== undefined && asOf <= lastDayOf(mergedAt, within, timeZone);
  }
  return within === undefined
    ? epochOf(at) <= epochOf(mergedAt)
    : isWithin(mergedAt, within, at, timeZone);
}
