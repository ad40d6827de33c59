import { expect, test } from 'vitest';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { formatSummary } from '#core/exports/format-summary.ts';
import { listWork } from '#core/views/work/list-work.ts';
import { withDefaults } from '#core/write/with-defaults.ts';
import { briefly, judge, policyText } from '../../helpers/book.ts';
import { historyOf } from '../../helpers/policy-history.ts';

const lacking = { owner: undefined, effective: undefined, approval: undefined };
const draft = policyText({ ...lacking, title: 'Laptops', status: 'draft', publish: 'whole' });
const files = { 'policies/laptops.mdx': draft, 'policies/access.mdx': policyText() };

test('a draft that lacks fields is a warning for each, and listed with what it lacks', () => {
  const judged = judge({ files });
  expect(judged.diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
    'warning schema/field-missing',
    'warning schema/field-missing',
  ]);
  const { book } = judged;
  expect(book?.incomplete).toEqual([
    {
      id: 'laptops',
      title: 'Laptops',
      file: 'content/policies/laptops.mdx',
      missing: ['owner', 'effective'],
    },
  ]);
  expect(book?.policies.map(({ id }) => id)).toEqual(['access']);
  expect(formatSummary(book!)).toContain('1 policy in 1 version, and 1 draft that lacks fields');
  expect(listWork(book!).map(({ what }) => what)).toContain(
    'Complete the draft Laptops: owner, effective',
  );
});

test('it is in nothing that customers get', () => {
  const { book } = publicBook(judge({ files }).book!);
  expect(JSON.stringify(book)).not.toMatch(/laptops/i);
});

test('a link to it is not dangling', () => {
  const linking = policyText({}, '## 1. Purpose\n\nSee [laptops](laptops).\n');
  const { diagnostics } = judge({ files: { ...files, 'policies/access.mdx': linking } });
  expect(diagnostics.every(({ severity }) => severity === 'warning')).toBe(true);
});

test.for<[string, Readonly<Record<string, string>>]>([
  ['approved', { 'policies/laptops.mdx': policyText({ ...lacking, status: 'approved' }) }],
  ['without a status', { 'policies/laptops.mdx': policyText({ ...lacking, status: undefined }) }],
  ['with a wrong field', { 'policies/laptops.mdx': draft.replace('internal', 'secret') }],
  ['with a field of another name', { 'policies/laptops.mdx': draft.replace('title', 'titel') }],
  [
    'with an earlier version in the archive',
    {
      ...files,
      'archive/laptops/0.9.mdx': policyText({
        version: '"0.9"',
        history:
          '[{ version: "0.9", date: 2026-01-05, by: ada, change: normative, summary: First. }]',
      }),
    },
  ],
])('a text that lacks fields is an error where it is %s', ([, own]) => {
  const { book, diagnostics } = judge({ files: own });
  expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  expect(book?.incomplete).toEqual([]);
});

test('with git, it does not hide that a version is in force', () => {
  const policyHistory = historyOf('laptops', [
    { text: policyText({ title: 'Laptops' }), at: '2026-01-05T10:00:00Z' },
  ]);
  expect(briefly(judge({ files, policyHistory }))).toContain('policybook.yaml:1 book/policy-lost');
});

test('commands write the defaults of the book into the fields that a draft lacks', () => {
  const text = "---\ntitle: Laptops\nversion: '0.1'\nstatus: draft\nowner: cto\n---\n";
  const defaults = { owner: 'ciso', classification: 'internal', reviewEvery: undefined } as const;
  expect(withDefaults({ file: 'p.mdx', text }, defaults)).toBe(
    text.replace('status: draft\n', 'status: draft\nclassification: internal\n'),
  );
});
