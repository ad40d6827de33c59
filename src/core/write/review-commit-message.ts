import type { Review } from '../history/plan-review.ts';
import { dateInWords, type CalendarDate } from '../model/calendar-date.ts';

export interface RecordedReview {
  /** Title of the policy. */
  readonly title: string;
  readonly review: Review;
  readonly nextReview: CalendarDate;
}

const found = { unchanged: 'left unchanged', changed: 'changed', retire: 'to be retired' };

/** The message of the commit that records reviews of one person, with the trailers that a change record requires. */
export function formatReviewCommit(reviews: readonly RecordedReview[], reviewer: string): string {
  const [first] = reviews;
  if (!first) return '';
  const { on, version, outcome, note } = first.review;
  const isOne = reviews.length === 1;
  const titles = reviews.map(({ title }) => title.replace(/^the /i, ''));
  const what = isOne ? `version ${version}` : `the ${titles.join(', the ')}`;
  const reason = `${reviewer} reviewed ${what} on ${dateInWords(on)}, ${found[outcome]}: ${note}`;
  const days = [...new Set(reviews.map(({ nextReview }) => nextReview))].join(', ');
  return `Record the ${isOne ? `review of the ${titles.join('')}` : `reviews of ${reviews.length} policies`}

Change-Type: standard
Change-Kind: documentation
Reason: ${reason.replaceAll(/\s+/g, ' ')}
Risk: availability none; security none; data none. The record and the next date (${days}) alone.
Rollback: revert; the text of the policy is not touched.
Tested: passed; npm run check
`;
}
