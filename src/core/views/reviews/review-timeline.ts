import type { Book } from '../../model/book.ts';
import {
  addMonths,
  dateInWords,
  earliestDay,
  monthOf,
  type CalendarDate,
  type CalendarMonth,
} from '../../model/calendar-date.ts';
import { nextReviews, pastReviews } from './reviews.ts';

/** A review on the timeline. */
interface ReviewMark {
  readonly kind: 'held' | 'due';
  readonly on: CalendarDate;
  /** "Held 24 March 2026". */
  readonly words: string;
}

interface TimelineRow {
  readonly policy: string;
  readonly title: string;
  /** As many as there are months. */
  readonly cells: readonly (readonly ReviewMark[])[];
}

export interface ReviewTimeline {
  readonly months: readonly CalendarMonth[];
  readonly rows: readonly TimelineRow[];
}

const monthsBefore = 6;
// One more than a year ahead, so that a review held this month shows when it is due again.
const monthsShown = monthsBefore + 13;

/** Reviews held and due by title and month: half a year back, a year ahead. Older due ones are in the first month. */
export function reviewTimeline(book: Book): ReviewTimeline {
  const first = addMonths(earliestDay(monthOf(book.asOf)), -monthsBefore);
  const months = Array.from({ length: monthsShown }, (_, index) =>
    monthOf(addMonths(first, index)),
  );
  const past = Map.groupBy(pastReviews(book), ({ policy }) => policy);
  const rows = nextReviews(book).map(({ policy, title, due }): TimelineRow => {
    const marks = [
      ...(past.get(policy) ?? []).map(({ on }) => ({ kind: 'held' as const, on })),
      ...(due === undefined ? [] : [{ kind: 'due' as const, on: due }]),
    ].sort((left, right) => (left.on < right.on ? -1 : 1));
    const cells = months.map((month, index) =>
      marks.filter(({ kind, on }) => isIn(kind, on, month, index === 0)).map(withWords),
    );
    return { policy, title, cells };
  });
  return { months, rows: rows.sort((left, right) => left.title.localeCompare(right.title, 'en')) };
}

function isIn(
  kind: ReviewMark['kind'],
  on: CalendarDate,
  month: CalendarMonth,
  isFirst: boolean,
): boolean {
  return monthOf(on) === month || (kind === 'due' && isFirst && monthOf(on) < month);
}

function withWords({ kind, on }: Omit<ReviewMark, 'words'>): ReviewMark {
  return { kind, on, words: `${kind === 'held' ? 'Held' : 'Due'} ${dateInWords(on)}` };
}
