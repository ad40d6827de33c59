import { isFiller } from '../../changes/message/is-filler.ts';
import { locateField } from '../../parse/locate-field.ts';
import { dutyExample } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  filler: report(
    'The evidence for the duty {duty} is the filler "{evidence}".',
    'Write where the result is kept or what it was. Remove the entry if nothing was kept.',
  ),
};

export const dutyEvidenceMissing: DocumentRule = {
  code: 'policy/duty-evidence-missing',
  severity: 'error',
  requirement: 'A duty that was done has evidence: where the result is kept, or what it was.',
  messages,
  example: dutyExample({}, { evidence: 'TBD' }),

  *check({ duties }) {
    for (const { source, value } of duties) {
      for (const [index, { evidence }] of value.done.entries()) {
        if (!isFiller(evidence)) continue;
        yield {
          at: locateField(source, ['done', index, 'evidence']),
          ...fill(messages.filler, { duty: value.duty, evidence }),
        };
      }
    }
  },
};
