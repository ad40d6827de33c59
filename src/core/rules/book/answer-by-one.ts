import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const answerByOne: DocumentRule = {
  code: 'book/answer-by-one',
  severity: 'error',
  requirement: 'An answer is approved by a person other than the one who gives it.',

  *check({ answers, people }) {
    for (const { source, value } of answers) {
      const { change, by, approvedBy } = value;
      const isBot = Object.hasOwn(people, approvedBy) && people[approvedBy]?.bot === true;
      if (by !== approvedBy && !isBot) continue;
      yield {
        at: locateField(source, ['approvedBy']),
        problem: isBot
          ? `${approvedBy} approves the answer to ${change} and is a bot.`
          : `${by} gives the answer to ${change} and approves it.`,
        remedy: 'Have the answer approved by a second person, and name them in approvedBy.',
      };
    }
  },
};
