import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { deflateSync, gzipSync } from 'node:zlib';
import * as pagefind from 'pagefind';
import { expect, test } from 'vitest';
import { collectSiteSecrets } from '#core/editions/scan/collect-secrets.ts';
import { findLeaks, type Leak } from '#core/editions/scan/find-leaks.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import type { PolicyVersion } from '#core/model/policy.ts';
import { renderVersion } from '#core/history/render-version.ts';
import type { Instant } from '#core/model/instant.ts';
import type { RawCommit } from '#core/model/raw-commit.ts';
import { day, judge, policyText } from '../../../helpers/book.ts';

const settings = `organisation: { name: Example, contact: office@example.org }
timeZone: Europe/London
editions:
  internal: { url: https://handbook.example.org }
  public: { url: https://trust.example.org, contact: trust@example.org, withhold: [{ text: Project Heron, with: an internal project }] }
repositories:
  - { id: platform, path: ../platform, since: 2026-01-01, policy: changes }
`;
const people = `zoe:
  name: Zoë Okonkwo
  emails: [zoe@example.org]
  forge: { github: jettykeeper }
  roles: [{ role: cto, from: 2020-01-01 }]
`;
const canary = 'the copper lantern swings above the northern jetty';
const commitId = '1badb002'.repeat(5);

const author = {
  name: 'Zoë Okonkwo',
  email: 'zoe@example.org',
  at: '2026-02-02T10:00:00Z' as Instant,
};
const branchCommit: RawCommit = {
  id: '2badb002'.repeat(5),
  parents: ['a'.repeat(40)],
  author,
  committer: author,
  message: 'Oil the hinge twice',
  paths: ['src/lamps/hinge.ts'],
};
const keyOfTag = 'SHA256:q7Rk+V0pXWm3/uYtLr2cHbN8sEzJd5aGfK1oT9iP4wQ';
const merge: RawCommit = {
  id: commitId,
  parents: ['a'.repeat(40), branchCommit.id],
  author,
  committer: author,
  message: `Merge pull request #7 from example/lantern-fix\n\nMend the jetty lamp\n\nReason: Seven barrels of whale oil leaked.\nTicket: JETTY-31`,
  paths: ['src/lamps/jetty.ts'],
  signatures: [{ over: 'tag', tag: 'jetty-approved', state: 'unknown-key', key: keyOfTag }],
};

const fields = { title: 'Changes', publish: 'extract', approval: '{ by: zoe, on: 2026-01-05 }' };
const body = `## 1. Purpose\n\nPublic words that everybody may read.\n\n<Internal>Note that ${canary}, always.</Internal>\n\n![plan](../assets/plan.png)\n`;
const { book } = judge({
  files: {
    'policybook.yaml': settings,
    'people.yaml': people,
    'policies/changes.mdx': policyText(fields, body),
    'policies/harbour-rules.mdx': policyText({ title: 'Harbour Rules' }),
  },
  histories: [
    {
      repository: 'platform',
      branch: 'main',
      line: [merge],
      merged: { [merge.id]: [branchCommit] },
    },
  ],
  assets: ['content/assets/plan.png', 'content/assets/jetty-map.png', 'content/assets/lamps.png'],
});
if (!book) throw new Error('The book was not read.');
const internal = book;
const open = publicBook(internal);
const secrets = collectSiteSecrets(internal, open.book);

const render = (version: PolicyVersion) =>
  renderVersion(version, { linkTo: () => undefined, showImage: (_, given) => given });

function scan(text: string | Uint8Array, path = 'page/index.html'): Leak[] {
  return findLeaks(secrets, { path, bytes: typeof text === 'string' ? Buffer.from(text) : text });
}

const kindsIn = (text: string | Uint8Array, path?: string) => [
  ...new Set(scan(text, path).map(({ kind }) => kind)),
];

test('finds the words of an internal part, and says where the book has them', () => {
  expect(scan(`<p>And ${canary}.</p>`)).toEqual([
    {
      file: 'page/index.html',
      channel: 'text',
      kind: 'text',
      found: canary,
      source: { file: 'content/policies/changes.mdx', line: 20 },
    },
  ]);
});

test('finds nothing in the public edition, and the words in one that was not cut', () => {
  expect(open.diagnostics).toEqual([]);
  const [shown] = open.book.policies;
  const [uncut] = internal.policies;
  if (!shown || !uncut) throw new Error('A policy is missing.');
  expect(scan(render(shown.current))).toEqual([]);
  expect(kindsIn(render(uncut.current))).toEqual(['text']);
  expect(scan(JSON.stringify(open.book.policies), 'api/policies.json')).toEqual([]);
  expect(kindsIn(JSON.stringify(internal.policies), 'api/policies.json')).toEqual(
    expect.arrayContaining(['text', 'person']),
  );
});

const html = `<p>And ${canary}.</p>`;
const utf16 = Buffer.from(canary, 'utf16le');
const pdf = (part: Uint8Array) =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n\xff stream\r\nnot packed\nendstream stream\n', 'latin1'),
    part,
    Buffer.from('\nendstream'),
  ]);

const encodings: readonly [name: string, text: string | Uint8Array, path?: string][] = [
  ['capitals and other punctuation', canary.toUpperCase().replaceAll(' ', ' - ')],
  ['invisible characters', canary.replaceAll('er', 'e\u200br\u00ad')],
  ['accents and full-width letters', canary.replace('copper', 'ｃｏｐｐéｒ')],
  ['tags between words', canary.replaceAll(' ', '</td><td class="x">')],
  ['tags inside words', canary.replaceAll('e', 'e<wbr>')],
  ['a comment', `<!-- ${canary} -->`],
  ['an attribute', `<img alt="${canary}">`],
  ['CDATA', `<![CDATA[${canary}]]>`, 'feed.xml'],
  ['numeric entities', canary.replaceAll(/./g, (letter) => `&#${letter.charCodeAt(0)};`)],
  [
    'hexadecimal entities',
    canary.replaceAll(/./g, (letter) => `&#x${letter.charCodeAt(0).toString(16)};`),
  ],
  ['named entities', canary.replaceAll(' ', '&nbsp;').replaceAll('e', '&eacute;')],
  ['entities twice', canary.replaceAll(' ', '&amp;nbsp;')],
  ['script escapes', `"${canary.replaceAll('e', String.raw`\u0065`)}"`, 'a.js'],
  ['byte escapes', `"${canary.replaceAll('e', String.raw`\x65`)}"`, 'a.js'],
  ['braced escapes', `"${canary.replaceAll('e', String.raw`\u{65}`)}"`, 'a.js'],
  ['line ends in JSON', JSON.stringify({ a: canary.replaceAll(' ', '\n') }), 'a.json'],
  [
    'JSON in JSON',
    JSON.stringify(JSON.stringify(JSON.stringify(canary.replaceAll(' ', '\n')))),
    'a.json',
  ],
  ['HTML in JSON', JSON.stringify({ a: `"${canary.replaceAll(' ', '</b>\n<b>')}"` }), 'a.json'],
  [
    'escapes of a style sheet',
    `a::before{content:"${canary.replaceAll('e', String.raw`\65 `)}"}`,
    'a.css',
  ],
  ['URL encoding', `/x?q=${encodeURIComponent(canary)}`],
  ['a form', `/x?q=${canary.replaceAll(' ', '+')}`],
  ['URL encoding twice', encodeURIComponent(encodeURIComponent(canary))],
  ['base64', Buffer.from(html).toString('base64')],
  [
    'base64 in a data address',
    `<img src="data:text/html;base64,${Buffer.from(html).toString('base64')}">`,
  ],
  ['base64 glued to a path', `/a/b/${Buffer.from(html).toString('base64url')}`],
  ['base64 of base64', Buffer.from(Buffer.from(html).toString('base64')).toString('base64')],
  ['base64 of gzip', gzipSync(html).toString('base64')],
  ['hexadecimal digits', Buffer.from(html).toString('hex')],
  ['gzip', gzipSync(html)],
  ['gzip of gzip', gzipSync(gzipSync(html))],
  ['gzip of entities', gzipSync(canary.replaceAll('e', '&#101;'))],
  [
    'a document of an office program',
    zipSync({ 'word/document.xml': strToU8(`<w:t>${canary}</w:t>`) }),
    'a.docx',
  ],
  ['a file in it that is not compressed', zipSync({ 'a.xml': [strToU8(canary), { level: 0 }] })],
  ['a compressed part of a PDF', pdf(deflateSync(`(${canary})`)), 'a.pdf'],
  ['the metadata of a PDF', `%PDF-1.7\n1 0 obj <</Title (${canary})>>`, 'a.pdf'],
  [
    'hexadecimal metadata of a PDF',
    `%PDF-1.7\n1 0 obj <</Title <FEFF${Buffer.from(utf16).swap16().toString('hex')}>>>`,
    'a.pdf',
  ],
  [
    'octal metadata in a compressed part of a PDF',
    pdf(
      deflateSync(
        String.raw`(\376\377${canary.replaceAll(/./g, (letter) => String.raw`\000${letter}`)})`,
      ),
    ),
    'a.pdf',
  ],
  ['UTF-16', utf16],
  ['UTF-16, big-endian', Buffer.from(utf16).swap16()],
  ['a folded line', `BEGIN:VCALENDAR\r\nX:${canary.replaceAll('er', 'e\r\n r')}`, 'a.ics'],
  ['a drawing', `<svg><text>${canary}</text></svg>`, 'a.svg'],
];

test.each(encodings)('finds the words in %s', (_, text, path) => {
  expect(kindsIn(text, path)).toEqual(['text']);
});

test.each(['', ' class="x" '.repeat(3000), `${'filler '.repeat(3000)}&amp; `])(
  'finds encoded words far into a long text, whatever stands before them',
  (before) => {
    const words = canary.replaceAll(' ', '</td> <td>&#32;').replaceAll('e', '&#101;');
    expect(kindsIn(`${before}${words}${' and more'.repeat(2000)}`)).toEqual(['text']);
    expect(
      kindsIn(JSON.stringify({ a: `${before}${words}${' more'.repeat(2000)}` }), 'a.json'),
    ).toEqual(['text']);
  },
);

function chunk(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
}

test('finds the words in the metadata of images', () => {
  const both = ['image-metadata', 'text'];
  const png = (...chunks: Buffer[]) =>
    Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), ...chunks]);
  const packed = deflateSync(canary);
  expect(kindsIn(png(chunk('tEXt', Buffer.from(`Comment\0${canary}`))), 'a.png')).toEqual(both);
  expect(
    kindsIn(png(chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), packed]))), 'a.png'),
  ).toEqual(both);
  expect(
    kindsIn(
      png(chunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\u0001\0\0\0'), packed]))),
      'a.png',
    ),
  ).toEqual(both);
  const jpeg = Buffer.concat([
    Buffer.from('ffd8ffe1', 'hex'),
    Buffer.from(`<x:xmpmeta>${canary.replaceAll(' ', '&#32;')}</x:xmpmeta>`),
  ]);
  expect(kindsIn(jpeg, 'a.jpg')).toEqual(both);
});

test('reports the metadata of images whatever it says, and none of a picture that only shows', () => {
  const png = (type: string) =>
    Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), chunk(type, Buffer.from('x'))]);
  const webp = (type: string) => Buffer.from(`RIFF\0\0\0\0WEBP${type}\u0001\0\0\0xx`, 'latin1');
  expect(kindsIn(png('eXIf'), 'a.png')).toEqual(['image-metadata']);
  expect(kindsIn(webp('XMP '), 'a.webp')).toEqual(['image-metadata']);
  expect(kindsIn(Buffer.from('ffd8fffe0003780a', 'hex'), 'a.jpg')).toEqual(['image-metadata']);
  expect(kindsIn('<svg><!-- x --></svg>', 'a.svg')).toEqual(['image-metadata']);
  expect(kindsIn(png('IDAT'), 'a.png')).toEqual([]);
  expect(kindsIn(webp('VP8 '), 'a.webp')).toEqual([]);
  expect(kindsIn(Buffer.from('ffd8ffe00003780affda', 'hex'), 'a.jpg')).toEqual([]);
  expect(kindsIn('<svg><title>A shed</title></svg>', 'a.svg')).toEqual(['image-metadata']);
  const inner = Buffer.from('ffd8fffe0003780a', 'hex').toString('base64');
  const outer = `<svg><image href="data:image/jpeg;base64,${inner}"/></svg>`;
  expect(kindsIn(outer, 'a.svg')).toEqual(['image-metadata']);
  expect(kindsIn('<svg><text>A shed</text></svg>', 'a.svg')).toEqual([]);
});

test("finds words in Pagefind's own files: fragments, the index of words, filters", async () => {
  const { index } = await pagefind.createIndex({});
  if (!index) throw new Error('Pagefind gave no index.');
  await index.addHTMLFile({
    url: '/',
    content: `<html lang="en"><body><h1>Title</h1><p>${canary}</p><p>projectheron</p><p data-pagefind-filter="by">Zoë Okonkwo</p></body></html>`,
  });
  const { files } = await index.getFiles();
  await pagefind.close();
  const found = files.map(
    ({ path, content }) =>
      [path.replace(/^.*\./, ''), kindsIn(content, `pagefind/${path}`)] as const,
  );
  expect(new Map(found.filter(([ending]) => ending.startsWith('pf_')))).toEqual(
    new Map([
      ['pf_fragment', expect.arrayContaining(['text', 'withheld', 'name']) as unknown],
      ['pf_index', ['withheld', 'name']],
      ['pf_filter', ['name']],
      ['pf_meta', []],
    ]),
  );
  // Its programs and styles are none of ours, and hold nothing.
  expect(
    found.filter(([ending]) => !ending.startsWith('pf_')).flatMap(([, kinds]) => kinds),
  ).toEqual([]);
});

const named: readonly [name: string, text: string, kind: string, path?: string][] = [
  ['a name', 'Written by Zoe Okonkwo', 'name'],
  ['a name turned round', 'Okonkwo, Zoë', 'name'],
  ['a name in an address', '/authors/zoe-okonkwo/', 'name'],
  ['an address', 'mailto:zoe%40example.org', 'address'],
  ['the address of staff', 'office@example.org', 'address'],
  [
    'the digest of an address',
    `https://a.example/${createHash('md5').update('zoe@example.org').digest('hex')}`,
    'address',
  ],
  ['a login', 'https://forge.example/jettykeeper', 'login'],
  ['the id of a person as data', '{"by":"zoe"}', 'person', 'a.json'],
  ['the id of a commit', commitId, 'commit'],
  ['its first twelve digits', `/commit/${commitId.slice(0, 12)}`, 'commit'],
  ['its first nine digits', commitId.slice(0, 9), 'commit'],
  ['the id of a merged commit', branchCommit.id.slice(0, 10), 'commit'],
  ['its subject', 'Oil the hinge twice', 'title'],
  ['a branch', 'from lantern-fix', 'branch'],
  ['the key of a signature', `by ${keyOfTag}`, 'fingerprint'],
  ['a signed tag', 'at jetty-approved', 'branch'],
  ['a ticket', 'JETTY-31', 'ticket'],
  ['a change', '/changes/platform-7/', 'change'],
  ['a title of a change', 'Mend the jetty lamp', 'title'],
  ['a reason', 'Seven barrels of whale oil', 'text'],
  ['a file of a change', 'src/lamps/jetty.ts', 'file-name'],
  ['an internal policy', '/policies/harbour-rules/', 'policy'],
  ['its title', 'Harbour Rules', 'title'],
  ['its title in capitals', 'HARBOUR RULES', 'title'],
  ['an image that is not shown', 'src="/_astro/jetty-map.Ab12.webp"', 'file-name'],
  ['a withheld phrase', 'Project\nHeron', 'withheld'],
  ['its slug', 'project-heron', 'withheld'],
  ['its words in one', 'ProjectHeron', 'withheld'],
  ['the internal host', 'https://handbook.example.org/x', 'host'],
];

test.each(named)('finds %s', (_, text, kind, path) => {
  expect(kindsIn(text, path)).toEqual([kind]);
});

test.each([
  [
    'what the public book says itself',
    'Public words that everybody may read. ![plan](/_astro/plan.Ab.webp)',
  ],
  ['the words of a title in other case', 'about harbour rules in general'],
  ['four words of an internal part', 'the copper lantern swings'],
  ['the public contact', 'trust@example.org'],
  ['another digest', 'a'.repeat(40)],
  ['the id of a person as a word', '<p>zoe</p>'],
])('passes over %s', (_, text) => {
  expect(scan(text)).toEqual([]);
});

test.each([
  ['a withheld phrase in its name', 'docs/project-heron/index.html', 'withheld'],
  ['an encoded name', 'docs/zoe%20okonkwo.html', 'name'],
  ['an internal image', '_astro/lamps.Ab12.webp', 'file-name'],
  ['a source map', 'a.js.map', 'unexpected-file'],
  ['a hidden file', '.git/config', 'unexpected-file'],
  ['a backup', 'index.html~', 'unexpected-file'],
  ['a document', 'handbook.rtf', 'unexpected-file'],
])('reports a file for its path: %s', (_, path, kind) => {
  expect(scan('x', path)).toMatchObject([{ channel: 'path', kind }]);
});

test('reports what it cannot read, and shows what it found without its control characters', () => {
  expect(kindsIn(gzipSync(html).subarray(0, 20))).toEqual(['unreadable-file']);
  expect(kindsIn(zipSync({ 'a.xml': strToU8(html) }).subarray(0, 40))).toEqual(['unreadable-file']);
  const [leak] = scan(`Zoe \u001b[ ${'-'.repeat(200)} Okonkwo`);
  expect(leak?.found).toHaveLength(120);
  expect(leak?.found).not.toContain('\u001b');
});

test('finds what git knows of the versions: landings, and who corrected what', () => {
  const correction = {
    commit: '5badb002'.repeat(5),
    on: day('2026-03-01'),
    by: 'Quentin Marsh',
    subject: 'Put the seventh lamp in italics again',
  };
  const landed = { commit: '4badb002'.repeat(5), on: day('2026-02-01') };
  const policies = internal.policies.map((policy) => {
    const current = { ...policy.current, landed, corrections: [correction] };
    return { ...policy, current, versions: [current] as const };
  });
  const withGit = collectSiteSecrets({ ...internal, policies }, open.book);
  const kinds = (text: string) =>
    findLeaks(withGit, { path: 'index.html', bytes: Buffer.from(text) }).map(({ kind }) => kind);
  expect(kinds(`<p>${landed.commit}</p>`)).toEqual(['commit']);
  expect(kinds(`<p>${correction.commit.slice(0, 12)}</p>`)).toEqual(['commit']);
  expect(kinds('<p>Quentin Marsh</p>')).toEqual(['name']);
  expect(kinds('<p>put the seventh lamp in italics again</p>')).toEqual(['text']);
});
