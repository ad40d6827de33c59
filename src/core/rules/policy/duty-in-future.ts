import { dateInWords } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import { dutyExample } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  future: report(
    'The duty {duty} is recorded as done on {on}, after the day on which the book is judged, {asOf}.',
    'Write the day on which it was done, or remove the entry until it is done.',
  ),
};

export const dutyInFuture: DocumentRule = {
  code: 'policy/duty-in-future',
  severity: 'error',
  requirement: 'A duty is recorded on the day on which it was done or later, never before.',
  messages,
  example: dutyExample({ on: '2026-06-01' }, { on: '2026-06-02' }),

  *check({ duties, asOf }) {
    for (const { source, value } of duties) {
      for (const [index, { on }] of value.done.entries()) {
        if (on <= asOf) continue;
        const facts = { duty: value.duty, on: dateInWords(on), asOf: dateInWords(asOf) };
        yield {
          at: locateField(source, ['done', index, 'on']),
          ...fill(messages.future, facts),
        };
      }
    }
  },
};
