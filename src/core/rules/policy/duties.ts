import { isFiller } from '../../changes/message/is-filler.ts';
import { nearestName } from '../../diagnostics/nearest-name.ts';
import { dutyStatus } from '../../history/duty-status.ts';
import type { Book } from '../../model/book.ts';
import { dateInWords, daysBetween } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { Policy } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import { dutyExample, robot } from '../example.ts';
import { findPerson, isActive } from '../facts/people.ts';
import { daysInWords, fill, report, suggestName } from '../message.ts';
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

const remedy =
  'Have the owner ({owner}) do it. Then add the day, the person and the evidence to the record of policy {policy}, duty {duty}, in content/duties.';
const overdueMessages = {
  never: report(
    'The duty {duty} was due on {due} and is overdue by {late}; it has never been recorded.',
    remedy,
  ),
  overdue: report(
    'The duty {duty} was due on {due} and is overdue by {late}; it was last done on {last}.',
    remedy,
  ),
};

export const dutyOverdue: DocumentRule = {
  code: 'policy/duty-overdue',
  severity: 'error',
  requirement: 'Every recurring duty is done and recorded on or before the day on which it is due.',
  messages: overdueMessages,
  example: {
    ...dutyExample({}, { on: '2025-05-04' }),
    reported: 'policies/access-control.mdx duties:',
  },

  *check(book, unread) {
    if (unread.has('duties')) return;
    const { policies, settings, asOf } = book;
    for (const policy of policies) {
      const { status, duties } = policy.current.frontmatter;
      if (status === 'retired') continue;
      for (const [index, duty] of duties.entries()) {
        const { due, last, isOverdue } = dutyStatus(policy, duty, book);
        if (due === undefined || !isOverdue) continue;
        const facts = {
          duty: duty.id,
          due: dateInWords(due),
          late: daysInWords(daysBetween(due, asOf)),
          owner: idInWords(duty.owner),
          policy: policy.id,
        };
        yield {
          severity: settings.gates.overdueDuty === 'fail' ? 'error' : 'warning',
          at: locateField(policy.current.source, ['duties', index]),
          ...(last === undefined
            ? fill(overdueMessages.never, facts)
            : fill(overdueMessages.overdue, { ...facts, last: dateInWords(last) })),
        };
      }
    }
  },
};

const problem =
  'No version of the policy {policy} has a duty "{duty}", so this record has no effect.';
const unknownMessages = {
  noPolicy: report(
    'The book does not have a policy "{policy}", so this record has no effect.',
    'Name the policy that has the duty, by the name of its file.',
  ),
  renamed: report(
    'The book does not have a policy "{policy}", so this record has no effect.',
    'Did you mean "{near}"?',
  ),
  elsewhere: report(problem, 'Name the policy "{other}", which has this duty.'),
  unknown: report(problem, 'Name one of {known}, or describe the duty under duties in the policy.'),
  noDuties: report(
    problem,
    'Name the policy that has it, or describe the duty under duties in the policy.',
  ),
};

const duty = dutyExample({}, {});

export const dutyUnknown: DocumentRule = {
  code: 'policy/duty-unknown',
  severity: 'error',
  requirement: 'The record of a duty names a policy, and a duty of one of its versions.',
  messages: unknownMessages,
  example: {
    ...duty,
    good: ['policy: access-control', 'duty: access-review', ...duty.good],
    bad: ['policy: access-control', 'duty: acces-review', ...duty.good],
  },

  *check({ policies, duties, settings }, unread) {
    for (const { source, value } of duties) {
      const policy = policies.find(({ id }) => id === value.policy);
      if (!policy) {
        // A policy with faults of its own is planned here; its faults are reported where they are.
        if (settings.policies.planned.includes(value.policy)) continue;
        const near = findNearest(value.policy, policies);
        yield {
          at: locateField(source, ['policy']),
          ...(near === undefined
            ? fill(unknownMessages.noPolicy, value)
            : fill(unknownMessages.renamed, { policy: value.policy, near })),
        };
        continue;
      }
      const known = listDuties(policy);
      if (known.includes(value.duty) || unread.has('archive')) continue;
      const other = policies.find((one) => listDuties(one).includes(value.duty))?.id;
      const facts = { policy: policy.id, duty: value.duty, known: known.join(', ') };
      yield {
        at: locateField(source, ['duty']),
        ...(other === undefined
          ? {
              ...fill(known.length > 0 ? unknownMessages.unknown : unknownMessages.noDuties, facts),
              ...suggestName(value.duty, known),
            }
          : fill(unknownMessages.elsewhere, { ...facts, other })),
      };
    }
  },
};

function findNearest(name: string, policies: readonly Policy[]): string | undefined {
  const renamed = policies.find(({ formerIds = [] }) => formerIds.includes(name));
  const ids = policies.map(({ id }) => id);
  return renamed?.id ?? nearestName(name, ids);
}

function listDuties({ versions }: Policy): string[] {
  const ids = versions.flatMap(({ frontmatter }) => frontmatter.duties.map(({ id }) => id));
  return [...new Set(ids)];
}
