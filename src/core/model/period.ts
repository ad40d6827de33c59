import { addDays, addMonths, type CalendarDate } from './calendar-date.ts';
import { calendarDateOf, clockTimeOf, epochOf, instantAt, type Instant } from './instant.ts';

declare const brand: unique symbol;
declare const ofDays: unique symbol;

/** A length of time in ISO 8601 form: `P1Y`, `P3M`, `P10D`, `PT24H`. Hours are alone or with days. */
export type Period = string & { readonly [brand]: 'Period' };

/** A period without hours, which can be counted from a day of which no hour is known. */
export type DayPeriod = Period & { readonly [ofDays]: true };

interface PeriodParts {
  readonly months: number;
  readonly days: number;
  readonly minutes: number;
}

// Within the years of four digits, so that every day that it leads to is a day of the calendar.
const pattern =
  /^(?!P[^TYM]*[YM][^T]*T)P(?=\d|T\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,7})H)?(?:(\d{1,8})M)?)?$/;

export function parsePeriod(text: string): Period | undefined {
  return pattern.test(text) ? (text as Period) : undefined;
}

export function parseDayPeriod(text: string): DayPeriod | undefined {
  return text.includes('T') ? undefined : (parsePeriod(text) as DayPeriod | undefined);
}

function periodParts(period: Period): PeriodParts {
  const parts: readonly (string | undefined)[] = pattern.exec(period)?.slice(1) ?? [];
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  return {
    months: years * 12 + months,
    days: weeks * 7 + days,
    minutes: hours * 60 + minutes,
  };
}

/** Its length as elapsed time, of which a day is 24 hours; undefined for a period that is counted in calendar days. */
function elapsedMilliseconds(period: Period): number | undefined {
  const { months, days, minutes } = periodParts(period);
  if (months !== 0 || (days !== 0 && minutes === 0)) return undefined;
  return (days * 1440 + minutes) * 60_000;
}

/** The day that lies a period of days, months or years after another. */
export function addPeriod(date: CalendarDate, period: DayPeriod): CalendarDate {
  return addWholeDays(date, period);
}

function addWholeDays(date: CalendarDate, period: Period): CalendarDate {
  const { months, days } = periodParts(period);
  return addDays(addMonths(date, months), days);
}

/**
 * Whether `done` lies within a period that began at `start`. A period with hours or minutes counts as elapsed time;
 * days, months and years alone count as calendar days in the zone, and end with their last day.
 */
export function isWithin(start: Instant, period: Period, done: Instant, timeZone: string): boolean {
  const elapsed = elapsedMilliseconds(period);
  if (elapsed !== undefined) return epochOf(done) <= epochOf(start) + elapsed;
  return calendarDateOf(done, timeZone) <= addWholeDays(calendarDateOf(start, timeZone), period);
}

/**
 * Whether a whole period lies between two moments: elapsed hours, or days, months and years until the same clock time
 * in the zone comes on the last day. Unlike a deadline a least time is over no sooner on that day.
 */
export function hasElapsed(
  start: Instant,
  period: Period,
  now: Instant,
  timeZone: string,
): boolean {
  const elapsed = elapsedMilliseconds(period);
  if (elapsed !== undefined) return epochOf(now) >= epochOf(start) + elapsed;
  const lastDay = addWholeDays(calendarDateOf(start, timeZone), period);
  const minute = instantAt(lastDay, clockTimeOf(start, timeZone), timeZone);
  return epochOf(now) >= epochOf(minute) + (epochOf(start) % 60_000);
}

/** Its length in minutes, for comparing with what was measured; a month counts as 30 days and a year as 360. */
export function minutesIn(period: Period): number {
  const { months, days, minutes } = periodParts(period);
  return (months * 30 + days) * 1440 + minutes;
}

/** The moment at which a period of hours ends; undefined for one that is counted in calendar days. */
export function endOf(start: Instant, period: Period): Instant | undefined {
  const elapsed = elapsedMilliseconds(period);
  return elapsed === undefined
    ? undefined
    : (new Date(epochOf(start) + elapsed).toISOString() as Instant);
}

/** The last day of a period that began at a moment; one of hours ends on the day of its last minute. */
export function lastDayOf(start: Instant, period: Period, timeZone: string): CalendarDate {
  const end = endOf(start, period);
  return end === undefined
    ? addWholeDays(calendarDateOf(start, timeZone), period)
    : calendarDateOf(end, timeZone);
}

const units: readonly (readonly [RegExp, string])[] = [
  [/^P(\d+)Y$/, 'year'],
  [/^P(\d+)M$/, 'month'],
  [/^P(\d+)W$/, 'week'],
  [/^P(\d+)D$/, 'day'],
  [/^PT(\d+)H$/, 'hour'],
  [/^PT(\d+)M$/, 'minute'],
];

/** The period in words: "1 year", "24 hours"; a compound one stays in its ISO form. */
export function periodInWords(period: Period): string {
  for (const [form, unit] of units) {
    const count = form.exec(period)?.[1];
    if (count !== undefined) return `${count} ${unit}${count === '1' ? '' : 's'}`;
  }
  return period;
}
