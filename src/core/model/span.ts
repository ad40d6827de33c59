import {
  addDays,
  addMonths,
  type CalendarDate,
  type CalendarMonth,
  dateInWords,
  daysBetween,
  mondayOf,
} from './calendar-date.ts';

export type SpanKind = 'week' | 'month' | 'quarter' | 'year';

/** Days in a row, both ends included. */
export interface DaySpan {
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

export function isWithin(day: CalendarDate, { from, until }: DaySpan): boolean {
  return day >= from && day <= until;
}

/** A week (from Monday), month, quarter or year of the calendar, as far as it has been observed. */
export interface Span extends DaySpan {
  readonly kind: SpanKind;
  /** `2026-W03` (ISO 8601), `2026-03`, `2026-Q1` or `2026`. */
  readonly key: string;
  /** The first day that is counted: that of the period, or the first one of the register. */
  readonly from: CalendarDate;
  /** The last day that is counted: that of the period, or the one on which the book is judged. */
  readonly until: CalendarDate;
  /** Whether every day of the period is over. */
  readonly isOver: boolean;
}

/** Whether one period is a shorter one within another. */
export function isPartOf(part: Span, whole: Span): boolean {
  const isShorter = monthsIn(part) < monthsIn(whole);
  return isShorter && isWithin(part.from, whole) && isWithin(part.until, whole);
}

function monthsIn({ kind }: Span): number {
  return kind === 'week' ? 0 : monthsOf[kind];
}

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

/** The periods of one kind from the first day of a register to the day on which it is judged, newest first. */
export function listSpans(kind: SpanKind, first: CalendarDate, asOf: CalendarDate): Span[] {
  const spans: Span[] = [];
  let start = startOf(kind, first);
  while (start <= asOf) {
    const next = kind === 'week' ? addDays(start, 7) : addMonths(start, monthsOf[kind]);
    const last = addDays(next, -1);
    spans.unshift({
      kind,
      key: spanKey(kind, start),
      from: start < first ? first : start,
      until: last > asOf ? asOf : last,
      isOver: last <= asOf,
    });
    start = next;
  }
  return spans;
}

/** The key of the period in which a day lies. */
export function spanKey(kind: SpanKind, day: CalendarDate): string {
  if (kind === 'week') return weekKey(day);
  const year = day.slice(0, 4);
  if (kind === 'year') return year;
  if (kind === 'month') return day.slice(0, 7);
  return `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** The year of an ISO week is that of its Thursday, and its number that of the Thursday in the year. */
function weekKey(day: CalendarDate): string {
  const thursday = addDays(startOf('week', day), 3);
  const year = thursday.slice(0, 4);
  const number = Math.floor(daysBetween(`${year}-01-01` as CalendarDate, thursday) / 7) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** "week of 12 January 2026", "March 2026", "first quarter of 2026", "2026". */
export function spanInWords({ kind, key }: Pick<Span, 'kind' | 'key'>): string {
  if (kind === 'week') return `week of ${mondayInWords({ key })}`;
  if (kind === 'year') return key;
  if (kind === 'month') return dateInWords(key as CalendarMonth);
  const [year = '', quarter = ''] = key.split('-Q');
  const ordinal = ['first', 'second', 'third', 'fourth'][Number(quarter) - 1] ?? '';
  return `${ordinal} quarter of ${year}`;
}

/** "12 January 2026", the first day of a week. The first week of a year is the one with its fourth day. */
export function mondayInWords({ key }: Pick<Span, 'key'>): string {
  const first = mondayOf(`${key.slice(0, 4)}-01-04` as CalendarDate);
  return dateInWords(addDays(first, 7 * (Number(key.slice(6)) - 1)));
}

function startOf(kind: SpanKind, day: CalendarDate): CalendarDate {
  if (kind === 'week') return mondayOf(day);
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % monthsOf[kind]);
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01` as CalendarDate;
}
