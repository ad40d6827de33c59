import type { ChangeRecord } from '../model/change-record.ts';
import { epochOf, parseInstant } from '../model/instant.ts';
import { deploymentOf } from '../rules/facts/deployment.ts';
import { judgingType } from './judging-type.ts';
import type { MetricDefinition } from './metric.ts';

export const leadTime: MetricDefinition = {
  metric: 'lead-time',
  title: 'Lead time',
  unit: 'minutes',
  definition:
    'From the request of a change to the moment at which it reached production, the median, over the changes that state a request or whose type asks for a lead time.',
  counts: {
    numerator: 'changes',
    denominator: 'changes measured',
    unknown: 'changes whose request or deployment has no time',
  },
  sources: [
    "Requested-at, or the forge's time of creation",
    'deployments, or the merge where a merge deploys',
  ],

  observe(book) {
    return book.changes.flatMap((change) => {
      const { record } = change;
      const start = requestedAt(record);
      if (start === undefined && judgingType(change, book)?.leadTime === undefined) return [];
      const end = deploymentOf(record, book);
      const observed = { change: record.id, day: record.day };
      return start === undefined || !end || epochOf(end.at) < start
        ? [observed]
        : [{ ...observed, value: (epochOf(end.at) - start) / 60_000 }];
    });
  },
};

/** When a change was requested, in milliseconds since 1970; undefined where it is not known. */
export function requestedAt({ fields }: ChangeRecord): number | undefined {
  const moment = parseInstant(fields['requested-at']?.value.trim() ?? '');
  return moment && epochOf(moment);
}
