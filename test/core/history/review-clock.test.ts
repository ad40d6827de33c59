import { expect, test } from 'vitest';
import { reviewClock } from '#core/history/review-clock.ts';
import { judge, policyText, settingsText } from '../../helpers/book.ts';
import { historyOf } from '../../helpers/policy-history.ts';

const file = 'policies/access-control.mdx';
type Fields = Readonly<Record<string, string | undefined>>;
const row = (version: string, date: string) =>
  `{ version: "${version}", date: ${date}, by: ada, change: normative, summary: S. }`;
const review = (on: string, by = 'ben', version = '1.0') =>
  `{ on: ${on}, by: ${by}, version: "${version}", outcome: unchanged, note: N${on}. }`;

interface Order {
  readonly asOf?: string;
  readonly settings?: string;
  readonly earlier?: Fields;
}

function judged(fields: Fields, { asOf = '2026-06-01', settings = '', earlier }: Order = {}) {
  return judge({
    asOf,
    files: {
      [file]: policyText(fields),
      'policybook.yaml': `${settingsText}${settings}`,
      ...(earlier && { 'archive/access-control/1.0.mdx': policyText(earlier) }),
    },
  });
}

function found(fields: Fields, order: Order = {}): string[] {
  return judged(fields, order).diagnostics.map(({ severity, code }) => `${severity} ${code}`);
}

const second: Fields = {
  version: '"1.1"',
  effective: '2026-03-25',
  approval: '{ by: ben, on: 2026-03-25 }',
  history: `[${row('1.1', '2026-03-20')}, ${row('1.0', '2026-01-05')}]`,
};

test.for<[string, Fields, string, Order?]>([
  ['the approval, without a review', { reviews: undefined }, '2027-01-05'],
  ['the last review', { reviews: `[${review('2026-02-10')}]` }, '2027-02-10'],
  [
    'the last one, in any order',
    { reviews: `[${review('2026-01-06')}, ${review('2026-02-10')}]` },
    '2027-02-10',
  ],
  ['a later approval', second, '2027-03-25', { earlier: {} }],
  [
    'the approval of the version in force, while another waits',
    { ...second, effective: '2026-09-01' },
    '2027-01-05',
    { earlier: {} },
  ],
  ['a typed day that is earlier', { nextReview: '2026-11-11' }, '2026-11-11'],
  ['half a year, where the policy states it', { reviewEvery: 'P6M' }, '2026-07-05'],
  ['no review by a bot', { reviews: `[${review('2026-05-10', 'robo')}]` }, '2027-01-05'],
  ['no review by an author', { reviews: `[${review('2026-05-10', 'ada')}]` }, '2027-01-05'],
  [
    'no review after the end of a role',
    { reviews: `[${review('2026-05-10', 'cleo')}]` },
    '2027-01-05',
  ],
  [
    'a review on the last day of a role',
    { reviews: `[${review('2026-02-28', 'cleo')}]` },
    '2027-02-28',
  ],
  ['no review by a stranger', { reviews: `[${review('2026-05-10', 'zoe')}]` }, '2027-01-05'],
  ['no review to come', { reviews: `[${review('2026-07-10')}]` }, '2027-01-05'],
  [
    'a review by an author whom the policy names',
    { reviews: `[${review('2026-05-10', 'ada')}]`, reviewByAuthor: 'We are two.' },
    '2027-05-10',
  ],
  [
    'the day on which a draft was written',
    { status: 'draft', approval: undefined, reviews: undefined },
    '2027-01-05',
  ],
])('the review is due after %s', ([, fields, due, order]) => {
  const typed = fields['nextReview'] ?? '2099-01-05';
  const { book } = judged({ nextReview: typed, ...fields }, order);
  const [policy] = book?.policies ?? [];
  expect(book && policy && reviewClock(policy, book).due).toBe(due);
});

test.for<[string, Fields, readonly string[], Order?]>([
  [
    'any day without a review',
    { reviews: undefined, nextReview: '2099-01-05' },
    ['error policy/next-review-disagrees'],
  ],
  [
    'the same, years later',
    { reviews: undefined, nextReview: '2099-01-05' },
    ['error policy/review-overdue', 'error policy/next-review-disagrees'],
    { asOf: '2050-01-01' },
  ],
  ['an earlier day', { nextReview: '2026-12-24' }, []],
  ['an interval over a year', { reviewEvery: 'P10Y' }, ['error policy/review-interval-too-long']],
  [
    'an interval that the book allows',
    { reviewEvery: 'P2Y', nextReview: '2028-01-05' },
    [],
    { settings: 'reviews: { atMost: P2Y }\n' },
  ],
  [
    'an interval over what the book allows',
    { reviewEvery: 'P7M', nextReview: '2026-08-05' },
    ['error policy/review-interval-too-long'],
    { settings: 'reviews: { atMost: P6M }\n' },
  ],
  ['an interval without end', { reviewEvery: 'P99999999Y' }, ['error schema/value']],
  [
    'a review by a bot',
    { reviews: `[${review('2026-01-05', 'robo')}]` },
    ['error policy/reviewer-unfit'],
  ],
  [
    'a review by its author',
    { reviews: `[${review('2026-01-05', 'ada')}]` },
    ['warning policy/review-by-last-editor'],
  ],
  [
    'a review by its author, and the day after it',
    { reviews: `[${review('2026-02-05', 'ada')}]`, nextReview: '2027-02-05' },
    ['error policy/next-review-disagrees', 'warning policy/review-by-last-editor'],
  ],
  [
    'an approval by a bot',
    { approval: '{ by: robo, on: 2026-01-05 }' },
    ['error policy/approver-unfit'],
  ],
  [
    'an approval after a role',
    { approval: '{ by: cleo, on: 2026-03-05 }', effective: '2026-03-05', reviews: undefined },
    ['error policy/approver-unfit'],
  ],
  [
    'an approval by its only author',
    { history: `[${row('1.0', '2026-01-05').replace('ada', 'ben')}]`, reviews: undefined },
    ['error policy/approver-unfit'],
  ],
  [
    'the day of a version that waits',
    {
      ...second,
      effective: '2026-09-01',
      approval: '{ by: ben, on: 2026-08-30 }',
      nextReview: '2027-08-30',
    },
    [],
    { earlier: {} },
  ],
])('%s gives %j', ([, fields, codes, order]) => {
  expect(found(fields, order)).toEqual(codes);
});

test.for<[string, string, string, readonly string[]]>([
  ['shown', 'overdueReview: show', '2027-03-01', ['warning policy/review-overdue']],
  ['in its grace', 'grace: P14D', '2027-01-19', ['warning policy/review-overdue']],
  ['after its grace', 'grace: P14D', '2027-01-20', ['error policy/review-overdue']],
  [
    'of a classification with another gate',
    'exceptions: [{ classification: internal, overdueReview: show, reason: R. }]',
    '2027-03-01',
    ['warning policy/review-overdue'],
  ],
  [
    'of another classification',
    'exceptions: [{ classification: public, overdueReview: show, reason: R. }]',
    '2027-03-01',
    ['error policy/review-overdue'],
  ],
  [
    'of a policy with its own grace',
    'grace: P1M, exceptions: [{ classification: internal, grace: P1Y, reason: R. }, { policies: [access-control], grace: P1D, reason: R. }]',
    '2027-01-07',
    ['error policy/review-overdue'],
  ],
  [
    'of a policy that is misspelt',
    'exceptions: [{ policies: [acces-control], overdueReview: show, reason: R. }]',
    '2027-01-07',
    ['error policy/review-overdue', 'error policy/name-unknown'],
  ],
])('an overdue review %s', ([, gates, asOf, codes]) => {
  expect(found({}, { asOf, settings: `gates: { ${gates} }\n` })).toEqual(codes);
});

const reviewed = (...reviews: readonly string[]) => policyText({ reviews: `[${reviews.join()}]` });

test.for<[string, string, string, readonly string[]]>([
  [
    'altered',
    reviewed(review('2026-02-10')),
    reviewed(review('2026-05-10')),
    ['policy/review-removed'],
  ],
  [
    'removed',
    reviewed(review('2026-02-10')),
    policyText({ reviews: undefined }),
    ['policy/review-removed'],
  ],
  [
    'given to somebody else',
    reviewed(review('2026-02-10', 'cleo')),
    reviewed(review('2026-02-10')),
    ['policy/review-removed'],
  ],
  [
    'with another note',
    reviewed(review('2026-02-10')),
    reviewed(review('2026-02-10').replace('N2026', 'M2026')),
    [],
  ],
  ['by a bot, removed', reviewed(review('2026-02-10', 'robo')), reviewed(), []],
  ['dated after its commit, removed', reviewed(review('2026-03-10')), reviewed(), []],
  [
    'kept below another',
    reviewed(review('2026-02-10')),
    reviewed(review('2026-05-10'), review('2026-02-10')),
    [],
  ],
])('a review that landed, %s', ([, before, after, codes]) => {
  const policyHistory = historyOf('access-control', [
    { at: '2026-01-05T10:00:00Z', text: policyText({ reviews: undefined }) },
    { at: '2026-02-12T10:00:00Z', text: before },
  ]);
  const { diagnostics } = judge({ files: { [file]: after }, policyHistory });
  expect(diagnostics.map(({ code }) => code)).toEqual(codes);
});
