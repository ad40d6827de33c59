import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { formatFeed } from '#core/exports/format-feed.ts';
import type { Book } from '#core/model/book.ts';
import { judgeGood, policyText, settingsText } from '../../helpers/book.ts';
import { childrenOf, parseXml, type XmlElement } from '../../helpers/parse-xml.ts';

const row = (version: string, date: string, rest = '') =>
  `{ version: "${version}", date: ${date}, by: ada, change: normative, summary: Secret ${version}.${rest} }`;
const told = ', publicSummary: Told';

const files = {
  'policies/access-control.mdx': policyText({
    version: '"1.2"',
    publish: 'extract',
    history: `[${row('1.2', '2026-01-05', told)}, ${row('1.1', '2025-12-01')}, ${row('1.0', '2025-11', told)}]`,
  }),
  'archive/access-control/1.1.mdx': policyText({ version: '"1.1"', effective: '2025-12-02' }),
  'archive/access-control/1.0.mdx': policyText({ version: '"1.0"', effective: '2025-11' }),
  'policies/keys.mdx': policyText({
    title: 'Key Policy',
    history: `[${row('1.0', '2026-01-04', told)}]`,
  }),
};

const entriesOf = (feed: XmlElement) => childrenOf(feed, 'entry');
const field = (entry: XmlElement, name: string) => childrenOf(entry, name)[0]?.text;
const idsOf = (feed: string) => entriesOf(parseXml(feed)).map((entry) => field(entry, 'id'));

test('staff get every version with a text, newest first', () => {
  const feed = parseXml(formatFeed(judgeGood({ files })));
  expect(feed.name).toBe('feed');
  expect(feed.attributes['xmlns']).toBe('http://www.w3.org/2005/Atom');
  expect(field(feed, 'id')).toBe('https://policies.example.org/versions.xml');
  expect(field(feed, 'updated')).toBe('2026-01-05T00:00:00Z');
  expect(
    entriesOf(feed).map((entry) => [
      field(entry, 'id'),
      field(entry, 'updated'),
      childrenOf(entry, 'link')[0]?.attributes['href'],
    ]),
  ).toEqual([
    [
      'https://policies.example.org/policies/access-control/1.2/',
      '2026-01-05T00:00:00Z',
      'https://policies.example.org/policies/access-control/1.2/',
    ],
    [
      'https://policies.example.org/policies/keys/1.0/',
      '2026-01-04T00:00:00Z',
      'https://policies.example.org/policies/keys/1.0/',
    ],
    [
      'https://policies.example.org/policies/access-control/1.1/',
      '2025-12-01T00:00:00Z',
      'https://policies.example.org/policies/access-control/1.1/',
    ],
    [
      'https://policies.example.org/policies/access-control/1.0/',
      '2025-11-01T00:00:00Z',
      'https://policies.example.org/policies/access-control/1.0/',
    ],
  ]);
  const [first] = entriesOf(feed);
  expect(first && [field(first, 'title'), field(first, 'author'), field(first, 'summary')]).toEqual(
    ['Access Control Policy, version 1.2', 'Ada Finch', 'Secret 1.2.\n\nEffective 5 January 2026.'],
  );
});

test('customers get the rows that are told of, of public policies, and nothing internal', () => {
  const text = formatFeed(publicBook(judgeGood({ files })).book);
  const feed = parseXml(text);
  expect(entriesOf(feed).map((entry) => [field(entry, 'id'), field(entry, 'summary')])).toEqual([
    ['https://trust.example.org/policies/access-control/1.2/', 'Told'],
    ['https://trust.example.org/policies/access-control/1.0/', 'Told'],
  ]);
  expect(text).not.toMatch(/Secret|Key Policy|Ada|Finch|policies\.example\.org|1\.1/);
});

test('a draft is no news', () => {
  const draft = policyText({ status: 'draft', approval: undefined });
  const book = judgeGood({ files: { 'policies/access-control.mdx': draft } });
  expect(idsOf(formatFeed(book))).toEqual([]);
});

test('an edition without versions is a feed all the same', () => {
  const feed = parseXml(formatFeed({ ...judgeGood({ files }), policies: [] }));
  expect(field(feed, 'updated')).toBe('2026-06-01T00:00:00Z');
});

test('ids stay when the day, the titles and the words change and a version is added', () => {
  const before = idsOf(formatFeed(judgeGood({ files })));
  const later = {
    ...files,
    'policies/access-control.mdx': policyText({
      title: 'Access Policy',
      version: '"1.3"',
      effective: '2026-02-02',
      history: `[${row('1.3', '2026-02-01')}, ${row('1.2', '2026-01-05')}, ${row('1.1', '2025-12-01')}, ${row('1.0', '2025-11')}]`,
    }),
    'archive/access-control/1.2.mdx': policyText({ version: '"1.2"' }),
  };
  const after = idsOf(formatFeed(judgeGood({ files: later, asOf: '2026-09-01' })));
  expect(after).toEqual(['https://policies.example.org/policies/access-control/1.3/', ...before]);
});

test('two editions on one host have ids of their own', () => {
  const settings = settingsText
    .replace('https://trust.', 'https://policies.')
    .replace('.org, contact', '.org/trust/, contact');
  const book = judgeGood({ files: { ...files, 'policybook.yaml': settings } });
  const [first] = idsOf(formatFeed(publicBook(book).book));
  expect(first).toBe('https://policies.example.org/trust/policies/access-control/1.2/');
  expect(idsOf(formatFeed(book))).not.toContain(first);
});

const hostile = 'a\u0000b\u000bc\ud800d\ufffee<script>&amp;"\'>]]> 🦊\r\nf\u{1f}';

function withWords(book: Book, words: string): Book {
  const [policy] = book.policies;
  if (!policy) throw new Error('The book is empty.');
  const { frontmatter } = policy.current;
  const history = frontmatter.history.map((one) => ({ ...one, summary: words }));
  const current = { ...policy.current, frontmatter: { ...frontmatter, title: words, history } };
  return { ...book, policies: [{ ...policy, current, versions: [current] }] };
}

test('what XML cannot hold is left out, and all else comes back', () => {
  const [entry] = entriesOf(parseXml(formatFeed(withWords(judgeGood({ files }), hostile))));
  expect(entry && field(entry, 'title')).toBe('abcde<script>&amp;"\'>]]> 🦊\nf, version 1.2');
});

test('any title and summary give a well-formed feed', () => {
  const book = judgeGood({ files });
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (words) => {
      parseXml(formatFeed(withWords(book, words)));
    }),
  );
});

test.for([
  '<a>',
  '<a></b>',
  '<a x="1" x="2"/>',
  '<a>&b;</a>',
  '<a>&</a>',
  '<a/><b/>',
  '<a>]]></a>',
  '<a>\u0001</a>',
  'x<a/>',
])('the reader of these tests refuses %j', (text) => {
  expect(() => parseXml(text)).toThrow();
});
