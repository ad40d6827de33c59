import { isOver } from '../../history/in-force.ts';
import { dateInWords, daysBetween } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const reviewOverdue: DocumentRule = {
  code: 'policy/review-overdue',
  severity: 'error',
  requirement: 'Every policy is reviewed on or before its review date.',

  *check({ policies, settings, asOf }) {
    for (const policy of policies) {
      const { id, current } = policy;
      const { title, owner, nextReview } = current.frontmatter;
      if (nextReview >= asOf || isOver(policy, asOf)) continue;

      yield {
        severity: settings.gates.overdueReview === 'fail' ? 'error' : 'warning',
        at: locateField(current.source, ['nextReview']),
        problem: `The review of "${title}" was due on ${dateInWords(nextReview)}; on ${dateInWords(asOf)} it is overdue by ${daysInWords(daysBetween(nextReview, asOf))}.`,
        remedy: `Ask the owner (${idInWords(owner)}) to review it, then record the review: npm run review -- ${id} --by <person> --outcome unchanged --note "<what was looked at>"`,
      };
    }
  },
};

function daysInWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
