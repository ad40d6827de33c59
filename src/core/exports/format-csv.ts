export type Cell = string | number | boolean | undefined;

/** First characters by which a spreadsheet takes a text for a formula, wide forms included. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;
const needsQuotes = /[",\r\n]/;

/**
 * A table as RFC 4180 has it: a header, CRLF after every line, quotes where they are needed. A text that a spreadsheet
 * would run as a formula is preceded by an apostrophe; numbers stay numbers.
 */
export function formatCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(formatCell).join(',')}\r\n`).join('');
}

function formatCell(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = formulaStart.test(cell) ? `'${cell}` : cell;
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
