import { expect, test } from 'vitest';
import { documentHead } from '#core/views/policies/document-head.ts';
import { newestVersions } from '#core/views/policies/newest-versions.ts';
import { policyRows } from '#core/views/policies/policy-rows.ts';
import { versionLine } from '#core/views/policies/versions.ts';
import { day, judgeGood, policyText } from '../../helpers/book.ts';

const rows = [
  '{ version: "1.1", date: 2026-04-01, by: cleo, change: normative, summary: Adds clause 2, publicSummary: More }',
  '{ version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: First. }',
];
const book = judgeGood({
  files: {
    'archive/access-control/1.0.mdx': policyText(),
    'policies/access-control.mdx': policyText({
      version: '"1.1"',
      effective: '2026-04-01',
      approval: '{ by: ben, on: 2026-03-30 }',
      controls: '{ soc2: [CC6.1] }',
      publish: 'extract',
      history: `[${rows.join(', ')}]`,
    }),
    'policies/drafts.mdx': policyText({
      title: 'Drafts Policy',
      status: 'draft',
      approval: undefined,
    }),
  },
});
const [policy] = book.policies;
if (!policy) throw new Error('The book has no policy.');

test('lists each policy as it stands', () => {
  expect(policyRows(book)).toMatchObject([
    {
      id: 'access-control',
      version: '1.1',
      standing: 'In force since 1 April 2026',
      owner: 'CTO',
      label: 'Internal',
      controls: [{ framework: 'SOC 2', controls: ['CC6.1'] }],
    },
    { id: 'drafts', standing: 'Draft, not in force' },
  ]);
});

test('heads a version with names for staff', () => {
  expect(documentHead(book, policy, policy.current)).toMatchObject({
    approval: { by: 'Ben Hollis', on: '2026-03-30' },
    lastChange: 'Adds clause 2.',
    foot: 'Access Control Policy · Version 1.1 · In force since 1 April 2026',
  });
});

test('heads an extract without names, with the public summary', () => {
  const { asOf, engine, settings, policies, assets } = book;
  const open = { asOf, engine, settings, policies, assets };
  const head = documentHead(open, policy, policy.current);
  expect(head).toMatchObject({
    label: 'Public extract of version 1.1',
    approval: { on: '2026-03-30' },
    lastChange: 'More.',
  });
  expect(JSON.stringify(head)).not.toMatch(/ada|clause 2/i);
});

test('draws the line of versions as time runs, and marks the one in force', () => {
  expect(versionLine(policy, book)).toEqual([
    {
      version: '1.0',
      span: '5 January 2026 to 31 March 2026',
      isInForce: false,
      summary: 'First.',
      by: 'Written by Ada Finch',
    },
    {
      version: '1.1',
      span: 'Since 1 April 2026',
      isInForce: true,
      summary: 'Adds clause 2',
      by: 'Written by Cleo Marsh',
    },
  ]);
});

test('marks the earlier version on a day before the later one isInForce', () => {
  const marks = versionLine(policy, { ...book, asOf: day('2026-03-31') });
  expect(marks.map(({ version, isInForce, span }) => [version, isInForce, span])).toEqual([
    ['1.0', true, '5 January 2026 to 31 March 2026'],
    ['1.1', false, 'From 1 April 2026'],
  ]);
});

test('tells of new versions without drafts, the newest first', () => {
  expect(newestVersions(book).map((one) => [one.version, one.summary])).toEqual([
    ['1.1', 'Adds clause 2'],
    ['1.0', 'First.'],
  ]);
});
