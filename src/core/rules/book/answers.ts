import type { Filed } from '../../model/book.ts';
import { dateInWords, daysBetween, type CalendarDate } from '../../model/calendar-date.ts';
import { personInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import { answerInWords, filesOfAnswers, type Answer } from '../../schemas/answer.ts';
import { answerExample, answerLines, deviatingChange } from '../example.ts';
import { emptyAnswerFields, findWithoutRole } from '../facts/answer.ts';
import { findPerson } from '../facts/people.ts';
import { daysInWords, fill, report } from '../message.ts';
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
      if (value.change === undefined) continue;
      const { change: id, rule } = value;
      const change = changes.find(({ record }) => record.id === id);
      if (!change) {
        const message = fill(unmatchedMessages.noChange, { change: id });
        yield { at: locateField(source, ['change']), ...message };
        continue;
      }
      // A policy that is missing is reported where it is named.
      if (!judging.includes(change.judgedBy.policy)) continue;
      const verdict = change.verdicts.find((one) => one.rule === rule);
      if (verdict?.outcome === 'fail') continue;
      // An answer stays where the version in force, and so the deviation, is not known.
      if (change.judgedBy.kind === 'uncertain' && verdict?.outcome === 'unknown') continue;

      const others = change.verdicts.filter(({ outcome }) => outcome === 'fail');
      const facts = {
        change: id,
        rule,
        verdict: verdict?.outcome ?? 'missing',
        others: others.map((one) => one.rule).join(', '),
      };
      const message = unmatchedMessages[others.length > 0 ? 'otherDeviation' : 'noDeviation'];
      yield { at: locateField(source, ['rule']), ...fill(message, facts) };
    }
  },
};

const empty =
  'The {answer} has the filler "{text}" as {field}; the deviation stays without an answer.';
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
    for (const { source, value } of filesOfAnswers(answers)) {
      for (const field of emptyAnswerFields(value)) {
        const facts = { answer: answerInWords(value), text: value[field], field };
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
      const { change, rule } = value;
      if (change === undefined) continue;
      const deviation = `${change} ${rule}`;
      const known = first.get(deviation);
      first.set(deviation, known ?? filed);
      if (!known) continue;
      yield {
        at: locateField(source, ['rule']),
        ...fill(second, { change, rule, file: known.source.file }),
        related: [{ at: locateField(known.source, ['rule']), note: 'The first answer' }],
      };
    }
  },
};

const day = 'Write the day on which the answer was given and approved.';
const misdatedMessages = {
  future: report('The {answer} is dated {on}, which is after the day of judging.', day),
  early: report('The {answer} is dated {on}, before the day of the change, {day}.', day),
  closed: report(
    'The {answer} of {on} is closed on {day}.',
    'Write the day on which it was over: that of the answer or later, and not in the future.',
  ),
};

export const answerMisdated: DocumentRule = {
  code: 'book/answer-misdated',
  severity: 'error',
  requirement: 'An answer is dated on the day of its change or later, and not in the future.',
  messages: misdatedMessages,
  example: answerExample({ on: '2026-02-05' }),

  *check({ answers, changes, asOf }) {
    const days = new Map<string | undefined, CalendarDate>(
      changes.map(({ record }) => [record.id, record.day]),
    );
    for (const { source, value } of filesOfAnswers(answers)) {
      const { change, on, closed } = value;
      const facts = { answer: answerInWords(value), on: dateInWords(on) };
      const dayOfChange = days.get(change) ?? on;
      if (on > asOf || on < dayOfChange) {
        const message = misdatedMessages[on > asOf ? 'future' : 'early'];
        const found = fill(message, { ...facts, day: dateInWords(dayOfChange) });
        yield { at: locateField(source, ['on']), ...found };
      }
      if (closed && (closed.on > asOf || closed.on < on)) {
        const found = fill(misdatedMessages.closed, { ...facts, day: dateInWords(closed.on) });
        yield { at: locateField(source, ['closed', 'on']), ...found };
      }
    }
  },
};

const expiredMessages = {
  answer: report(
    'The answer to {change} expired on {day}.',
    'Renew it with a later day and a new approval, add closed with on, by and note where it is over, or delete it.',
  ),
  exception: report(
    'The standing exception from {rules} expired on {day}.',
    'Add closed with on, by and note, and write a new file where the exception is still needed.',
  ),
};

export const answerExpired: DocumentRule = {
  code: 'book/answer-expired',
  severity: 'error',
  requirement: 'An answer that expires is renewed, closed or withdrawn by its last day.',
  messages: expiredMessages,
  example: answerExample({ expires: '2026-04-30' }, { expires: '2026-12-31' }),

  *check({ answers, asOf }) {
    for (const [source, own] of Map.groupBy(answers, (one) => one.source)) {
      const { change, expires, closed } = own[0]?.value ?? {};
      if (expires === undefined || expires >= asOf || closed) continue;
      const day = dateInWords(expires);
      const rules = own.map(({ value }) => value.rule).join(' and ');
      const found =
        change === undefined
          ? fill(expiredMessages.exception, { rules, day })
          : fill(expiredMessages.answer, { change, day });
      yield { at: locateField(source, ['expires']), ...found };
    }
  },
};

const noticeMessages = {
  due: report(
    'The {what} expires on {day}, {left} (notice of {notice} days).',
    'Plan with {by} to renew it with a new approval, to close it, or to remove its cause.',
  ),
};

export const answerExpires: DocumentRule = {
  code: 'book/answer-expires',
  severity: 'warning',
  requirement: 'An answer or exception that expires soon is announced; this never fails a build.',
  messages: noticeMessages,
  example: answerExample({ expires: '2026-06-20' }, { expires: '2026-12-31' }),

  *check({ answers, asOf, settings, people }) {
    const notices = [...settings.reviews.warnDays].sort((left, right) => left - right);
    for (const { source, value } of filesOfAnswers(answers)) {
      const { expires, closed, by } = value;
      if (expires === undefined || closed) continue;
      const days = daysBetween(asOf, expires);
      const notice = notices.find((most) => days <= most);
      if (days < 0 || notice === undefined) continue;
      const left = days === 0 ? 'today' : `in ${daysInWords(days)}`;
      const facts = { what: answerInWords(value), day: dateInWords(expires), left, notice };
      yield {
        at: locateField(source, ['expires']),
        ...fill(noticeMessages.due, { ...facts, by: personInWords(by, people) }),
      };
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
    for (const { source, value } of filesOfAnswers(answers)) {
      const change = changes.find(({ record }) => record.id === value.change);
      const { approvedBy } = value;
      if (!change?.record.authors.some(({ person }) => person === approvedBy)) continue;
      const found = fill(author, { approvedBy, change: change.record.id });
      yield { at: locateField(source, ['approvedBy']), ...found };
    }
  },
};

const remedy = 'Have the answer approved by a second person, and name that person in approvedBy.';
const approverMessages = {
  bot: report('{approvedBy} approves the {answer} and is a bot.', remedy),
  same: report('{approvedBy} gives the {answer} and approves it.', remedy),
  noRole: report(
    '{person} is named in "{field}" of the {answer} and had no role on {on}.',
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
    for (const { source, value } of filesOfAnswers(answers)) {
      const answer = answerInWords(value);
      for (const field of findWithoutRole(value, people)) {
        const facts = { person: value[field], field, answer };
        yield {
          at: locateField(source, [field]),
          ...fill(approverMessages.noRole, { ...facts, on: dateInWords(value.on) }),
        };
      }
      const isBot = findPerson(people, value.approvedBy)?.bot === true;
      if (value.by !== value.approvedBy && !isBot) continue;
      const message = approverMessages[isBot ? 'bot' : 'same'];
      const facts = { approvedBy: value.approvedBy, answer };
      yield { at: locateField(source, ['approvedBy']), ...fill(message, facts) };
    }
  },
};
