import type { Column, Value } from '../views/table.ts';

const formulaSign = /[=+\-@＝＋－＠﹦﹢﹣﹫]/u;
// Signs that divide cells, and those that a spreadsheet passes over before a formula.
const between = /[;|"'\s\u0000-\u001f\u200b-\u200f\u2060\ufeff]+/gu;
/** A NUL ends a text in some programs, and other control signs are shown by none. */
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const needsQuotes = /[",;\t\r\n]/;

/**
 * The columns with a key as CSV (RFC 4180). An apostrophe keeps spreadsheets of every locale from running a text,
 * or a part of it, as a formula.
 */
export function formatCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const printed = columns.filter(({ key }) => key !== undefined);
  const lines = [
    printed.map(({ key }) => key),
    ...rows.map((row) => printed.map(({ value }) => value?.(row))),
  ];
  return lines.map((line) => `${line.map(formatCell).join(',')}\r\n`).join('');
}

/**
 * A text with an apostrophe before each sign that begins a formula where some spreadsheet begins a cell: at its start and,
 * in locales that divide cells by semicolons or tabs and then take quotation marks as letters, after each of them and in
 * each new line.
 */
function protect(text: string): string {
  const safe = text.replaceAll(between, (run: string, place: number) => {
    const isStart = place === 0 || /[;|\t\r\n]/.test(run);
    return isStart && formulaSign.test(text.charAt(place + run.length)) ? `${run}'` : run;
  });
  return /^[\t\r\n]/.test(safe) || formulaSign.test(safe.charAt(0)) ? `'${safe}` : safe;
}

function formatCell(cell: Value): string {
  if (cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = protect(cell.replaceAll(controls, '\u{fffd}'));
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
