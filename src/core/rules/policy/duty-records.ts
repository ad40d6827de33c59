import { isFiller } from '../../changes/message/is-filler.ts';
import type { Book } from '../../model/book.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import { dutyExample, robot } from '../example.ts';
import { findPerson, isActive } from '../facts/people.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const future = report(
  'The duty {duty} is recorded as done on {on}, after the day on which the book is judged, {asOf}.',
  'Write the day on which it was done, or remove the entry until it is done.',
);

export const dutyInFuture: DocumentRule = {
  code: 'policy/duty-in-future',
  severity: 'error',
  requirement: 'A duty is recorded on the day on which it was done or later, never before.',
  messages: { future },
  example: dutyExample({ on: '2026-06-01' }, { on: '2026-06-02' }),

  *check({ duties, asOf }) {
    for (const { duty, done, at } of recordsOf(duties)) {
      if (done.on <= asOf) continue;
      const facts = { duty, on: dateInWords(done.on), asOf: dateInWords(asOf) };
      yield { at: at('on'), ...fill(future, facts) };
    }
  },
};

const filler = report(
  'The evidence for the duty {duty} is the filler "{evidence}".',
  'Write where the result is kept or what it was. Remove the entry if nothing was kept.',
);

export const dutyEvidenceMissing: DocumentRule = {
  code: 'policy/duty-evidence-missing',
  severity: 'error',
  requirement: 'A duty that was done has evidence: where the result is kept, or what it was.',
  messages: { filler },
  example: dutyExample({}, { evidence: 'TBD' }),

  *check({ duties }) {
    for (const { duty, done, at } of recordsOf(duties)) {
      if (isFiller(done.evidence)) yield { at: at('evidence'), ...fill(filler, { duty, ...done }) };
    }
  },
};

const holders = {
  bot: report(
    'The duty {duty} is recorded as done by {by}, which is a bot.',
    'Name the person who checked what the bot did.',
  ),
  noRole: report(
    'The duty {duty} is recorded as done by {by}, who had no role on {on}.',
    'Name the person who did it, or add the role of that day to people.yaml.',
  ),
};
const byRobot = dutyExample({}, { by: 'robo' });

export const dutyWithoutHolder: DocumentRule = {
  code: 'policy/duty-without-holder',
  severity: 'error',
  requirement: 'A duty is done by a person, not a bot, who had a role on that day.',
  messages: holders,
  example: { ...byRobot, beside: { ...byRobot.beside, 'people.yaml': [robot] } },

  *check({ duties, people }) {
    for (const { duty, done, at } of recordsOf(duties)) {
      const { on, by } = done;
      const person = findPerson(people, by);
      // A person who is not in people.yaml is reported by policy/person-unknown.
      if (!person || (isActive(person, on) && !person.bot)) continue;
      const message = person.bot ? holders.bot : holders.noRole;
      yield { at: at('by'), ...fill(message, { duty, by, on: dateInWords(on) }) };
    }
  },
};

/** The entries of records of duties, each with the place of its fields. */
function* recordsOf(duties: Book['duties']) {
  for (const { source, value } of duties) {
    for (const [index, done] of value.done.entries()) {
      const at = (field: keyof typeof done) => locateField(source, ['done', index, field]);
      yield { duty: value.duty, done, at };
    }
  }
}
