import {
  addDays,
  addMonths,
  dateInWords,
  type CalendarDate,
  type CalendarMonth,
} from '../model/calendar-date.ts';

export type SpanKind = 'month' | 'quarter' | 'year';

/** A month, quarter or year of the calendar, as far as it has been observed. */
export interface Span {
  readonly kind: SpanKind;
  /** `2026-03`, `2026-Q1` or `2026`. */
  readonly key: string;
  /** The first day that is counted: that of the period, or the first one of the register. */
  readonly from: CalendarDate;
  /** The last day that is counted: that of the period, or the one on which the book is judged. */
  readonly until: CalendarDate;
  /** Whether every day of the period is over. */
  readonly isOver: boolean;
}

const monthsOf: Readonly<Record<SpanKind, number>> = { month: 1, quarter: 3, year: 12 };

/** The periods of one kind from the first day of a register to the day on which it is judged, newest first. */
export function listSpans(kind: SpanKind, first: CalendarDate, asOf: CalendarDate): Span[] {
  const spans: Span[] = [];
  let start = startOf(kind, first);
  while (start <= asOf) {
    const next = addMonths(start, monthsOf[kind]);
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
  const year = day.slice(0, 4);
  if (kind === 'year') return year;
  if (kind === 'month') return day.slice(0, 7);
  return `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** "March 2026", "first quarter of 2026", "2026". */
export function spanInWords({ kind, key }: Pick<Span, 'kind' | 'key'>): string {
  if (kind === 'year') return key;
  if (kind === 'month') return dateInWords(key as CalendarMonth);
  const [year = '', quarter = ''] = key.split('-Q');
  const ordinal = ['first', 'second', 'third', 'fourth'][Number(quarter) - 1] ?? '';
  return `${ordinal} quarter of ${year}`;
}

function startOf(kind: SpanKind, day: CalendarDate): CalendarDate {
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % monthsOf[kind]);
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01` as CalendarDate;
}
