import { dateInWords } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import { dutyExample, robot } from '../example.ts';
import { findPerson, isActive } from '../facts/people.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  bot: report(
    'The duty {duty} is recorded as done by {by}, which is a bot.',
    'Name the person who checked what the bot did.',
  ),
  noRole: report(
    'The duty {duty} is recorded as done by {by}, who held no role on {on}.',
    'Name the person who did it, or add the role of that day to people.yaml.',
  ),
};

const example = dutyExample({}, { by: 'robo' });

export const dutyWithoutHolder: DocumentRule = {
  code: 'policy/duty-without-holder',
  severity: 'error',
  requirement: 'A duty is done by a person, not a bot, who held a role on that day.',
  messages,
  example: { ...example, beside: { ...example.beside, 'people.yaml': [robot] } },

  *check({ duties, people }) {
    for (const { source, value } of duties) {
      for (const [index, { on, by }] of value.done.entries()) {
        const person = findPerson(people, by);
        // A person who is not in people.yaml is reported by policy/person-unknown.
        if (!person || (isActive(person, on) && !person.bot)) continue;
        const facts = { duty: value.duty, by, on: dateInWords(on) };
        yield {
          at: locateField(source, ['done', index, 'by']),
          ...fill(person.bot ? messages.bot : messages.noRole, facts),
        };
      }
    }
  },
};
