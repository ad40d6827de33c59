import { isOver } from '../../history/in-force.ts';
import { dateInWords, daysBetween } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import { daysInWords, fill, recordReview, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  overdue: report(
    'The review of "{title}" was due on {due}; on {asOf} it is overdue by {late}.',
    recordReview,
  ),
};

export const reviewOverdue: DocumentRule = {
  code: 'policy/review-overdue',
  severity: 'error',
  requirement: 'Every policy is reviewed on or before its review date.',
  messages,
  example: {
    good: ['reviewEvery: P1Y', 'nextReview: 2027-01-05'],
    bad: ['reviewEvery: P4M', 'nextReview: 2026-05-05'],
  },

  *check({ policies, settings, asOf }) {
    for (const policy of policies) {
      const { id, current } = policy;
      const { title, owner, nextReview } = current.frontmatter;
      if (nextReview >= asOf || isOver(policy, asOf)) continue;
      const facts = {
        title,
        due: dateInWords(nextReview),
        asOf: dateInWords(asOf),
        late: daysInWords(daysBetween(nextReview, asOf)),
        owner: idInWords(owner),
        policy: id,
      };
      yield {
        severity: settings.gates.overdueReview === 'fail' ? 'error' : 'warning',
        at: locateField(current.source, ['nextReview']),
        ...fill(messages.overdue, facts),
      };
    }
  },
};
