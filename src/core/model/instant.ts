import { dateInWords, type CalendarDate } from './calendar-date.ts';

declare const brand: unique symbol;

/** A moment as it was recorded, with its own offset: `2026-03-25T14:05:00+01:00`. */
export type Instant = string & { readonly [brand]: 'Instant' };

const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The moment that a text names, or undefined; a text without an offset names none. */
export function parseInstant(text: string): Instant | undefined {
  return pattern.test(text) && !Number.isNaN(Date.parse(text)) ? (text as Instant) : undefined;
}

/** Milliseconds since 1970, for comparing moments. */
export function epochOf(instant: Instant): number {
  return Date.parse(instant);
}

/** How far the clocks of two honest machines may differ, in milliseconds. */
export const clockSkew = 10 * 60 * 1000;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

const dayLength = 24 * 60 * 60 * 1000;

/** A moment as calendar and clock of a zone show it. */
export interface CivilTime {
  readonly day: CalendarDate;
  /** `14:05` */
  readonly clock: string;
}

/** Day and clock time of a moment in an IANA time zone. */
export function civilTimeOf(instant: Instant, timeZone: string): CivilTime {
  const epoch = epochOf(instant);
  const offset = offsetOf(epoch, timeZone);
  return offset === undefined ? askCalendar(epoch, timeZone) : inUtc(epoch + offset);
}

// Before, zones lay seconds from UTC too; after, a year has five digits somewhere.
const [firstPlain, lastPlain] = [Date.UTC(1973), Date.UTC(9999)];
/** By zone and day of UTC, in milliseconds; null for a day on which it changes. */
const offsets = new Map<string, Map<number, number | null>>();

/** How far the clocks of a zone are ahead of UTC; undefined where that changes during the day. */
function offsetOf(epoch: number, timeZone: string): number | undefined {
  if (epoch < firstPlain || epoch > lastPlain) return undefined;
  const day = Math.floor(epoch / dayLength);
  let known = offsets.get(timeZone);
  if (!known) {
    known = new Map<number, number | null>();
    offsets.set(timeZone, known);
  }
  let offset = known.get(day);
  if (offset === undefined) {
    const start = offsetAt(day * dayLength, timeZone);
    offset = start === offsetAt((day + 1) * dayLength, timeZone) ? start : null;
    known.set(day, offset);
  }
  return offset ?? undefined;
}

function inUtc(epoch: number): CivilTime {
  const text = new Date(epoch).toISOString();
  return { day: text.slice(0, 10) as CalendarDate, clock: text.slice(11, 16) };
}

/** The calendar of the runtime knows every change of the clocks, and takes some microseconds for each answer. */
function askCalendar(epoch: number, timeZone: string): CivilTime {
  // Canadian English writes the numbers in this order; formatting part by part takes three times as long.
  const text = formatterFor(timeZone).format(epoch);
  const [year = '', month = '', day = '', hour = '', minute = ''] = text.match(/\d+/g) ?? [];
  return { day: `${year}-${month}-${day}` as CalendarDate, clock: `${hour}:${minute}` };
}

/** The civil day of a moment in an IANA time zone. */
export function calendarDateOf(instant: Instant, timeZone: string): CalendarDate {
  return civilTimeOf(instant, timeZone).day;
}

/** The clock time of a moment in an IANA time zone, `14:05`. */
export function clockTimeOf(instant: Instant, timeZone: string): string {
  return civilTimeOf(instant, timeZone).clock;
}

/**
 * The first moment at which clocks in a zone show a time on a day; of an hour that is left out, the moment that comes
 * as long after the last one before it.
 */
export function instantAt(day: CalendarDate, clock: string, timeZone: string): Instant {
  const shown = Date.parse(`${day}T${clock}Z`);
  const showing = (offset: number) => new Date(shown - offset).toISOString() as Instant;
  const isShown = (moment: Instant) => {
    const there = civilTimeOf(moment, timeZone);
    return there.day === day && there.clock === clock;
  };
  const before = showing(offsetAt(shown - dayLength, timeZone));
  const after = showing(offsetAt(shown + dayLength, timeZone));
  return isShown(after) && !isShown(before) ? after : before;
}

/** How far clocks in a zone are ahead of universal time at a full minute, in milliseconds. */
function offsetAt(epoch: number, timeZone: string): number {
  const { day, clock } = askCalendar(epoch, timeZone);
  return Date.parse(`${day}T${clock}Z`) - epoch;
}

/** The later of two moments. */
export function laterOf(one: Instant, other: Instant | undefined): Instant {
  return other && epochOf(other) > epochOf(one) ? other : one;
}

/** "25 March 2026, 14:05", in a zone. */
export function momentInWords(at: Instant, timeZone: string): string {
  const { day, clock } = civilTimeOf(at, timeZone);
  return `${dateInWords(day)}, ${clock}`;
}
