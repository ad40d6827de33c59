import { addPeriod } from '../../model/period.ts';
import { locateField } from '../../parse/locate-field.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  disagrees: report(
    'nextReview is {nextReview}; the last review of {last} plus {reviewEvery} is {expected}.',
    'Write nextReview: {expected}, or add the missing review to reviews.',
  ),
};

export const nextReviewDisagrees: DocumentRule = {
  code: 'policy/next-review-disagrees',
  severity: 'error',
  requirement: 'The next review is the last review plus the interval between reviews.',
  messages,
  example: {
    good: ['reviewEvery: P1Y', 'nextReview: 2027-01-05'],
    bad: ['reviewEvery: P1Y', 'nextReview: 2027-03-01'],
  },

  *check({ policies }) {
    for (const { current } of policies) {
      const { nextReview, reviewEvery, reviews } = current.frontmatter;
      const last = reviews
        .map(({ on }) => on)
        .sort()
        .at(-1);
      if (last === undefined) continue;
      const expected = addPeriod(last, reviewEvery);
      if (nextReview === expected) continue;

      yield {
        at: locateField(current.source, ['nextReview']),
        ...fill(messages.disagrees, { nextReview, last, reviewEvery, expected }),
      };
    }
  },
};
