import { dateInWords } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import { answerExample } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  expired: report(
    'The answer to {change} expired on {day}.',
    'Renew it with a later day and a new approval, or delete it.',
  ),
};

export const answerExpired: DocumentRule = {
  code: 'book/answer-expired',
  severity: 'error',
  requirement: 'An answer that expires is renewed or withdrawn by its last day.',
  messages,
  example: answerExample({ expires: '2026-04-30' }, { expires: '2026-12-31' }),

  *check({ answers, asOf }) {
    for (const { source, value } of answers) {
      const { change, expires } = value;
      if (expires === undefined || expires >= asOf) continue;
      yield {
        at: locateField(source, ['expires']),
        ...fill(messages.expired, { change, day: dateInWords(expires) }),
      };
    }
  },
};
