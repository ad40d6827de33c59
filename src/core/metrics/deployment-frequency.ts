import { calendarDateOf } from '../model/instant.ts';
import { deploymentOf } from '../rules/facts/deployment.ts';
import type { MetricDefinition, Observation } from './metric.ts';

export const deploymentFrequency: MetricDefinition = {
  metric: 'deployment-frequency',
  title: 'Deployment frequency',
  unit: 'per-week',
  definition:
    'Deployments to production a week. Changes that went out together are one deployment; where a merge deploys, each merge is one. A change without a known deployment counts as unknown on the day of its merge.',
  counts: {
    numerator: 'deployments',
    denominator: 'days',
    unknown: 'changes without a recorded deployment',
  },
  sources: ['deployments, or the merge where a merge deploys'],

  observe({ changes, settings, asOf }) {
    const seen = new Set<string>();
    return changes.flatMap(({ record }): Observation[] => {
      const deployment = deploymentOf(record, { settings });
      if (!deployment) return [{ change: record.id, day: record.day }];
      const day = calendarDateOf(deployment.at, settings.timeZone);
      if (day > asOf) return [];
      const key = `${record.repository ?? record.id} ${deployment.at}`;
      const isFirst = !seen.has(key);
      seen.add(key);
      return [{ change: record.id, day, value: isFirst ? 1 : 0 }];
    });
  },
};
