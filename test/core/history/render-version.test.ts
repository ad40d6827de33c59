import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { renderVersion } from '#core/history/render-version.ts';
import { parsePolicy } from '#core/parse/parse-policy.ts';
import { policyText } from '../../helpers/book.ts';

function render(body: string) {
  const source = { file: 'content/policies/p.mdx', text: policyText({}, body) };
  const { version, diagnostics } = parsePolicy('p', source, true);
  if (!version) throw new Error(JSON.stringify(diagnostics));
  return renderVersion(version, {
    linkTo: () => undefined,
    showImage: (path, { alt, title }) => ({ src: `/images/${path}`, alt, title }),
  });
}

test.for([
  ['the start of a list', '3. three\n4. four', '<ol start="3">'],
  ['a ticked box', '- [x] done', '<input type="checkbox" checked disabled> done'],
  ['an open box', '- [ ] open', '<li class="task-list-item"><input type="checkbox" disabled> open'],
  ['the side of a column', '| a | b |\n| - | -: |\n| 1 | 2 |', '<td class="align-right">2</td>'],
  ['the title of a link', '[l](https://a.example "T")', '<a href="https://a.example" title="T">'],
  ['a telephone number', '[call](tel:123)', '<a href="tel:123">'],
  ['the language of code', '```js\nx\n```', '<code class="language-js">'],
  ['text that is struck out', '~~gone~~', '<del>gone</del>'],
  ['a note', '<Note>n</Note>', '<div class="note" role="note">n</div>'],
  ['a note within a line', 'a <Note>n</Note>', '<span role="note">n</span>'],
  [
    'an internal part',
    '<Internal>\n\ni\n\n</Internal>',
    'not in the public edition</span><p>i</p>',
  ],
  ['an internal part within a line', 'a <Internal>i</Internal>', '<span class="internal" title='],
])('keeps %s', ([, text = '', html = '']) => {
  expect(render(text)).toContain(html);
});

test('a footnote and its reference lead to each other', () => {
  const html = render('Text[^1].\n\n[^1]: The note.');
  for (const [, target = ''] of html.matchAll(/href="#([^"]+)"/g)) {
    expect(html).toContain(`id="${target}"`);
  }
  expect(html.match(/href="#/g)).toHaveLength(2);
});

test('no id is on a page twice, whatever headings and footnotes are called', () => {
  const names = [
    'Footnote label',
    'Note.fn-1',
    'User content fn 1',
    '4',
    '4 2',
    '4',
    'Search',
    'search',
  ];
  const html = render(
    `${names.map((name) => `## ${name}\n\n`).join('')}A[^1] b[^1] c[^1-2] d[^ü].\n\n[^1]: One.\n[^1-2]: Two.\n[^ü]: U.\n`,
  );
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(names.length + 7);
  expect(html).toContain('<h2 class="sr-only" id="note.label">');
  expect(html).toContain('aria-describedby="note.label"');
});

test('the page around a text has no id that a heading may have', () => {
  const folder = path.join(import.meta.dirname, '../../../src');
  const ids = ['components/document', 'components/page', 'layouts'].flatMap((part) =>
    readdirSync(path.join(folder, part)).flatMap((file) =>
      [...readFileSync(path.join(folder, part, file), 'utf8').matchAll(/ id="([^"]+)"/g)].map(
        ([, id = '']) => id,
      ),
    ),
  );
  expect(ids.length).toBeGreaterThan(3);
  for (const id of ids) expect([id, id.startsWith('page.')]).toEqual([id, true]);
});

test('headings have the ids of their clauses, and a link with the number', () => {
  const html = render('## 4. Process\n\n### b. *Review* steps');
  expect(html).toContain('<h2 id="4"><a class="clause-number" href="#4">4</a> Process</h2>');
  expect(html).toContain('<h3 id="4.b"><a class="clause-number" href="#4.b">4.b</a> ');
});

test('images of the book are shown as the edition has them, however they are referred to', () => {
  const html = render(
    '![a](../assets/a.png "A") ![b][ref] ![a](../assets/a.png) ![d](../assets/B%20%C3%BC.png)\n\n[ref]: ../assets/deep/b.svg',
  );
  expect(html).toContain('<img src="/images/a.png" alt="a" title="A">');
  expect(html).toContain('<img src="/images/deep/b.svg" alt="b">');
  expect(html).toContain('<img src="/images/B ü.png" alt="d">');
});

test('what could run does not pass', () => {
  expect(render('[a](javascript:alert)')).toBe('<p>a</p>');
});
