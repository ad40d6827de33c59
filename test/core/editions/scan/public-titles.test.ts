import { expect, test } from 'vitest';
import { collectSiteSecrets } from '#core/editions/scan/collect-secrets.ts';
import { findLeaks } from '#core/editions/scan/find-leaks.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { judgeGood, policyText } from '../../../helpers/book.ts';

const body = `## 1. Purpose

See the [Change Management Policy](change-management), and:

- [Access Control Policy](access-control#1)
- [Change Management Policy](change-management)

| Change Management Policy | Access Control Policy |
| --- | --- |
| one | seven barrels of whale oil |
`;
const internal = judgeGood({
  files: {
    'policies/access-control.mdx': policyText({ publish: 'extract' }),
    'policies/change-management.mdx': policyText({
      publish: 'extract',
      title: 'Change Management Policy',
    }),
    'policies/vulnerabilities.mdx': policyText({ title: 'Vulnerabilities' }, body),
  },
});
const secrets = collectSiteSecrets(internal, publicBook(internal).book);
const scan = (text: string) =>
  findLeaks(secrets, { path: 'a.json', bytes: Buffer.from(text) }).map(({ kind }) => kind);

test.each([
  ['a title before its id', '["Change Management Policy","change-management"]'],
  ['an id before its title', '<a href="/change-management">Change Management Policy</a>'],
  ['titles in a row', '["Access Control Policy","Change Management Policy"]'],
  ['titles in the other order', '["Change Management Policy","Access Control Policy"]'],
  ['a title with a clause', '["Access Control Policy","access-control","1"]'],
])('titles and ids of public policies side by side are no secret: %s', (_, text) => {
  expect(scan(text)).toEqual([]);
});

test.each([
  ['a word of the internal text', 'policy change management and access'],
  ['the internal text', 'one seven barrels of whale'],
])('five words are a secret with one that titles lack: %s', (_, text) => {
  expect(scan(text)).toEqual(['text']);
});
