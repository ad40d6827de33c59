import { addDays, dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import { civilTimeOf, type CivilTime, type Instant } from '../../model/instant.ts';
import { weekdayInWords, weekdayOf, type Weekday } from '../../model/weekday.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';

type Windows = NonNullable<ChangeRules['windows']>;

/** The civil time of a moment in the zone of the windows, so that daylight saving is the zone's affair. */
export interface WindowTime extends CivilTime {
  readonly weekday: Weekday;
  /** "Friday 27 March 2026, 15:30" */
  readonly words: string;
}

export function windowTimeOf(moment: Instant, { zone }: Windows): WindowTime {
  const { day, clock } = civilTimeOf(moment, zone);
  const weekday = weekdayOf(day);
  return { day, weekday, clock, words: `${weekdayInWords(weekday)} ${dateInWords(day)}, ${clock}` };
}

/** Why a moment lies outside the windows, or undefined where it lies within. `from` counts as within, `to` does not. */
export function objectToTime(
  { day, weekday, clock }: WindowTime,
  { days, from, to, avoid }: Windows,
  holidays: readonly CalendarDate[],
): string | undefined {
  // After midnight a window over night is still the one that opened the evening before.
  const isTail = from > to && clock < to;
  const opened = isTail ? addDays(day, -1) : day;
  const openedOn = weekdayOf(opened);
  if (!days.includes(openedOn)) return `${weekdayInWords(openedOn)} is no day for deployments`;
  if (holidays.includes(opened)) return `${dateInWords(opened)} is a holiday`;
  if (!isBetween(clock, from, to)) return `it lies outside ${from} to ${to}`;
  const avoided = avoid.find((one) => isAvoided(one, weekday, clock));
  return avoided === undefined ? undefined : `"${avoided}" is to be avoided`;
}

function isBetween(clock: string, from: string, to: string): boolean {
  if (from > to) return clock >= from || clock < to;
  return clock >= from && clock < to;
}

/** `fri` is the whole day, `fri 15:00-` from then on, `fri -10:00` until then. */
function isAvoided(avoided: string, weekday: Weekday, clock: string): boolean {
  const [day, hours = '-'] = avoided.split(' ');
  const [from = '', to = ''] = hours.split('-');
  return day === weekday && clock >= from && (to === '' || clock < to);
}
