import { locateField } from '../../parse/locate-field.ts';
import { reviewRow } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  future: report(
    'The review of {on} is after the day on which the book is judged, {asOf}.',
    'Write the day of the review, or remove the entry until the review is held.',
  ),
};

export const reviewInFuture: DocumentRule = {
  code: 'policy/review-in-future',
  severity: 'error',
  requirement: 'A review is recorded on the day it was held or later, never before.',
  messages,
  example: {
    good: [`reviews: [${reviewRow('2026-06-01')}]`, 'nextReview: 2027-06-01'],
    bad: [`reviews: [${reviewRow('2026-06-02')}]`, 'nextReview: 2027-06-02'],
  },

  *check({ policies, asOf }) {
    for (const { current } of policies) {
      for (const [index, { on }] of current.frontmatter.reviews.entries()) {
        if (on <= asOf) continue;
        yield {
          at: locateField(current.source, ['reviews', index, 'on']),
          ...fill(messages.future, { on, asOf }),
        };
      }
    }
  },
};
