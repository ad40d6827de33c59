import { dateInWords } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const dutyInFuture: DocumentRule = {
  code: 'policy/duty-in-future',
  severity: 'error',
  requirement: 'A duty is recorded on the day on which it was done or later, never before.',

  *check({ duties, asOf }) {
    for (const { source, value } of duties) {
      for (const [index, { on }] of value.done.entries()) {
        if (on <= asOf) continue;
        yield {
          at: locateField(source, ['done', index, 'on']),
          problem: `The duty ${value.duty} is recorded as done on ${dateInWords(on)}, which is still to come; the book is judged as of ${dateInWords(asOf)}.`,
          remedy: 'Write the day on which it was done, or take the entry out until it has been.',
        };
      }
    }
  },
};
