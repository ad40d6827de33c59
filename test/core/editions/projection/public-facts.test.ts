import { expect, test } from 'vitest';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { formatFeed } from '#core/exports/format-feed.ts';
import { formatPublicView } from '#core/exports/format-public-view.ts';
import type { Book } from '#core/model/book.ts';
import { policyPage } from '#core/views/policies/policy-page.ts';
import { policyAddresses } from '#core/views/paths.ts';
import { judge, policyText, settingsText, type BookOrder } from '../../../helpers/book.ts';
import { historyOf } from '../../../helpers/policy-history.ts';

function read(order: BookOrder): Book {
  const { book } = judge(order);
  if (!book) throw new Error('The book was not read.');
  return book;
}

const body = '## 1. Purpose\n\nBoats may enter.\n\n<Internal>Not at night.</Internal>\n';
const policy = (fields: Readonly<Record<string, string>> = {}, text = body) => ({
  'policies/harbour.mdx': policyText(
    { title: 'Harbour Rules', publish: 'extract', ...fields },
    text,
  ),
});
const codes = (files: Readonly<Record<string, string>>) =>
  publicBook(read({ files })).diagnostics.map(
    ({ severity, code, at }) => `${severity} ${code} ${at.line}`,
  );

test.each([
  ['none', {}, 'error edition/consent 6'],
  [
    'of nobody known',
    { publishConsent: '{ by: dora, on: 2026-01-05 }' },
    'error edition/consent 14',
  ],
  ['of a bot', { publishConsent: '{ by: robo, on: 2026-01-05 }' }, 'error edition/consent 14'],
  [
    'of somebody without a role',
    { publishConsent: '{ by: cleo, on: 2026-03-05 }' },
    'error edition/consent 14',
  ],
  ['still to come', { publishConsent: '{ by: ada, on: 2026-06-02 }' }, 'error edition/consent 14'],
  [
    'older than the version',
    { publishConsent: '{ by: ada, on: 2026-01-04 }' },
    'error edition/consent 14',
  ],
])('a confidential document needs a consent to be published: %s', (_, fields, expected) => {
  const found = codes(policy({ classification: 'confidential', ...fields }));
  expect(found.map((one) => one.replace(/ \d+$/, ''))).toEqual([expected.replace(/ \d+$/, '')]);
});

test('with a consent it is published, and warns where nothing is withheld', () => {
  const fields = { classification: 'confidential', publishConsent: '{ by: ada, on: 2026-01-05 }' };
  expect(codes(policy(fields))).toEqual([]);
  expect(codes(policy(fields, '## 1. Purpose\n\nBoats may enter.\n'))).toEqual([
    expect.stringContaining('warning edition/nothing-withheld'),
  ]);
});

test('an internal document needs no consent, and an extract of all of it is called the whole', () => {
  const internal = read({ files: policy({}, '## 1. Purpose\n\nBoats may enter. {/* soon */}\n') });
  const { book, diagnostics } = publicBook(internal);
  expect(diagnostics).toEqual([]);
  expect(book.policies[0]?.current.frontmatter.publish).toBe('whole');
  expect(formatPublicView(internal, book)).toContain('nothing is withheld');
});

test('the public page states extent, approving role, next review at its earliest, and what is not listed', () => {
  const reviewed =
    '{ on: 2026-05-05, by: cleo, version: "1.0", outcome: unchanged, note: By nobody. }';
  const first = '{ on: 2026-02-05, by: ben, version: "1.0", outcome: unchanged, note: All of it. }';
  const internal = read({
    files: {
      'policybook.yaml': `${settingsText.replace('trust@example.org', 'trust@example.org, nameInternalPolicies: [named]')}events: [{ on: 2026-03-01, event: law, what: A law came. }]\n`,
      ...policy({ reviewOn: '[law]', reviews: `[${reviewed}, ${first}]` }),
      'policies/named.mdx': policyText({ title: 'Named' }),
      'policies/other.mdx': policyText({ title: 'Other' }),
      'policies/third.mdx': policyText({ title: 'Third' }),
      'policies/draft.mdx': policyText({ title: 'Draft', status: 'draft' }),
    },
  });
  const { book } = publicBook(internal);
  const [open] = book.policies;
  if (!open) throw new Error('The policy is not public.');
  const page = policyPage(book, open);
  expect(page.notes).toEqual([
    'This page is an extract: what is for staff alone is left out.',
    'Example has 2 more policies in force that this site does not list.',
  ]);
  expect(page.head.approval).toEqual({ on: '2026-01-05', by: 'Engineer' });
  expect(page.head.review).toEqual({ on: '2026-02-05' });
  expect(page.due).toBe('2026-03-31');
});

test.each([
  ['extract', ['harbour', 'boat-rules']],
  ['none', ['harbour']],
])('a former address stays public if the text was: publish %s', (publish, addresses) => {
  const text = (fields: Readonly<Record<string, string>>) =>
    policyText({ title: 'Harbour Rules', ...fields }, '## 1. Purpose\n\nBoats may enter.\n');
  const row = (version: string, on: string) =>
    `{ version: "${version}", date: ${on}, by: ada, change: normative, summary: A version., publicSummary: News. }`;
  const old = text({ publish, history: `[${row('1.0', '2026-01-05')}]` });
  const current = text({
    publish: 'extract',
    version: '"1.1"',
    effective: '2026-02-05',
    approval: '{ by: ben, on: 2026-02-05 }',
    history: `[${row('1.1', '2026-02-05')}, ${row('1.0', '2026-01-05')}]`,
  });
  const internal = read({
    files: {
      'policybook.yaml': `${settingsText}policies: { history: git, since: '${'1'.repeat(40)}' }\n`,
      'policies/harbour.mdx': current,
    },
    policyHistory: historyOf('harbour', [
      { at: '2026-01-05T10:00:00Z', text: old, id: 'boat-rules' },
      { at: '2026-02-05T10:00:00Z', text: current },
    ]),
  });
  const { book } = publicBook(internal);
  expect(policyAddresses(book.policies).map(({ id }) => id)).toEqual(addresses);
  const origin = addresses.at(-1) ?? '';
  expect(formatFeed(book)).toContain(`<id>https://trust.example.org/policies/${origin}/1.0/</id>`);
  expect(JSON.stringify(book).includes('boat-rules')).toBe(addresses.length > 1);
});

test.each([
  ['2026-01-05', '2026-01-05T10:00:00Z', '2026-01-05'],
  ['2026-01-05', '2026-03-04T10:00:00Z', '2026-03-04'],
  ['2026-01', '2026-03-04T10:00:00Z', '2026-03-04'],
  ['2026-05-01', '2026-03-04T10:00:00Z', '2026-05-01'],
])('both editions state one day in force: effective %s, landed %s', (effective, at, from) => {
  const text = policyText({ title: 'Harbour Rules', publish: 'extract', effective });
  const internal = read({
    files: {
      'policybook.yaml': `${settingsText}policies: { history: git, since: '${'1'.repeat(40)}' }\n`,
      'policies/harbour.mdx': text,
    },
    policyHistory: historyOf('harbour', [{ at, text }]),
  });
  const { book } = publicBook(internal);
  const [own, open] = [internal, book].map((one) => one.policies[0]);
  if (!own || !open) throw new Error('The policy is missing.');
  expect(policyPage(internal, own).head.standing).toEqual(policyPage(book, open).head.standing);
  expect(open.current.frontmatter.effective).toBe(from);
});

test.for([
  ['Write to policies@example.org.', []],
  ['The policies example.org keeps.', []],
  ['See policies.example.org/on/.', ['error edition/secret-left']],
] as const)(
  'the address of the internal edition is its host, not its words: %s',
  ([text, found]) => {
    const files = policy({}, `${body}\n${text}\n`);
    expect(codes(files).map((one) => one.replace(/ \d+$/, ''))).toEqual(found);
  },
);
