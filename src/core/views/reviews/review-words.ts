import { dateInWords, daysBetween, type CalendarDate } from '../../model/calendar-date.ts';

/** From this age in days on, a page shows how old the book is. */
const daysOfGrace = 7;

function days(count: number): string {
  return `${count} ${count === 1 ? 'day' : 'days'}`;
}

/** The state of a review on a day. It is overdue from the day after the one on which it is due. */
export function reviewWords(
  due: CalendarDate,
  today: CalendarDate,
): { readonly overdue: boolean; readonly line: string; readonly note: string } {
  const late = daysBetween(due, today);
  const date = dateInWords(due);
  if (late > 0) {
    return {
      overdue: true,
      line: `Review overdue since ${date}, ${days(late)}`,
      note: `overdue, ${days(late)}`,
    };
  }
  const left = late === 0 ? 'today' : `in ${days(-late)}`;
  return { overdue: false, line: `Next review due ${date}, ${left}`, note: left };
}

/** What is added to "Policies as of …": nothing while the book is fresh. */
export function ageWords(asOf: CalendarDate, today: CalendarDate): string {
  const age = daysBetween(asOf, today);
  return age > daysOfGrace ? `, ${days(age)} ago` : '';
}
