import type { Filed } from '../../model/book.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { Answer } from '../../schemas/answer.ts';
import { answerLines, deviatingChange } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  second: report(
    'The deviation of {change} from {rule} already has an answer in {file}.',
    'Write one answer in one file, and delete the other file.',
  ),
};

export const answerTwice: DocumentRule = {
  code: 'book/answer-twice',
  severity: 'error',
  requirement: 'A deviation has one answer.',
  messages,
  example: {
    file: 'answers/platform-7-fields.yaml',
    good: [],
    bad: answerLines(),
    beside: { 'answers/platform-7.yaml': answerLines({ approvedBy: 'dana' }) },
    change: deviatingChange,
  },

  *check({ answers }) {
    const first = new Map<string, Filed<Answer>>();
    for (const filed of answers) {
      const { source, value } = filed;
      const deviation = `${value.change} ${value.rule}`;
      const known = first.get(deviation);
      if (!known) {
        first.set(deviation, filed);
        continue;
      }
      yield {
        at: locateField(source, ['rule']),
        ...fill(messages.second, { ...value, file: known.source.file }),
        related: [{ at: locateField(known.source, ['rule']), note: 'The first answer' }],
      };
    }
  },
};
