import type { Filed } from '../../model/book.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { Answer } from '../../schemas/answer.ts';
import { answerExample, answerLines, deviatingChange } from '../example.ts';
import { emptyAnswerFields, findWithoutRole } from '../facts/answer.ts';
import { findPerson } from '../facts/people.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const unmatched = '{change} does not deviate from {rule}; the verdict is {verdict}.';
const unmatchedMessages = {
  noChange: report(
    'The register does not have a change {change}.',
    'Name the change as the register does, or delete the answer.',
  ),
  noDeviation: report(unmatched, 'Name the change that deviates, or delete the answer.'),
  otherDeviation: report(
    unmatched,
    'Name one of the deviations of the change ({others}), or delete the answer.',
  ),
};

export const answerUnmatched: DocumentRule = {
  code: 'book/answer-unmatched',
  severity: 'error',
  requirement: 'An answer belongs to a deviation that the register shows.',
  messages: unmatchedMessages,
  example: answerExample({ change: 'platform-8' }),

  *check({ answers, changes, policies }, unread) {
    if (unread.has('changes') || unread.has('archive')) return;
    const judging = policies
      .filter(({ versions }) => versions.some(({ frontmatter }) => frontmatter.changeRules))
      .map(({ id }) => id);
    for (const { source, value } of answers) {
      const change = changes.find(({ record }) => record.id === value.change);
      if (!change) {
        yield { at: locateField(source, ['change']), ...fill(unmatchedMessages.noChange, value) };
        continue;
      }
      // A policy that is missing is reported where it is named.
      if (!judging.includes(change.judgedBy.policy)) continue;
      const verdict = change.verdicts.find(({ rule }) => rule === value.rule);
      if (verdict?.outcome === 'fail') continue;
      // An answer stays where the version in force, and so the deviation, is not known.
      if (change.judgedBy.kind === 'uncertain' && verdict?.outcome === 'unknown') continue;

      const others = change.verdicts.filter(({ outcome }) => outcome === 'fail');
      const facts = {
        ...value,
        verdict: verdict?.outcome ?? 'missing',
        others: others.map(({ rule }) => rule).join(', '),
      };
      const message = unmatchedMessages[others.length > 0 ? 'otherDeviation' : 'noDeviation'];
      yield { at: locateField(source, ['rule']), ...fill(message, facts) };
    }
  },
};

const empty =
  'The answer to {change} has the filler "{text}" as {field}; the deviation stays without an answer.';
const emptyMessages = {
  why: report(empty, 'Write why the change deviated.'),
  action: report(empty, 'Write what was done to make up for it, or why nothing had to be done.'),
};

export const answerEmpty: DocumentRule = {
  code: 'book/answer-empty',
  severity: 'error',
  requirement: 'An answer states why the change deviated and what was done to make up for it.',
  messages: emptyMessages,
  example: answerExample({ why: 'TBD' }),

  *check({ answers }) {
    for (const { source, value } of answers) {
      for (const field of emptyAnswerFields(value)) {
        const facts = { change: value.change, text: value[field], field };
        yield { at: locateField(source, [field]), ...fill(emptyMessages[field], facts) };
      }
    }
  },
};

const second = report(
  'The deviation of {change} from {rule} already has an answer in {file}.',
  'Write one answer in one file, and delete the other file.',
);

export const answerTwice: DocumentRule = {
  code: 'book/answer-twice',
  severity: 'error',
  requirement: 'A deviation has one answer.',
  messages: { second },
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
      first.set(deviation, known ?? filed);
      if (!known) continue;
      yield {
        at: locateField(source, ['rule']),
        ...fill(second, { ...value, file: known.source.file }),
        related: [{ at: locateField(known.source, ['rule']), note: 'The first answer' }],
      };
    }
  },
};

const day = 'Write the day on which the answer was given and approved.';
const misdatedMessages = {
  future: report('The answer to {change} is dated {on}, which is after the day of judging.', day),
  early: report('The answer to {change} is dated {on}, before the day of the change, {day}.', day),
};

export const answerMisdated: DocumentRule = {
  code: 'book/answer-misdated',
  severity: 'error',
  requirement: 'An answer is dated on the day of its change or later, and not in the future.',
  messages: misdatedMessages,
  example: answerExample({ on: '2026-02-05' }),

  *check({ answers, changes, asOf }) {
    const days = new Map(changes.map(({ record }) => [record.id, record.day]));
    for (const { source, value } of answers) {
      const { change, on } = value;
      const dayOfChange = days.get(change) ?? on;
      if (on <= asOf && on >= dayOfChange) continue;
      const facts = { change, on: dateInWords(on), day: dateInWords(dayOfChange) };
      const message = misdatedMessages[on > asOf ? 'future' : 'early'];
      yield { at: locateField(source, ['on']), ...fill(message, facts) };
    }
  },
};

const expired = report(
  'The answer to {change} expired on {day}.',
  'Renew it with a later day and a new approval, or delete it.',
);

export const answerExpired: DocumentRule = {
  code: 'book/answer-expired',
  severity: 'error',
  requirement: 'An answer that expires is renewed or withdrawn by its last day.',
  messages: { expired },
  example: answerExample({ expires: '2026-04-30' }, { expires: '2026-12-31' }),

  *check({ answers, asOf }) {
    for (const { source, value } of answers) {
      const { change, expires } = value;
      if (expires === undefined || expires >= asOf) continue;
      const facts = { change, day: dateInWords(expires) };
      yield { at: locateField(source, ['expires']), ...fill(expired, facts) };
    }
  },
};

const author = report(
  '{approvedBy} approves the answer to {change} and is an author of that change.',
  'Have the answer approved by a person who wrote no part of the change.',
);

export const answerByAuthor: DocumentRule = {
  code: 'book/answer-by-author',
  severity: 'error',
  requirement: 'The person who approves the answer to a deviation is not an author of the change.',
  messages: { author },
  example: answerExample({ by: 'dana', approvedBy: 'ada' }, { by: 'dana' }),

  *check({ answers, changes }) {
    for (const { source, value } of answers) {
      const change = changes.find(({ record }) => record.id === value.change);
      if (!change?.record.authors.some(({ person }) => person === value.approvedBy)) continue;
      yield { at: locateField(source, ['approvedBy']), ...fill(author, value) };
    }
  },
};

const remedy = 'Have the answer approved by a second person, and name that person in approvedBy.';
const approverMessages = {
  bot: report('{approvedBy} approves the answer to {change} and is a bot.', remedy),
  same: report('{approvedBy} gives the answer to {change} and approves it.', remedy),
  noRole: report(
    '{person} is named in "{field}" of the answer to {change} and had no role on {on}.',
    'Have the answer given and approved by people who have a role on that day, or correct their roles in people.yaml.',
  ),
};

export const answerByOne: DocumentRule = {
  code: 'book/answer-by-one',
  severity: 'error',
  requirement:
    'One person gives an answer, and another person approves it, each with a role on that day.',
  messages: approverMessages,
  example: answerExample({ by: 'dana', approvedBy: 'dana' }, { by: 'dana' }),

  *check({ answers, people }) {
    for (const { source, value } of answers) {
      for (const field of findWithoutRole(value, people)) {
        const facts = { person: value[field], field, change: value.change };
        yield {
          at: locateField(source, [field]),
          ...fill(approverMessages.noRole, { ...facts, on: dateInWords(value.on) }),
        };
      }
      const isBot = findPerson(people, value.approvedBy)?.bot === true;
      if (value.by !== value.approvedBy && !isBot) continue;
      const message = approverMessages[isBot ? 'bot' : 'same'];
      yield { at: locateField(source, ['approvedBy']), ...fill(message, value) };
    }
  },
};
