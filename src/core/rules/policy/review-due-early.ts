import { earlyReview, type ReviewTrigger } from '../../history/early-reviews.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const reviewDueEarly: DocumentRule = {
  code: 'policy/review-due-early',
  severity: 'error',
  requirement:
    'A policy is reviewed soon after a significant change or an event that its reviewOn names.',

  *check(book) {
    const { policies, settings, asOf } = book;
    for (const policy of policies) {
      const early = earlyReview(policy, book);
      if (!early) continue;
      const { due, triggers } = early;
      const { title, owner } = policy.current.frontmatter;
      const isLate = due < asOf;
      const others = triggers.length - 1;
      const more = others === 0 ? '' : ` and ${others} more`;

      yield {
        severity: isLate && settings.gates.overdueReview === 'fail' ? 'error' : 'warning',
        at: locateField(policy.current.source, ['reviewOn']),
        problem: `"${title}" ${isLate ? 'was' : 'is'} due for review by ${dateInWords(due)}, because of ${describe(triggers[0])}${more}; it has not been reviewed since.`,
        remedy: `Ask the owner (${idInWords(owner)}) to review it, then record the review: npm run review -- ${policy.id} --by <person> --outcome unchanged --note "<what was looked at>"`,
      };
    }
  },
};

function describe(trigger: ReviewTrigger): string {
  const on = dateInWords(trigger.on);
  const named = trigger.named.join(', ');
  return trigger.kind === 'change'
    ? `the ${trigger.type} change ${trigger.change} (${named}) of ${on}`
    : `"${trigger.title.replace(/\.$/, '')}" (${named}) of ${on}`;
}
