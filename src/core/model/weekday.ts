import { daysBetween, type CalendarDate } from './calendar-date.ts';

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
  const index = ((daysBetween(someMonday, date) % 7) + 7) % 7;
  return weekdays[index] ?? 'mon';
}

/** "Friday" */
export function weekdayInWords(weekday: Weekday): string {
  return names[weekday];
}
