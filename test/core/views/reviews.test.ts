import { expect, test } from 'vitest';
import {
  dueByMonth,
  dueNext,
  nextDuties,
  nextReviews,
  pastReviews,
} from '#core/views/reviews/reviews.ts';
import { judgeGood, policyText } from '../../helpers/book.ts';

const duties = [
  '{ id: access-review, every: P3M, owner: cto, what: Compare the accounts., clause: "1" }',
  '{ id: key-review, every: P1Y, owner: cto, what: Look at the keys., clause: "1" }',
];
const book = judgeGood({
  files: {
    'policies/access-control.mdx': policyText({ duties: `[${duties.join(', ')}]` }),
    'policies/records.mdx': policyText({
      title: 'Records Policy',
      reviewEvery: 'P6M',
      nextReview: '2026-07-05',
    }),
    'duties/access-review.yaml':
      'policy: access-control\nduty: access-review\ndone: [{ on: 2026-03-31, by: ada, evidence: list-3 }]\n',
  },
});

test('puts the earliest review first, and groups reviews by month', () => {
  expect(nextReviews(book).map(({ policy, due }) => [policy, due])).toEqual([
    ['records', '2026-07-05'],
    ['access-control', '2027-01-05'],
  ]);
  expect(dueByMonth(nextReviews(book)).map(({ month }) => month)).toEqual(['2026-07', '2027-01']);
});

test('counts a duty from when it was last done, or from when its version came into force', () => {
  expect(nextDuties(book).map(({ what, last, due }) => [what, last, due])).toEqual([
    ['Compare the accounts.', '2026-03-31', '2026-06-30'],
    ['Look at the keys.', undefined, '2027-01-05'],
  ]);
  expect(dueNext(book).map(({ due }) => due)).toEqual([
    '2026-06-30',
    '2026-07-05',
    '2027-01-05',
    '2027-01-05',
  ]);
});

test('lists past reviews with the names of the reviewers', () => {
  expect(pastReviews(book)[0]).toMatchObject({
    by: 'Ben Hollis',
    on: '2026-01-05',
    note: 'All of it.',
  });
});
