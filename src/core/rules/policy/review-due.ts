import { isOver } from '../../history/in-force.ts';
import { dateInWords, daysBetween } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import { daysInWords, fill, recordReview, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const problem = 'The review of "{title}" is due on {due}, {left} (notice of {notice} days).';
const messages = {
  due: report(problem, 'Ask the owner ({owner}) to plan it.'),
  lastNotice: report(problem, recordReview),
};

export const reviewDue: DocumentRule = {
  code: 'policy/review-due',
  severity: 'warning',
  requirement: 'A review that is due soon is announced; this never fails a build.',
  messages,
  example: {
    good: ['reviewEvery: P1Y', 'nextReview: 2027-01-05'],
    bad: ['reviewEvery: P5M', 'nextReview: 2026-06-05'],
  },

  *check({ policies, settings, asOf }) {
    const notices = [...settings.reviews.warnDays].sort((left, right) => left - right);
    for (const policy of policies) {
      const { id, current } = policy;
      const { title, owner, nextReview } = current.frontmatter;
      const days = daysBetween(asOf, nextReview);
      const notice = notices.find((most) => days <= most);
      if (days < 0 || notice === undefined || isOver(policy, asOf)) continue;

      const facts = {
        title,
        due: dateInWords(nextReview),
        left: days === 0 ? 'today' : `in ${daysInWords(days)}`,
        notice,
        owner: idInWords(owner),
        policy: id,
      };
      const isLast = notice === notices[0] && notices.length > 1;
      yield {
        at: locateField(current.source, ['nextReview']),
        ...fill(isLast ? messages.lastNotice : messages.due, facts),
      };
    }
  },
};
