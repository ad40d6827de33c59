import { epochOf } from '../model/instant.ts';
import { deploymentOf } from '../rules/facts/deployment.ts';
import { findFailures } from './find-failures.ts';
import type { MetricDefinition } from './metric.ts';

export const timeToRestore: MetricDefinition = {
  metric: 'time-to-restore',
  title: 'Time to restore',
  unit: 'minutes',
  definition:
    'From the moment at which a change that failed reached production to the moment at which the change that undoes it, or says that it restores, did; the median. It counts in the period of the change that failed, and is long where a failure showed itself late.',
  counts: {
    numerator: 'failures',
    denominator: 'failures measured',
    unknown:
      'failures of which no change says that it restored the service, without a time, or with one before the failure',
  },
  sources: ['Restores and reverts', 'deployments, or the merge where a merge deploys'],
  target: 'timeToRestore',

  observe({ changes, settings }) {
    return findFailures(changes.map(({ record }) => record)).failures.map(
      ({ failed, restoredBy }) => {
        const start = deploymentOf(failed, { settings });
        const end = restoredBy && deploymentOf(restoredBy, { settings });
        const observed = { change: failed.id, day: failed.day };
        if (!start || !end) return observed;
        const minutes = (epochOf(end.at) - epochOf(start.at)) / 60_000;
        return minutes < 0 ? observed : { ...observed, value: minutes };
      },
    );
  },
};
