import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const reviewInFuture: DocumentRule = {
  code: 'policy/review-in-future',
  severity: 'error',
  requirement: 'A review is recorded on the day it was held or later, never before.',

  *check({ policies, asOf }) {
    for (const { current } of policies) {
      for (const [index, { on }] of current.frontmatter.reviews.entries()) {
        if (on <= asOf) continue;
        yield {
          at: locateField(current.source, ['reviews', index, 'on']),
          problem: `The review of ${on} lies in the future; the book is judged as of ${asOf}.`,
          remedy: 'Write the day on which the review was held, or take it out until it has been.',
        };
      }
    }
  },
};
