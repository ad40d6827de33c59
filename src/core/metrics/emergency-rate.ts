import type { Book, JudgedChange } from '../model/book.ts';
import { isForEmergencies } from '../rules/facts/declared.ts';
import { judgingType } from './judging-type.ts';
import type { MetricDefinition } from './metric.ts';

export const emergencyRate: MetricDefinition = {
  metric: 'emergency-rate',
  title: 'Emergency rate',
  unit: 'percent',
  definition:
    'Changes merged in the period that are emergencies, over all changes merged in it that declare a type of the policy in force. An emergency is of a type that is called emergency, whose record may follow the merge, or that needs an incident or a retrospective.',
  counts: {
    numerator: 'emergencies',
    denominator: 'changes that declare a type of the policy',
    unknown: 'changes without a type of the policy',
  },
  sources: ['Change-Type in the message or a follow-up', 'the types of the policy in force'],
  target: 'emergencyRate',

  observe(book) {
    return book.changes.map((change) => {
      const { id, day } = change.record;
      const isOne = isEmergency(change, book);
      return { change: id, day, ...(isOne !== undefined && { value: isOne ? 1 : 0 }) };
    });
  },
};

/** Whether a change is of a type for emergencies in the version that judged it; undefined if that version does not declare the type. */
export function isEmergency(
  change: JudgedChange,
  book: Pick<Book, 'policies'>,
): boolean | undefined {
  const type = judgingType(change, book);
  return type && isForEmergencies(change.record.fields.type?.value ?? '', type);
}
