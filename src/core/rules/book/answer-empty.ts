import { emptyAnswerFields } from '../../changes/message/is-filler.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const answerEmpty: DocumentRule = {
  code: 'book/answer-empty',
  severity: 'error',
  requirement: 'An answer says why the change deviated and what was done to make up for it.',

  *check({ answers }) {
    for (const { source, value } of answers) {
      for (const field of emptyAnswerFields(value)) {
        yield {
          at: locateField(source, [field]),
          problem: `The answer to ${value.change} has "${value[field]}" as ${field}, which says nothing; the deviation stays without an answer.`,
          remedy:
            field === 'why'
              ? 'Write why the change deviated.'
              : 'Write what was done to make up for it, or why nothing had to be.',
        };
      }
    }
  },
};
