import { expect, test } from 'vitest';
import { element, formatContent, link, plainText, under } from '#core/views/content.ts';
import { pickColumns, tableContent, type Column } from '#core/views/table.ts';

const base = (path: string) => `/base${path}`;
const hostile = `<img src=x onerror="a()"> & 'b'`;

test('escapes every text and every attribute', () => {
  const content = [link(`/a/?${hostile}`, hostile), element('p', { title: hostile }, [hostile, 7])];
  const html = formatContent(content, base);
  expect(html.replaceAll(/<\/?(?:a|p)(?: (?:href|title)="[^"<>]*")?>/g, '')).not.toMatch(/[<>"]/);
  expect(html).toContain('&lt;img src=x onerror=&quot;a()&quot;&gt; &amp; ');
});

test('puts the base of the site before its paths alone', () => {
  expect(formatContent(link('/policies/', 'All'), base)).toBe('<a href="/base/policies/">All</a>');
  expect(formatContent(link('#4.b', '4.b'), base)).toBe('<a href="#4.b">4.b</a>');
});

test('prints nothing for what is absent', () => {
  expect(formatContent([undefined, under(''), under(undefined)], base)).toBe('');
  expect(formatContent(element('p', { id: undefined, title: '' }, 0), base)).toBe(
    '<p title="">0</p>',
  );
});

test('has the text without its markup', () => {
  expect(plainText(['a ', link('/b/', ['b', 1]), undefined])).toBe('a b1');
});

interface Row {
  readonly name: string;
  readonly count: number;
}

const columns: readonly Column<Row>[] = [
  { key: 'code', value: ({ name }) => name.toLowerCase() },
  { key: 'name', value: ({ name }) => name, label: 'Name', isHead: true },
  { key: 'count', value: ({ count }) => count, label: 'Count', style: 'count', narrow: 'count' },
];

test('shows the columns that have a heading, each row under a row header', () => {
  const table = tableContent(columns, [{ name: 'A', count: 2 }], {
    caption: 'Names',
    rowOf: ({ name }) => ({ id: name }),
  });
  expect(formatContent(table, base)).toBe(
    '<table class="rows"><caption class="hidden">Names</caption><thead><tr><th scope="col">Name</th><th scope="col" class="count">Count</th></tr></thead><tbody><tr id="A"><th scope="row">A</th><td class="count" data-label="count">2</td></tr></tbody></table>',
  );
});

test('says why a list is empty', () => {
  const table = tableContent(columns, [], { caption: 'Names', empty: 'There are no names.' });
  expect(formatContent(table, base)).toBe('<p class="empty">There are no names.</p>');
});

test('picks columns by their names, and refuses a name that no column has', () => {
  expect(pickColumns(columns, 'count', 'code').map(({ key }) => key)).toEqual(['count', 'code']);
  expect(() => pickColumns(columns, 'age')).toThrow('age');
});
