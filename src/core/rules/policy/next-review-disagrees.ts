import { addPeriod } from '../../model/period.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const nextReviewDisagrees: DocumentRule = {
  code: 'policy/next-review-disagrees',
  severity: 'error',
  requirement: 'The next review is the last review plus the interval between reviews.',

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
        problem: `nextReview is ${nextReview}; the last review of ${last} plus ${reviewEvery} gives ${expected}.`,
        remedy: `Write nextReview: ${expected}, or add the review that is missing from reviews.`,
      };
    }
  },
};
