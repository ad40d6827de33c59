import { isFiller } from '../../changes/message/is-filler.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const dutyEvidenceMissing: DocumentRule = {
  code: 'policy/duty-evidence-missing',
  severity: 'error',
  requirement: 'A duty that was done has evidence: where the result is kept, or what it was.',

  *check({ duties }) {
    for (const { source, value } of duties) {
      for (const [index, { evidence }] of value.done.entries()) {
        if (!isFiller(evidence)) continue;
        yield {
          at: locateField(source, ['done', index, 'evidence']),
          problem: `The evidence that the duty ${value.duty} was done is "${evidence}", which says nothing.`,
          remedy:
            'Write where its result is kept or what it was, or take the entry out if nothing was kept.',
        };
      }
    }
  },
};
