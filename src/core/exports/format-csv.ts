import type { Column, Value } from '../views/table.ts';

/** First characters by which a spreadsheet takes a text for a formula, wide forms included. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;
const needsQuotes = /[",\r\n]/;

/** The columns with a key as CSV (RFC 4180). An apostrophe keeps spreadsheets from running a text as a formula. */
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
