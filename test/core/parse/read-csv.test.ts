import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from '#core/parse/read-csv.ts';

const cellsOf = (text: string) => readCsv(text).rows.map(({ cells }) => cells);

test.for([
  ['commas', 'a,b\n1,2\n'],
  ['semicolons', 'a;b\n1;2\n'],
  ['tabs', 'a\tb\n1\t2\n'],
  ['bars', 'a|b\n1|2\n'],
  ['a byte order mark and CR LF', '\u{feff}a,b\r\n1,2\r\n'],
  ['the line of a spreadsheet', 'sep=;\r\na;b\r\n1;2'],
  ['quoted cells and spaces', '"a", "b" \n "1","2"'],
  ['empty lines and lines of separators', '\na,b\n\n,\n1,2\n\n'],
  ['CR alone', 'a,b\r1,2\r'],
] as const)('reads a table with %s', ([, text]) => {
  expect(cellsOf(text)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('a quoted cell may have separators, quotation marks and lines, and each record has its line', () => {
  const { rows, badQuotes } = readCsv('a,b\n"x, ""y""\nz",2\n\n3,7" disk\n');
  expect(badQuotes).toEqual([]);
  expect(rows).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['x, "y"\nz', '2'] },
    { line: 5, cells: ['3', '7" disk'] },
  ]);
});

test.for([
  ['letters after the closing mark', 'a,b\n"x"y,2\n3,4\n', [2]],
  ['a mark that nothing closes', 'a,b\n1,2\n"3,4', [3]],
])('names the line of %s, and reads the others', ([, text, lines]) => {
  const { rows, badQuotes } = readCsv(text as string);
  expect(badQuotes).toEqual(lines);
  expect(rows).toHaveLength(2);
});

test('what any writer quotes comes back, by every separator', () => {
  const cell = fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .map((text) => text.replaceAll('\r', ''));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(',', ';', '\t', '|'),
      (rows, separator) => {
        const head = ['p', 'q', 'r'];
        const text = [head, ...rows]
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(separator))
          .join('\r\n');
        const kept = rows.map((row) => row.map((one) => one.trim()));
        const expected = kept.filter((row) => row.some((one) => one !== ''));
        expect(cellsOf(text)).toEqual([head, ...expected]);
      },
    ),
  );
});

test('a long file of marks is read in linear time', () => {
  const started = performance.now();
  readCsv(`a,b\n${'"x"y,2\n'.repeat(50_000)}`);
  readCsv(`a,b\n${'"'.repeat(200_001)}`);
  expect(performance.now() - started).toBeLessThan(2000);
});
