import type { Column, Value } from '../views/table.ts';

/**
 * Where a spreadsheet begins a cell: at the start, and after what separates cells in some country, a quote included.
 * The sign that makes a formula of it follows, wide forms included.
 */
const formulaStart = /(^|[;\t\r\n|])([\s"']*)(?=[=+\-@＝＋－＠])/g;
const needsQuotes = /[",;\r\n]/;
/** A NUL ends a text in some programs, and other control signs are shown by none. */
 
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/**
 * The columns with a key as CSV (RFC 4180). An apostrophe keeps spreadsheets from running a text as a formula, also
 * where they separate cells by semicolons.
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
  const visible = cell.replaceAll(controls, '\u{fffd}');
  const text = visible.replaceAll(formulaStart, "$1$2'");
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
