import { isSameNote, planReview, type ReviewOrder } from '#core/history/plan-review.ts';
import { expect, test } from 'vitest';
import { day, judge, policyText } from '../../helpers/book.ts';

const order: ReviewOrder = {
  on: day('2027-01-04'),
  by: 'ben',
  outcome: 'unchanged',
  note: 'Read.',
};

function plan(
  own: Partial<ReviewOrder> = {},
  fields: Record<string, string> = {},
  today = '2027-01-04',
) {
  const { book } = judge({
    files: { 'policies/access-control.mdx': policyText(fields) },
    asOf: today,
  });
  const [policy] = book?.policies ?? [];
  if (!policy) throw new Error('The policy cannot be read.');
  const people = book?.people ?? {};
  return planReview(policy, { ...order, ...own }, { asOf: day(today), people });
}

test('the next review is an interval after this one, of the current version', () => {
  expect(plan()).toEqual({
    review: { ...order, version: '1.0' },
    nextReview: '2028-01-04',
    warnings: [],
  });
  expect(plan({ on: day('2026-08-31') }, { reviewEvery: 'P6M' })).toMatchObject({
    nextReview: '2027-02-28',
  });
});

test('a note that says the same is a doubt, not a refusal', () => {
  expect(plan({ note: '  ALL of it!' })).toMatchObject({
    warnings: ['The note is that of the review of 2026-01-05; write what was looked at this time.'],
  });
});

test('an author whom the policy names with a reason may review it', () => {
  expect(plan({ by: 'ada' }, { reviewByAuthor: 'Two people work here.' })).toMatchObject({
    nextReview: '2028-01-04',
  });
});

const newVersion = {
  version: '"1.1"',
  history:
    '[{ version: "1.1", date: 2027-01-02, by: dora, change: normative, summary: More. }, { version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: First. }]',
};

test.for([
  ['in the future', { on: day('2027-01-05') }, {}, 'The review of 2027-01-05 is in the future'],
  ['before the last one', { on: day('2026-01-04') }, {}, 'is before the last one, of 2026-01-05'],
  ['of a retired policy', {}, { status: 'retired' }, 'a retired policy is not reviewed'],
  ['changed, with the same text', { outcome: 'changed' }, {}, 'is still version 1.0'],
  ['by the author of the version', { by: 'ada' }, {}, 'ada wrote that version'],
  ['by a bot', { by: 'robo' }, {}, 'robo is not a person'],
  ['by a person whose role ended', { by: 'cleo' }, {}, 'cleo had no role on that day'],
  ['by a stranger', { by: 'zoe' }, {}, 'zoe is not in people.yaml'],
] as const)('a review %s is refused with what to do', ([, own, fields, words]) => {
  const result = plan(own, fields);
  expect('refusal' in result && result.refusal.problem).toContain(words);
  expect('refusal' in result && result.refusal.remedy).not.toBe('');
});

test('changed is taken once a new version stands there, and for a first review', () => {
  expect(plan({ outcome: 'changed' }, newVersion)).toMatchObject({ review: { version: '1.1' } });
  expect(plan({ outcome: 'changed' }, { reviews: '[]' })).toMatchObject({ warnings: [] });
});

test('the writer of an older version may review the new one', () => {
  expect(plan({ by: 'ada', outcome: 'changed' }, newVersion)).toMatchObject({ warnings: [] });
});

test.for([
  ['Read it all.', 'read  it all', true],
  ['Read it all.', 'Read it all, and clause 4.', false],
  ['Прочитано', 'прочитано!', true],
  ['—', '…', false],
] as const)('%j and %j are the same note: %s', ([left, right, same]) => {
  expect(isSameNote(left, right)).toBe(same);
});
