import type { ChangeRecord } from '../model/change-record.ts';
import { epochOf } from '../model/instant.ts';
import { judgingType } from './judging-type.ts';
import type { MetricDefinition } from './metric.ts';
import { requestedAt } from './requested-at.ts';

export const reviewTime: MetricDefinition = {
  metric: 'review-time',
  title: 'Review time',
  unit: 'minutes',
  definition:
    'From the request of a change to its first approval, the median, over the changes whose type needs one. Where nobody wrote down when the approval was given, the time is unknown and not guessed from the merge, which may wait for a lead time.',
  counts: {
    numerator: 'changes',
    denominator: 'changes measured',
    unknown: 'changes whose request or first approval has no time',
  },
  sources: ["Requested-at, or the forge's time of creation", "the forge's reviews, or a follow-up"],
  target: 'reviewTime',

  observe(book) {
    return book.changes
      .filter((change) => (judgingType(change, book)?.approvals ?? 0) > 0)
      .map(({ record }) => {
        const start = requestedAt(record);
        const end = firstApproval(record);
        const observed = { change: record.id, day: record.day };
        return start === undefined || end === undefined || end < start
          ? observed
          : { ...observed, value: (end - start) / 60_000 };
      });
  },
};

/** The first approval before the merge; one that was given later reviewed nothing. */
function firstApproval({ approvals, mergedAt }: ChangeRecord): number | undefined {
  const moments = approvals.flatMap(({ at }) => (at === undefined ? [] : [epochOf(at)]));
  const [first] = moments
    .filter((moment) => moment <= epochOf(mergedAt))
    .sort((left, right) => left - right);
  return first;
}
