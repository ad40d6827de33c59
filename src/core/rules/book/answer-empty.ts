import { emptyAnswerFields } from '../../changes/message/is-filler.ts';
import { locateField } from '../../parse/locate-field.ts';
import { answerExample } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const problem =
  'The answer to {change} has the filler "{text}" as {field}; the deviation stays without an answer.';
const messages = {
  why: report(problem, 'Write why the change deviated.'),
  action: report(problem, 'Write what was done to make up for it, or why nothing had to be done.'),
};

export const answerEmpty: DocumentRule = {
  code: 'book/answer-empty',
  severity: 'error',
  requirement: 'An answer states why the change deviated and what was done to make up for it.',
  messages,
  example: answerExample({ why: 'TBD' }),

  *check({ answers }) {
    for (const { source, value } of answers) {
      for (const field of emptyAnswerFields(value)) {
        const facts = { change: value.change, text: value[field], field };
        yield { at: locateField(source, [field]), ...fill(messages[field], facts) };
      }
    }
  },
};
