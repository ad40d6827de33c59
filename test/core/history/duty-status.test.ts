import { expect, test } from 'vitest';
import { dutyStatus } from '#core/history/duty-status.ts';
import type { Book } from '#core/model/book.ts';
import { judge, judgeGood, policyText } from '../../helpers/book.ts';

const duties =
  '[{ id: access-review, every: P3M, owner: cto, what: Compare the accounts., clause: "1" }]';
const record = (...days: string[]) =>
  `policy: access-control\nduty: access-review\ndone: [${days.map((on) => `{ on: ${on}, by: ada, evidence: a list }`).join(', ')}]\n`;
const history = (...versions: string[]) =>
  `[${versions.map((version) => `{ version: "${version}", date: 2026-01-05, by: ada, change: normative, summary: It. }`).join(', ')}]`;

function status(files: Record<string, string>, asOf: string) {
  const book = judgeGood({
    files: { 'policies/access-control.mdx': policyText({ duties }), ...files },
    asOf,
  });
  return statusIn(book);
}

function statusIn(book: Book) {
  const [policy] = book.policies;
  const [duty] = policy?.current.frontmatter.duties ?? [];
  if (!policy || !duty) throw new Error('The book has no duty.');
  return dutyStatus(policy, duty, book);
}

test('a duty is due one interval after it was last done, whatever the order of the record', () => {
  const files = { 'duties/access-review.yaml': record('2026-01-31', '2026-03-30', '2026-02-10') };
  expect(status(files, '2026-04-01')).toEqual({
    times: 3,
    last: '2026-03-30',
    due: '2026-06-30',
    isOverdue: false,
  });
});

test.for([
  ['2026-06-30', false],
  ['2026-07-01', true],
] as const)('on %s a duty due on 30 June is overdue: %s', ([asOf, isOverdue]) => {
  const files = { 'duties/access-review.yaml': record('2026-03-30') };
  expect(status(files, asOf).isOverdue).toBe(isOverdue);
});

test('what is recorded after the day of judging does not count yet', () => {
  const files = {
    'policies/access-control.mdx': policyText({ duties }),
    'duties/access-review.yaml': record('2026-06-02', '2026-03-01'),
  };
  const { book, diagnostics } = judge({ files, asOf: '2026-06-01' });
  expect(diagnostics.map(({ code }) => code)).toEqual(['policy/duty-in-future']);
  expect(book && statusIn(book)).toMatchObject({ times: 1, due: '2026-06-01' });
});

test('a duty never done counts from the first version that has it, and a newer version does not put it off', () => {
  const newer = { version: '"1.1"', effective: '2026-05-04', history: history('1.1', '1.0') };
  const current = { 'policies/access-control.mdx': policyText({ ...newer, duties }) };
  const older = (own: Record<string, string>) => ({
    ...current,
    'archive/access-control/1.0.mdx': policyText(own),
  });
  expect(status(older({ duties }), '2026-05-10')).toEqual({
    times: 0,
    due: '2026-04-05',
    isOverdue: true,
  });
  expect(status(older({}), '2026-05-10')).toMatchObject({ due: '2026-08-04', isOverdue: false });
});

test('a version of which only the month is known counts from the end of that month', () => {
  const files = { 'policies/access-control.mdx': policyText({ effective: '2026-01', duties }) };
  expect(status(files, '2026-05-01')).toMatchObject({ due: '2026-04-30', isOverdue: true });
  expect(status(files, '2026-04-30').isOverdue).toBe(false);
});

test('a draft brings no duty about', () => {
  const draft = policyText({ status: 'draft', approval: undefined, duties });
  expect(status({ 'policies/access-control.mdx': draft }, '2026-12-01')).toEqual({
    times: 0,
    isOverdue: false,
  });
});
