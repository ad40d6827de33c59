import { expect, test } from 'vitest';
import { findAlteration } from '#core/history/find-alteration.ts';
import type { PolicyVersion } from '#core/model/policy.ts';
import { parsePolicy } from '#core/parse/parse-policy.ts';
import { policyText } from '../../helpers/book.ts';

const body = `## 1. Purpose

Access is given by role. It should end with the role, as
the [rules](#2) below say.

## 2. Rules

- Keys should be replaced.
- Shared accounts must not be used, and <Internal>never in production</Internal>.

1. Ask.
2. Wait.

| Who | What |
| --- | --- |
| lead | decides |
`;

function versionOf(text: string): PolicyVersion {
  const { version, diagnostics } = parsePolicy('p', { file: 'content/policies/p.mdx', text }, true);
  if (!version) throw new Error(JSON.stringify(diagnostics));
  return version;
}

const compare = (after: string, fields: Record<string, string | undefined> = {}) =>
  findAlteration(versionOf(policyText({}, body)), versionOf(policyText(fields, after)));

const edit = (from: string, to: string): string => {
  expect(body).toContain(from);
  return body.replace(from, to);
};

test.for([
  ['a line broken elsewhere', 'Access is given by role. It', 'Access is given by role.\nIt'],
  ['a blank line more', '\n\n## 2.', '\n\n\n## 2.'],
  ['emphasis', 'Keys should be', 'Keys **should** be'],
  ['bullets of another kind', '- Keys should', '* Keys should'],
  ['numbers with another mark', '1. Ask.\n2.', '1) Ask.\n2)'],
  ['another anchor on the same page', '(#2)', '(#1)'],
  ['a comment', '## 2. Rules\n', '## 2. Rules\n\n{/* ask the lead */}\n'],
  ['a wider table', '| lead | decides |', '| lead    | decides    |'],
] as const)('%s is form', ([, from, to]) => {
  expect(
    compare(edit(from, to).replace('- Shared', from.startsWith('- ') ? '* Shared' : '- Shared')),
  ).toBeUndefined();
});

test.for([
  [
    'history',
    '[{ version: "1.0", date: 2026-01-05, by: ben, change: normative, summary: Other. }]',
  ],
  ['controls', '{ soc2: [CC6.1] }'],
  ['contacts', '{ help: help@example.org }'],
  ['nextReview', '2028-01-05'],
] as const)('the field %s says nothing of duties', ([field, value]) => {
  expect(compare(body, { [field]: value })).toBeUndefined();
});

test.for([
  [
    'a word',
    'It should end',
    'It must end',
    'It must end with the role, as the rules below say.',
    17,
  ],
  ['a full stop', 'Ask.', 'Ask!', '1. Ask!', 25],
  [
    'a word on the second line of a sentence',
    'below say',
    'below demand',
    'It should end with the role, as the rules below demand.',
    18,
  ],
  [
    'a link to another page',
    '(#2)',
    '(key-management)',
    'It should end with the role, as the rules (key-management) below say.',
    18,
  ],
  [
    'a component around a word',
    'Keys should',
    '<Internal>Keys</Internal> should',
    '<Internal> Keys </Internal> should be replaced.',
    22,
  ],
  [
    'words struck out',
    'must not',
    '~~must not~~',
    'Shared accounts ~~ must not ~~ be used, and <Internal> never in production </Internal> .',
    23,
  ],
  ['a cell', 'decides', 'proposes', 'proposes', 30],
  ['a heading of another depth', '## 2. Rules', '### 2. Rules', '2. Rules', 20],
] as const)('%s is an alteration with its line', ([, from, to, is, line]) => {
  expect(compare(edit(from, to))).toMatchObject({ is, line });
});

test.for([
  ['an item that leaves its list', '- Ask:\n  - Keys should', '- Ask:\n- Keys should'],
  ['a paragraph that becomes a quotation', 'Ask first.', '> Ask first.'],
  [
    'a table with the same cells in other columns',
    '| a | b | c |\n| --- | --- | --- |\n| d | e | f |\n',
    '| a | b |\n| --- | --- |\n| c | d |\n| e | f |\n',
  ],
  ['a link to another clause', 'See [keys](keys#2).', 'See [keys](keys#3).'],
] as const)('%s is an alteration', ([, before, after]) => {
  const old = versionOf(policyText({}, `## 1. Rules\n\n${before}\n`));
  expect(findAlteration(old, versionOf(policyText({}, `## 1. Rules\n\n${after}\n`)))).toBeDefined();
});

test('an added and a removed block name themselves alone', () => {
  expect(compare(edit('- Keys', '- Doors must be shut.\n- Keys'))).toEqual({
    was: '',
    is: 'Doors must be shut.',
    line: 22,
  });
  expect(compare(edit('- Keys should be replaced.\n', ''))).toMatchObject({
    was: 'Keys should be replaced.',
    is: '',
    line: 22,
  });
});

test.for([
  ['status', 'retired', 4],
  ['approval', '{ by: ada, on: 2026-01-05 }', 8],
  ['effective', '2025-12-05', 7],
  ['owner', 'technical', 6],
  ['appliesTo', 'nobody', 13],
  ['reviewEvery', 'P3Y', 10],
  ['reviewOn', '[infrastructure]', 13],
] as const)('the field %s binds', ([field, value, line]) => {
  expect(compare(body, { [field]: value })).toMatchObject({ field, line });
});
