import { dateInWords } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import { isActive } from '../change/independent-approvals.ts';
import type { DocumentRule } from '../rule.ts';

export const dutyWithoutHolder: DocumentRule = {
  code: 'policy/duty-without-holder',
  severity: 'error',
  requirement: 'Whoever did a duty is a person, not a bot, and held a role on that day.',

  *check({ duties, people }) {
    for (const { source, value } of duties) {
      for (const [index, { on, by }] of value.done.entries()) {
        const person = Object.hasOwn(people, by) ? people[by] : undefined;
        // Who is not in people.yaml is reported by policy/person-unknown.
        if (!person) continue;
        if (isActive(person, on) && !person.bot) continue;
        yield {
          at: locateField(source, ['done', index, 'by']),
          problem: person.bot
            ? `The duty ${value.duty} is recorded as done by ${by}, which is a bot.`
            : `The duty ${value.duty} is recorded as done by ${by}, who held no role on ${dateInWords(on)}.`,
          remedy: person.bot
            ? 'Name the person who looked at what the bot did.'
            : 'Name who did it, or write the role that they held on that day into people.yaml.',
        };
      }
    }
  },
};
