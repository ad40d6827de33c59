import type { Book } from '../model/book.ts';
import { addDays, type CalendarDate } from '../model/calendar-date.ts';
import { nextReviews } from '../views/reviews/reviews.ts';

/** When a policy is due for review. */
interface ListedReview {
  readonly policy: string;
  readonly title: string;
  /** Id of the role that owns it. */
  readonly owner: string;
  readonly due: CalendarDate;
  /** The last review that counts; null without one. */
  readonly last: CalendarDate | null;
  /** `due`: within the days on which the book warns. */
  readonly state: 'overdue' | 'due' | 'later';
}

/** The next review of each policy that has not ended, the earliest first. */
export function listReviews(book: Book): ListedReview[] {
  const { asOf, settings } = book;
  const warned = addDays(asOf, Math.max(0, ...settings.reviews.warnDays));
  return nextReviews(book).flatMap(({ policy, title, role, due, last = null }) =>
    due === undefined
      ? []
      : {
          policy,
          title,
          owner: role,
          due,
          last,
          state: due < asOf ? 'overdue' : due <= warned ? 'due' : 'later',
        },
  );
}

/** The list as lines, or as JSON: `{ schemaVersion, asOf, reviews: [{ policy, title, owner, due, last, state }] }`. */
export function formatReviewList(book: Book, format: 'text' | 'json'): string {
  const reviews = listReviews(book);
  if (format === 'json') {
    return JSON.stringify({ schemaVersion: 1, asOf: book.asOf, reviews }, undefined, 2);
  }
  if (reviews.length === 0) return 'The book has no policy to review.';
  const width = Math.max(...reviews.map(({ policy }) => policy.length));
  return reviews
    .map(
      ({ policy, due, state, owner, last }) =>
        `${due}  ${state.padEnd(7)}  ${policy.padEnd(width)}  ${owner}, ${last === null ? 'never reviewed' : `last ${last}`}`,
    )
    .join('\n');
}
