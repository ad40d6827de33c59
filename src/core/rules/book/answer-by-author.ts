import { locateField } from '../../parse/locate-field.ts';
import { answerExample } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  author: report(
    '{approvedBy} approves the answer to {change} and is an author of that change.',
    'Have the answer approved by a person who wrote no part of the change.',
  ),
};

export const answerByAuthor: DocumentRule = {
  code: 'book/answer-by-author',
  severity: 'error',
  requirement: 'The person who approves the answer to a deviation is not an author of the change.',
  messages,
  example: answerExample({ by: 'dana', approvedBy: 'ada' }, { by: 'dana' }),

  *check({ answers, changes }) {
    for (const { source, value } of answers) {
      const change = changes.find(({ record }) => record.id === value.change);
      if (!change?.record.authors.some(({ person }) => person === value.approvedBy)) continue;
      yield { at: locateField(source, ['approvedBy']), ...fill(messages.author, value) };
    }
  },
};
