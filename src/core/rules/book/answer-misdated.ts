import { dateInWords } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const answerMisdated: DocumentRule = {
  code: 'book/answer-misdated',
  severity: 'error',
  requirement: 'An answer is given on the day of its change or later, and not in the future.',

  *check({ answers, changes, asOf }) {
    const days = new Map(changes.map(({ record }) => [record.id, record.day]));
    for (const { source, value } of answers) {
      const { change, on } = value;
      const day = days.get(change);
      if (on <= asOf && (day === undefined || on >= day)) continue;
      yield {
        at: locateField(source, ['on']),
        problem:
          on > asOf
            ? `The answer to ${change} is dated ${dateInWords(on)}, which is still to come.`
            : `The answer to ${change} is dated ${dateInWords(on)}, before the change itself, which is of ${dateInWords(day ?? on)}.`,
        remedy: 'Write the day on which the answer was given and approved.',
      };
    }
  },
};
