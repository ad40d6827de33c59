import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const answerByAuthor: DocumentRule = {
  code: 'book/answer-by-author',
  severity: 'error',
  requirement: 'Whoever approves the answer to a deviation is no author of the change.',

  *check({ answers, changes }) {
    for (const { source, value } of answers) {
      const change = changes.find(({ record }) => record.id === value.change);
      if (!change?.record.authors.some(({ person }) => person === value.approvedBy)) continue;
      yield {
        at: locateField(source, ['approvedBy']),
        problem: `${value.approvedBy} approves the answer to ${value.change} and is an author of it.`,
        remedy: 'Have the answer approved by somebody who wrote no part of the change.',
      };
    }
  },
};
