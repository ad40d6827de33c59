import { dateInWords, type CalendarDate } from '../model/calendar-date.ts';
import type { Review } from '../history/record-review.ts';

export interface RecordedReviewFacts {
  readonly title: string;
  readonly review: Review;
  readonly nextReview: CalendarDate;
  /** Name of the reviewer. */
  readonly reviewer: string;
}

const found = { unchanged: 'left unchanged', changed: 'changed', retire: 'to be retired' };

/** The message of the commit that records a review, with the trailers that a change record requires. */
export function formatReviewCommit(facts: RecordedReviewFacts): string {
  const { title, reviewer, nextReview } = facts;
  const { on, version, outcome, note } = facts.review;
  const reason = `${reviewer} reviewed version ${version} on ${dateInWords(on)}, ${found[outcome]}: ${note}`;
  return `Record the review of the ${title.replace(/^the /i, '')}

Change-Type: standard
Change-Kind: documentation
Reason: ${reason.replaceAll(/\s+/g, ' ')}
Risk: availability none; security none; data none. The record and the next date (${nextReview}) alone.
Rollback: revert; the text of the policy is not touched.
Tested: passed; npm run check
`;
}
