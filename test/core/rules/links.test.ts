import { expect, test } from 'vitest';
import { linkToOf } from '#astro/edition.ts';
import { renderVersion } from '#core/history/render-version.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { judge, judgeGood, policyText } from '../../helpers/book.ts';

const other = policyText(
  { title: 'Records Policy', publish: 'extract' },
  '## 1. Purpose\n\n### 1.1 Überblick\n\nText.\n\n## Αρχεία\n\nText.\n\n## 記録 保存\n\nText.\n',
);
const assets = ['content/assets/form.pdf', 'content/assets/deep/Form A.pdf', 'content/assets/a.js'];
const own = '## 1. Scope\n\nText.\n\n## Überblick\n\nText.\n';

function order(link: string) {
  const body = `${own}\n${link}\n`;
  const files = {
    'policies/access-control.mdx': policyText({ publish: 'extract' }, body),
    'policies/records.mdx': other,
  };
  return { files, assets };
}

/** The address of the only link of a text, in an edition. */
function addressOf(link: string, edition: 'internal' | 'public'): string | undefined {
  const internal = judgeGood(order(link));
  const open = publicBook(internal);
  expect(open.diagnostics).toEqual([]);
  const book = edition === 'public' ? open.book : internal;
  const [policy] = book.policies;
  if (!policy) throw new Error('There is no policy.');
  const html = renderVersion(policy.current, {
    linkTo: linkToOf(book, '/trust/'),
    showImage: (_, attributes) => attributes,
  });
  return /<a href="([^"]*)"/.exec(html.slice(html.lastIndexOf('<p>')))?.[1];
}

const records = '/trust/policies/records/';
const overview = '#%C3%BCberblick';

test.for<[written: string, address: string]>([
  ['[r](records)', records],
  ['[r](./records)', records],
  ['[r](records/)', records],
  ['[r](records.mdx)', records],
  ['[r](./records.mdx "Title")', records],
  ['[r](records.md?plain=1)', records],
  ['[r](../policies/records.mdx)', records],
  ['[r](/policies/records/)', records],
  ['[r](/content/policies/records.mdx)', records],
  ['[r](./records.mdx#1.1)', `${records}#1.1`],
  ['[r](records#11-überblick)', `${records}#1.1`],
  ['[r](records.mdx#11-%C3%BCberblick)', `${records}#1.1`],
  ['[r](records#αρχεία)', `${records}#%CE%B1%CF%81%CF%87%CE%B5%CE%AF%CE%B1`],
  [
    '[r](records#%E8%A8%98%E9%8C%B2-%E4%BF%9D%E5%AD%98)',
    `${records}#%E8%A8%98%E9%8C%B2-%E4%BF%9D%E5%AD%98`,
  ],
  ['[r][o]\n\n[o]: ./records.mdx#1', `${records}#1`],
  ['[o][]\n\n[O]: <records.mdx>', records],
  ['[o]\n\n[o]: records', records],
  ['[o](#1)', '#1'],
  ['[o](#1-scope)', '#1'],
  ['[o](#überblick)', overview],
  ['[o](#%C3%BCberblick)', overview],
  ['[o](#Überblick)', overview],
  ['[o](#u\u0308berblick)', overview],
  ['[f](../assets/form.pdf)', '/trust/assets/form.pdf'],
  ['[f](/content/assets/form.pdf)', '/trust/assets/form.pdf'],
  ['[f](<../assets/deep/Form A.pdf>)', '/trust/assets/deep/Form%20A.pdf'],
  ['[f](../assets/deep/Form%20A.pdf?raw=true)', '/trust/assets/deep/Form%20A.pdf'],
  ['[f][d]\n\n[d]: ../assets/form.pdf', '/trust/assets/form.pdf'],
])('%s leads to %s in both editions', ([link, address]) => {
  expect(addressOf(link, 'internal')).toBe(address);
  expect(addressOf(link, 'public')).toBe(address);
});

test.for<[written: string, problem: string, remedy: string]>([
  ['[a](./other.mdx)', '"./other.mdx"', 'policies.planned'],
  ['[a](./recrods.mdx#1)', '"./recrods.mdx#1"', 'Did you mean "records"?'],
  ['[a](/policies/nope/)', '"/policies/nope/"', 'policies.planned'],
  ['[a](records.mdx#overview)', 'clause overview of "Records Policy"', 'headings: 1, 1.1'],
  ['[a](#overview)', 'clause overview', 'headings: 1'],
  ['[a](#search)', 'clause search', 'headings: 1'],
  ['[a][b]\n\n[b]: ./other.mdx', '"./other.mdx"', 'policies.planned'],
  ['[a](../assets/from.pdf)', '"from.pdf"', 'Did you mean "form.pdf"?'],
  ['[a](../assets/a.js)', '"a.js", a kind of file', 'pdf, docx'],
  ['[a](images/x.pdf)', '"images/x.pdf"', 'https://'],
  ['[a](../../README.md)', '"../../README.md"', 'https://'],
  ['[a](../people.yaml)', '"../people.yaml"', 'https://'],
  ['[a](www.example.org)', '"www.example.org"', 'https://'],
  ['[a](//example.org/a)', '"//example.org/a"', 'https://'],
  ['[a](ftp://example.org/a)', '"ftp://example.org/a"', 'https://'],
  ['[a](javascript:void)', '"javascript:void"', 'https://'],
  ['[a]()', '""', 'https://'],
  [String.raw`[a](..\assets\form.pdf)`, String.raw`"..\assets\form.pdf"`, 'https://'],
])('%s is a fault with its line', ([link, problem, remedy]) => {
  const faults = judge(order(link)).diagnostics;
  const line = link.includes(']: ') ? 26 : 24;
  expect(faults).toMatchObject([{ code: 'policy/link-unknown', at: { line } }]);
  expect(faults[0]?.problem).toContain(problem);
  expect(faults[0]?.remedy).toContain(remedy);
});

test.for([
  '[a](https://example.org)',
  '[a](mailto:a@example.org)',
  '[a](tel:+44123)',
  '[top](#)',
  'www.example.org and a@example.org',
  '[//]: # (a comment)',
  '[comment]: <> (another)',
  '`[a](nope.md)`',
])('%s is not a fault', (link) => {
  expect(judge(order(link)).diagnostics).toEqual([]);
});

test('a file that only an internal part links to is not in the public book', () => {
  const internal = judgeGood(order('<Internal>[f](../assets/form.pdf)</Internal>'));
  expect(publicBook(internal).book.assets).toEqual([]);
  const open = judgeGood(order('[f](../assets/form.pdf)'));
  expect(publicBook(open).book.assets).toEqual(['content/assets/form.pdf']);
});
