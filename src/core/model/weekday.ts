import { addDays, daysBetween, type CalendarDate } from './calendar-date.ts';

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
