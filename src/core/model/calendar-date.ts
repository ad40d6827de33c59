declare const brand: unique symbol;

/** A civil day, `2026-03-25`. Compares as text. Never a JavaScript `Date`, which would bring a clock and a zone. */
export type CalendarDate = string & { readonly [brand]: 'CalendarDate' };

/** A civil month, `2026-03`, where a document gives no day. */
export type CalendarMonth = string & { readonly [brand]: 'CalendarMonth' };

/** A date in the precision in which it was written. */
export type PartialDate = CalendarDate | CalendarMonth;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthPattern = /^(\d{4})-(\d{2})$/;
const millisecondsPerDay = 86_400_000;

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function format(year: number, month: number, day: number): CalendarDate {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as CalendarDate;
}

/** The day that a text names, or undefined where it names none (`2026-02-30`, `tomorrow`, `2026-03`). */
export function parseCalendarDate(text: string): CalendarDate | undefined {
  const match = dayPattern.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? (text as CalendarDate) : undefined;
}

/** The day or month that a text names, or undefined. */
export function parsePartialDate(text: string): PartialDate | undefined {
  const month = Number(monthPattern.exec(text)?.[2]);
  if (month >= 1 && month <= 12) return text as CalendarMonth;
  return parseCalendarDate(text);
}

export function isCalendarDate(date: PartialDate): date is CalendarDate {
  return date.length === 10;
}

/** The first day on which a date written as a day or a month can have been. */
export function earliestDay(date: PartialDate): CalendarDate {
  return isCalendarDate(date) ? date : (`${date}-01` as CalendarDate);
}

/** The last day on which a date written as a day or a month can have been. */
export function latestDay(date: PartialDate): CalendarDate {
  if (isCalendarDate(date)) return date;
  const [year, month] = date.split('-').map(Number) as [number, number];
  return format(year, month, daysInMonth(year, month));
}

/** Whole days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return (Date.parse(to) - Date.parse(from)) / millisecondsPerDay;
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  if (days === 0) return date;
  return new Date(Date.parse(date) + days * millisecondsPerDay)
    .toISOString()
    .slice(0, 10) as CalendarDate;
}

/** Adds months and keeps the day, or takes the month's last day where it has fewer. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  if (months === 0) return date;
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const index = year * 12 + (month - 1) + months;
  const newYear = Math.floor(index / 12);
  const newMonth = (index % 12) + 1;
  return format(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
}

/** The month of a day, `2026-03`. */
export function monthOf(date: PartialDate): CalendarMonth {
  return date.slice(0, 7) as CalendarMonth;
}

const monthNames =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** The date in words, in the precision in which it was written: "25 March 2026", "November 2025". */
export function dateInWords(date: PartialDate): string {
  const [year, month, day] = date.split('-');
  const name = `${monthNames[Number(month) - 1] ?? ''} ${year ?? ''}`;
  return day === undefined ? name : `${Number(day)} ${name}`;
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const names: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};
const someMonday = '2024-01-01' as CalendarDate;

export function weekdayOf(date: CalendarDate): Weekday {
  return weekdays[daysSinceMonday(date)] ?? 'mon';
}

/** The first day of the week in which a day lies. */
export function mondayOf(date: CalendarDate): CalendarDate {
  return addDays(date, -daysSinceMonday(date));
}

function daysSinceMonday(date: CalendarDate): number {
  return ((daysBetween(someMonday, date) % 7) + 7) % 7;
}

/** "Friday" */
export function weekdayInWords(weekday: Weekday): string {
  return names[weekday];
}
