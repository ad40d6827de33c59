import { locateField } from '../../parse/locate-field.ts';
import type { Filed } from '../../model/book.ts';
import type { Answer } from '../../schemas/answer.ts';
import type { DocumentRule } from '../rule.ts';

export const answerTwice: DocumentRule = {
  code: 'book/answer-twice',
  severity: 'error',
  requirement: 'A deviation has one answer.',

  *check({ answers }) {
    const first = new Map<string, Filed<Answer>>();
    for (const filed of answers) {
      const { source, value } = filed;
      const key = `${value.change} ${value.rule}`;
      const known = first.get(key);
      if (!known) first.set(key, filed);
      else {
        yield {
          at: locateField(source, ['rule']),
          problem: `The deviation of ${value.change} from ${value.rule} has an answer in ${known.source.file} already.`,
          remedy: 'Make one answer of the two, in one file, and delete the other.',
          related: [{ at: locateField(known.source, ['rule']), note: 'The first answer' }],
        };
      }
    }
  },
};
