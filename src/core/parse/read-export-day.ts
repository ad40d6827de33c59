import type { DayOrder } from '../model/export-day.ts';
import { parseCalendarDate, type CalendarDate } from '../model/calendar-date.ts';
import { calendarDateOf, parseInstant } from '../model/instant.ts';

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const clock =
  '(?:,?[T ]+(?:at )?\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?: ?[ap]\\.?m\\.?)?(?: ?(?:Z|UTC|GMT|CET|CEST|BST|[A-Z]{1,4})?(?:[+-]\\d{1,2}(?::?\\d{2})?)?)?)?';
const iso = new RegExp(`^(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})${clock}$`, 'i');
const dots = new RegExp(`^(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4})${clock}$`, 'i');
const slashes = new RegExp(`^(\\d{1,2})([/-])(\\d{1,2})\\2(\\d{4})${clock}$`, 'i');
const dayName = new RegExp(`^(\\d{1,2})[ -]([a-z]{3,9})\\.?,?[ -](\\d{4})${clock}$`, 'i');
const nameDay = new RegExp(`^([a-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})${clock}$`, 'i');

/**
 * The day of a time as other systems write it: ISO 8601, 2026/07/14, 14.07.2026, 14 Jul 2026, Jul 14, 2026. A moment with
 * an offset in ISO form gives the day in the zone; others give the day as it is written. `undecided` where day and month
 * could be exchanged and `order` does not decide; undefined where it cannot be read.
 */
export function readExportDay(
  written: string,
  timeZone: string,
  order: DayOrder | undefined,
): CalendarDate | 'undecided' | undefined {
  const text = written.trim();
  const moment = parseInstant(text.replace(' ', 'T').replace(/ ?UTC$/, 'Z'));
  if (moment) return calendarDateOf(moment, timeZone);
  const [, year = '', , month = '', day = ''] = iso.exec(text) ?? [];
  if (year !== '') return dayOf(year, month, day);
  const dotted = dots.exec(text);
  if (dotted) return dayOf(dotted[3], dotted[2], dotted[1]);
  const named = dayName.exec(text);
  if (named) return dayOf(named[3], monthOf(named[2]), named[1]);
  const american = nameDay.exec(text);
  if (american) return dayOf(american[3], monthOf(american[1]), american[2]);
  const slashed = slashes.exec(text);
  if (!slashed) return undefined;
  if (order === undefined) return 'undecided';
  const [, first, , second] = slashed;
  return order === 'day-first'
    ? dayOf(slashed[4], second, first)
    : dayOf(slashed[4], first, second);
}

function monthOf(name = ''): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

function dayOf(year = '', month = '', day = ''): CalendarDate | undefined {
  return parseCalendarDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}
