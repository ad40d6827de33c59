import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord, Landing, PartLanding, Sourced } from '../../model/change-record.ts';
import { calendarDateOf, epochOf } from '../../model/instant.ts';
import { isWithin, lastDayOf, type Period } from '../../model/period.ts';
import type { RecordField } from '../../model/record-fields.ts';
import type { JudgingContext } from '../rule.ts';

type Context = Pick<JudgingContext, 'asOf' | 'settings'>;

/** A field that a file added after the record itself; undefined where the record had it or nothing has it. */
export function laterField(
  { fields, form, followUps: [first] }: ChangeRecord,
  name: RecordField,
): Sourced<string> | undefined {
  const read = fields[name];
  // The first file of a change made outside git is its record.
  const own = form === 'outside-git' ? first?.source.file : undefined;
  return read?.source === 'follow-up' && read.file !== own ? read : undefined;
}

/** When the file that added a field of a record landed. */
export function landingOf({ fields, followUps }: ChangeRecord, field: RecordField): Landing {
  const file = fields[field]?.file;
  const found = followUps.find(({ source }) => source.file === file);
  return found?.landing ?? { unknown: 'the history of the book was not read' };
}

/** The first day on which the book contained something. What has not landed counts as of the day of judging. */
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

/** Whether something landed by the merge or in the time after it, or can still land in that time. */
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
