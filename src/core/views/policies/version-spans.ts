import { inForceSpans, shownVersion } from '../../history/in-force.ts';
import {
  addDays,
  dateInWords,
  daysBetween,
  earliestDay,
  type CalendarDate,
  type CalendarMonth,
  type PartialDate,
} from '../../model/calendar-date.ts';
import type { Policy } from '../../model/policy.ts';
import { spanInWords } from './in-force-words.ts';

/** A version on a line to scale; places and lengths in hundredths of the line. */
interface SpanMark {
  readonly version: string;
  /** "In force 12 November 2025 to 24 March 2026". */
  readonly words: string;
  readonly start: number;
  readonly length: number;
  readonly isShown: boolean;
  /** It begins after the day of the book. */
  readonly isToCome: boolean;
  /** Too short to contain its number. */
  readonly isShort: boolean;
}

export interface SpanLine {
  readonly marks: readonly SpanMark[];
  readonly years: readonly { readonly year: string; readonly at: number }[];
  /** In the precision in which the document gives it. */
  readonly from: PartialDate;
  /** Absent where the line goes past the day of the book, to what is to come. */
  readonly to?: CalendarDate;
}

const shortest = 8;

/** Past and planned versions on a line from the first day to the day of the book, or past what is planned. */
export function spanLine(policy: Policy, asOf: CalendarDate): SpanLine | undefined {
  const shown = shownVersion(policy, asOf).version;
  const spans = [...inForceSpans(policy)].map(([version, span]) => ({
    version,
    span,
    start: earliestDay(span.from),
  }));
  const [first] = spans;
  if (!first) return undefined;
  const last = spans.reduce((latest, { start }) => (start > latest ? start : latest), asOf);
  const from = first.start;
  const to = last > asOf ? addDays(last, Math.ceil(daysBetween(from, last) / 6) + 1) : asOf;
  const total = Math.max(1, daysBetween(from, addDays(to, 1)));
  const placeOf = (day: CalendarDate) => hundredths(daysBetween(from, day) / total);
  const marks = spans.map(({ version, span, start }): SpanMark => {
    const end = span.until === undefined ? 100 : placeOf(addDays(span.until, 1));
    const length = hundredths((end - placeOf(start)) / 100);
    return {
      version,
      words: `In force ${spanInWords(span, asOf)}`,
      start: placeOf(start),
      length,
      isShown: version === shown,
      isToCome: start > asOf,
      isShort: length < shortest,
    };
  });
  return {
    marks,
    years: yearsBetween(from, to).map(({ year, day }) => ({ year, at: placeOf(day) })),
    from: first.span.from,
    ...(last === asOf && { to }),
  };
}

function yearsBetween(from: CalendarDate, to: CalendarDate): { year: string; day: CalendarDate }[] {
  const first = Number(from.slice(0, 4)) + 1;
  const last = Number(to.slice(0, 4));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const year = String(first + index);
    return { year, day: earliestDay(`${year}-01` as CalendarMonth) };
  });
}

function hundredths(part: number): number {
  return Math.round(part * 10_000) / 100;
}

/** "From 5 September 2025 to 15 November 2026", "From 5 January 2026 on". */
export function lineInWords({ from, to }: SpanLine): string {
  return `From ${dateInWords(from)} ${to === undefined ? 'on' : `to ${dateInWords(to)}`}`;
}
