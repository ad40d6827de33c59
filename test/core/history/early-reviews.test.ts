import { expect, test } from 'vitest';
import { earlyReview } from '#core/history/early-reviews.ts';
import { exportApi } from '#core/exports/export-api.ts';
import { documentHead } from '#core/views/policies/document-head.ts';
import { policyRows } from '#core/views/policies/policy-rows.ts';
import { nextReviews } from '#core/views/reviews/reviews.ts';
import { judge, judgeGood, policyText, settingsText } from '../../helpers/book.ts';
import { lineOf } from '../../helpers/line-of.ts';

const rules =
  '{ types: { normal: { clause: "1", approvals: 0 }, major: { clause: "1", approvals: 0 } } }';
const review = (on: string) =>
  `{ on: ${on}, by: ben, version: "1.0", outcome: changed, note: N${on}. }`;
const law = (on: string) => `events: [{ on: ${on}, event: regulation, what: A new law. }]\n`;

interface Order {
  readonly fields?: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly path?: string;
  readonly events?: string;
  readonly gates?: string;
  readonly asOf?: string;
}

/** A policy in force since 5 January 2026, and one change of 2 March 2026. */
function orderOf({
  fields = {},
  type = 'major',
  path = 'terraform/a',
  events = '',
  gates = '',
  asOf = '2026-03-20',
}: Order) {
  return {
    asOf,
    histories: [
      lineOf('shop', [
        {
          at: '2026-03-02T10:00:00Z',
          title: 'Move it (#1)',
          body: `Change-Type: ${type}`,
          paths: [path],
        },
      ]),
    ],
    files: {
      'policybook.yaml': `${settingsText}${events}${gates}repositories: [{ id: shop, path: ../shop, since: 2026-01-01, policy: changes, scopes: { infrastructure: ['terraform/**'] } }]\n`,
      'policies/changes.mdx': policyText({
        title: 'Changes',
        changeRules: rules,
        reviewOn: '[infrastructure, regulation]',
        ...fields,
      }),
    },
  };
}

function early(order: Order) {
  const book = judgeGood({ ...orderOf({ gates: 'gates: { overdueReview: show }\n', ...order }) });
  const [policy] = book.policies;
  const found = policy && earlyReview(policy, book);
  return (
    found && [found.due, ...found.triggers.map(({ title, named }) => `${title} ${named.join()}`)]
  );
}

test('a major change of a scope that is named makes the review due within thirty days', () => {
  expect(early({})).toEqual(['2026-04-01', 'Move it infrastructure']);
});

test.for([
  ['a change of another type', { type: 'normal' }],
  ['a change of another scope', { path: 'src/a.ts' }],
  ['a policy that names nothing', { fields: { reviewOn: '[]' } }],
  [
    'a review on the same day',
    { fields: { reviews: `[${review('2026-03-02')}]`, nextReview: '2027-03-02' } },
  ],
  ['a change before the policy was in force', { fields: { effective: '2026-03-03' } }],
  [
    'an ordinary review that comes in time',
    { fields: { reviewEvery: 'P3M', nextReview: '2026-04-05', reviewOnWithin: 'P40D' } },
  ],
] satisfies [string, Order][])('%s makes nothing due', ([, order]) => {
  expect(early(order)).toBe(undefined);
});

test('a policy may name other types and another time', () => {
  const fields = { reviewOnTypes: '[normal]', reviewOnWithin: 'P10D' };
  expect(early({ fields, type: 'normal' })).toEqual(['2026-03-12', 'Move it infrastructure']);
  expect(early({ fields })).toBe(undefined);
});

test('the earliest of several decides, and an event of a later day is not known yet', () => {
  expect(early({ events: law('2026-02-10') })).toEqual([
    '2026-03-12',
    'A new law. regulation',
    'Move it infrastructure',
  ]);
  expect(early({ events: law('2026-03-21') })).toEqual(['2026-04-01', 'Move it infrastructure']);
});

test.for([
  ['2026-04-01', '', 'warning'],
  ['2026-04-02', '', 'error'],
  ['2026-04-02', 'gates: { overdueReview: show }\n', 'warning'],
] as const)('on %s with %j it is a %s', ([asOf, gates, severity]) => {
  const { diagnostics } = judge(orderOf({ asOf, gates }));
  expect(diagnostics.map((one) => [one.code, one.severity])).toEqual([
    ['policy/review-due-early', severity],
  ]);
});

test('the list of reviews has the earlier day and the reason', () => {
  const [due] = nextReviews(judgeGood(orderOf({})));
  expect(due).toMatchObject({ due: '2026-04-01', early: { triggers: [{ change: 'shop-1' }] } });
});

test.for([
  ['show', 'warning'],
  ['fail', 'error'],
] as const)('an overdue duty with the gate %s is a %s', ([gate, severity]) => {
  const { diagnostics } = judge({
    asOf: '2026-02-06',
    files: {
      'policybook.yaml': `${settingsText}gates: { overdueDuty: ${gate} }\n`,
      'policies/access-control.mdx': policyText({
        duties: '[{ id: review, every: P1M, owner: cto, what: Compare., clause: "1" }]',
      }),
    },
  });
  expect(diagnostics.map((one) => [one.severity, one.problem])).toEqual([
    [
      severity,
      'The duty review was due on 5 February 2026 and is overdue by 1 day; it has never been recorded.',
    ],
  ]);
});

test('every list, the head of the policy and the file for programs give the same day, and the file says why', () => {
  const book = judgeGood(orderOf({}));
  const [policy] = book.policies;
  const { reviews } = exportApi(book, 'reviews') as { reviews: readonly object[] };
  expect(nextReviews(book).map(({ due }) => due)).toEqual(['2026-04-01']);
  expect(policyRows(book).map(({ nextReview }) => nextReview)).toEqual(['2026-04-01']);
  expect(documentHead(book, policy!, policy!.current).nextReview).toBe('2026-04-01');
  expect(reviews).toMatchObject([
    {
      nextReview: '2027-01-05',
      due: '2026-04-01',
      dueBecause: [{ on: '2026-03-02', change: 'shop-1', what: 'Move it' }],
    },
  ]);
});
