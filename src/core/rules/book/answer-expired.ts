import { dateInWords } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const answerExpired: DocumentRule = {
  code: 'book/answer-expired',
  severity: 'error',
  requirement: 'An answer that expires is renewed or withdrawn by its last day.',

  *check({ answers, asOf }) {
    for (const { source, value } of answers) {
      if (value.expires === undefined || value.expires >= asOf) continue;
      yield {
        at: locateField(source, ['expires']),
        problem: `The answer to ${value.change} expired on ${dateInWords(value.expires)}.`,
        remedy: 'Renew it with a later day and a new approval, or delete it.',
      };
    }
  },
};
