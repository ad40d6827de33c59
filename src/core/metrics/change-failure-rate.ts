import { findFailures } from './find-failures.ts';
import type { MetricDefinition } from './metric.ts';

export const changeFailureRate: MetricDefinition = {
  metric: 'change-failure-rate',
  title: 'Change failure rate',
  unit: 'percent',
  definition:
    'Of the changes merged in the period, those that a later change names in Caused-by or Restores, or that a revert undoes. A failure counts in the period of the change that failed.',
  counts: {
    numerator: 'changes that failed',
    denominator: 'changes',
    unknown: 'changes that name or undo a change that is not in the register',
  },
  sources: ['Caused-by and Restores in the message or a follow-up', 'the wording of reverts'],
  target: 'changeFailureRate',

  observe({ changes }) {
    const { failures, unresolved } = findFailures(changes.map(({ record }) => record));
    const failed = new Set(failures.map((failure) => failure.failed.id));
    return [
      ...changes.map(({ record: { id, day } }) => ({
        change: id,
        day,
        value: failed.has(id) ? 1 : 0,
      })),
      ...unresolved.map(({ id, day }) => ({ change: id, day })),
    ];
  },
};
