import { isOver } from '../../history/in-force.ts';
import { dateInWords, daysBetween } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const reviewDue: DocumentRule = {
  code: 'policy/review-due',
  severity: 'warning',
  requirement: 'A review that comes near is announced; this never fails a build.',

  *check({ policies, settings, asOf }) {
    const notices = [...settings.reviews.warnDays].sort((left, right) => left - right);
    for (const policy of policies) {
      const { id, current } = policy;
      const { title, owner, nextReview } = current.frontmatter;
      const days = daysBetween(asOf, nextReview);
      const notice = notices.find((most) => days <= most);
      if (days < 0 || notice === undefined || isOver(policy, asOf)) continue;

      const left = days === 0 ? 'today' : `in ${days} day${days === 1 ? '' : 's'}`;
      const isLast = notice === notices[0] && notices.length > 1;
      yield {
        at: locateField(current.source, ['nextReview']),
        problem: `The review of "${title}" is due on ${dateInWords(nextReview)}, ${left} (notice of ${notice} days).`,
        remedy: isLast
          ? `Ask the owner (${idInWords(owner)}) to hold it now, then record it: npm run review -- ${id} --by <person> --outcome unchanged --note "<what was looked at>"`
          : `Ask the owner (${idInWords(owner)}) to plan it.`,
      };
    }
  },
};
