import { isOver } from '../../history/in-force.ts';
import { dateInWords, daysBetween } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { Policy } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import { daysInWords, fill, recordReview, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const overdue = report(
  'The review of "{title}" was due on {due}; on {asOf} it is overdue by {late}.',
  recordReview,
);

export const reviewOverdue: DocumentRule = {
  code: 'policy/review-overdue',
  severity: 'error',
  requirement: 'Every policy is reviewed on or before its review date.',
  messages: { overdue },
  example: {
    good: ['reviewEvery: P1Y', 'nextReview: 2027-01-05'],
    bad: ['reviewEvery: P4M', 'nextReview: 2026-05-05'],
  },

  *check({ policies, settings, asOf }) {
    const severity = settings.gates.overdueReview === 'fail' ? 'error' : 'warning';
    for (const policy of policies) {
      const { nextReview } = policy.current.frontmatter;
      if (nextReview >= asOf || isOver(policy, asOf)) continue;
      const late = daysInWords(daysBetween(nextReview, asOf));
      const { at, facts } = describeReview(policy);
      yield { severity, at, ...fill(overdue, { ...facts, asOf: dateInWords(asOf), late }) };
    }
  },
};

const problem = 'The review of "{title}" is due on {due}, {left} (notice of {notice} days).';
const dueMessages = {
  due: report(problem, 'Plan it with the owner ({owner}).'),
  lastNotice: report(problem, recordReview),
};

export const reviewDue: DocumentRule = {
  code: 'policy/review-due',
  severity: 'warning',
  requirement: 'A review that is due soon is announced; this never fails a build.',
  messages: dueMessages,
  example: {
    good: ['reviewEvery: P1Y', 'nextReview: 2027-01-05'],
    bad: ['reviewEvery: P5M', 'nextReview: 2026-06-05'],
  },

  *check({ policies, settings, asOf }) {
    const notices = [...settings.reviews.warnDays].sort((left, right) => left - right);
    for (const policy of policies) {
      const days = daysBetween(asOf, policy.current.frontmatter.nextReview);
      const notice = notices.find((most) => days <= most);
      if (days < 0 || notice === undefined || isOver(policy, asOf)) continue;
      const left = days === 0 ? 'today' : `in ${daysInWords(days)}`;
      const isLast = notice === notices[0] && notices.length > 1;
      const { at, facts } = describeReview(policy);
      const message = isLast ? dueMessages.lastNotice : dueMessages.due;
      yield { at, ...fill(message, { ...facts, left, notice }) };
    }
  },
};

function describeReview({ id, current: { source, frontmatter } }: Policy) {
  const { title, owner, nextReview } = frontmatter;
  const facts = { title, due: dateInWords(nextReview), owner: idInWords(owner), policy: id };
  return { at: locateField(source, ['nextReview']), facts };
}
