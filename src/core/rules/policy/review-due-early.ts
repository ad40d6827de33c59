import { earlyReview, type ReviewTrigger } from '../../history/early-reviews.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import { reviewRow } from '../example.ts';
import { fill, recordReview, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  due: report(
    'The review of "{title}" is due by {due}, because of {trigger}; no review has been done since.',
    recordReview,
  ),
  overdue: report(
    'The review of "{title}" was due by {due}, because of {trigger}; no review has been done since.',
    recordReview,
  ),
};

export const reviewDueEarly: DocumentRule = {
  code: 'policy/review-due-early',
  severity: 'error',
  requirement:
    'A policy is reviewed soon after a significant change or an event that its reviewOn names.',
  messages,
  example: {
    good: [
      'reviewOn: [regulation]',
      `reviews: [${reviewRow('2026-03-10')}]`,
      'nextReview: 2027-03-10',
    ],
    bad: [
      'reviewOn: [regulation]',
      `reviews: [${reviewRow('2026-02-01')}]`,
      'nextReview: 2027-02-01',
    ],
    reported: 'policies/access-control.mdx reviewOn:',
    beside: {
      'policybook.yaml': ['events: [{ on: 2026-03-02, event: regulation, what: A law. }]'],
    },
  },

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
      const facts = {
        title,
        due: dateInWords(due),
        trigger: `${describe(triggers[0])}${more}`,
        owner: idInWords(owner),
        policy: policy.id,
      };
      yield {
        severity: isLate && settings.gates.overdueReview === 'fail' ? 'error' : 'warning',
        at: locateField(policy.current.source, ['reviewOn']),
        ...fill(isLate ? messages.overdue : messages.due, facts),
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
