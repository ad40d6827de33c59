import { locateField } from '../../parse/locate-field.ts';
import { answerExample } from '../example.ts';
import { findPerson } from '../facts/people.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const remedy = 'Have the answer approved by a second person, and name that person in approvedBy.';
const messages = {
  bot: report('{approvedBy} approves the answer to {change} and is a bot.', remedy),
  same: report('{approvedBy} gives the answer to {change} and approves it.', remedy),
};

export const answerByOne: DocumentRule = {
  code: 'book/answer-by-one',
  severity: 'error',
  requirement: 'One person gives an answer, and another person approves it.',
  messages,
  example: answerExample({ by: 'dana', approvedBy: 'dana' }, { by: 'dana' }),

  *check({ answers, people }) {
    for (const { source, value } of answers) {
      const isBot = findPerson(people, value.approvedBy)?.bot === true;
      if (value.by !== value.approvedBy && !isBot) continue;
      const message = isBot ? messages.bot : messages.same;
      yield { at: locateField(source, ['approvedBy']), ...fill(message, value) };
    }
  },
};
