import { isFiller } from '../changes/is-filler.ts';
import type { MetricDefinition } from './metric.ts';

export const emergencyRate: MetricDefinition = {
  metric: 'emergency-rate',
  title: 'Emergency rate',
  unit: 'percent',
  definition:
    'Changes merged in the period that declare the type emergency, over all changes merged in it that declare a type; changes without a type are unknown.',
  counts: {
    numerator: 'emergencies',
    denominator: 'changes that declare a type',
    unknown: 'changes without a type',
  },
  sources: ['Change-Type in the message or a follow-up'],
  target: 'emergencyRate',

  observe({ changes }) {
    return changes.map(({ record: { id, day, fields } }) => {
      const type = fields.type?.value;
      return type === undefined || isFiller(type)
        ? { change: id, day }
        : { change: id, day, value: type === 'emergency' ? 1 : 0 };
    });
  },
};
