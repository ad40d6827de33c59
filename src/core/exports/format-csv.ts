import type { Column, Value } from '../views/table.ts';

/** First characters by which a spreadsheet takes a text for a formula, wide forms included. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;
const needsQuotes = /[",\r\n]/;

/**
 * A list as RFC 4180 has it, with the columns that have a key: a header, CRLF after every line, quotes where they are
 * needed. A text that a spreadsheet would run as a formula is preceded by an apostrophe; numbers stay numbers.
 */
export function formatCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const printed = columns.filter(({ key }) => key !== undefined);
  const lines = [
    printed.map(({ key }) => key),
    ...rows.map((row) => printed.map(({ value }) => value?.(row))),
  ];
  return lines.map((line) => `${line.map(formatCell).join(',')}\r\n`).join('');
}

function formatCell(cell: Value): string {
  if (cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = formulaStart.test(cell) ? `'${cell}` : cell;
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
