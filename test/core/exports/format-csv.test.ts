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

test.for(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '－1'])(
  'no spreadsheet runs %j',
  (text) => {
    const [, line = ''] = csvOf(['a'], [[text]]).split(/^a\r\n/);
    expect(line.replace(/^"/, '').startsWith(`'${text}`)).toBe(true);
  },
);

test('numbers stay numbers', () => {
  expect(csvOf(['a', 'b', 'c'], [[-1.5, 0, true]])).toBe('a,b,c\r\n-1.5,0,true\r\n');
});
