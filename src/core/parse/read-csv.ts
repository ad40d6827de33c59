/** One record of a CSV file with the line on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Csv {
  /** The first record that is not empty, and those after it. */
  readonly rows: readonly CsvRow[];
  /** Lines with a quotation mark that nothing closes, or with letters after the closing one. */
  readonly badQuotes: readonly number[];
}

const separators = [',', ';', '\t', '|'] as const;

/**
 * Reads CSV as spreadsheets of all locales write it (RFC 4180, with commas, semicolons, tabs or bars; with a byte order
 * mark, any line ends and the line `sep=;`). The separator is the one that divides the first line most often.
 */
export function readCsv(text: string): Csv {
  const whole = text.replace('\u{feff}', '').replaceAll(/\r\n?/g, '\n');
  const stated = /^sep=(.)\n/.exec(whole);
  const start = stated ? stated[0].length : 0;
  const separator = stated?.[1] ?? findSeparator(whole);
  const cell = new RegExp(
    `(?:[ ]*"((?:[^"]|"")*)"[ ]*|([^"\\n${RegExp.escape(separator)}][^\\n${RegExp.escape(separator)}]*|))(${RegExp.escape(separator)}|\\n|$)`,
    'y',
  );
  const rows: CsvRow[] = [];
  const badQuotes: number[] = [];
  let line = stated ? 2 : 1;
  let begun = line;
  let cells: string[] = [];
  for (let place = start; place <= whole.length;) {
    cell.lastIndex = place;
    const found = cell.exec(whole);
    if (!found) {
      badQuotes.push(begun);
      // Goes on with the next line, so that one fault does not hide the others.
      const end = whole.indexOf('\n', place);
      place = end < 0 ? whole.length + 1 : end + 1;
      line += 1;
      begun = line;
      cells = [];
      continue;
    }
    const [all, quoted, plain = '', end] = found;
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    line += (quoted?.match(/\n/g)?.length ?? 0) + (end === '\n' ? 1 : 0);
    place += all.length;
    if (end === separator) continue;
    if (cells.some((one) => one !== '')) rows.push({ line: begun, cells });
    begun = line;
    cells = [];
    if (end === '') break;
  }
  return { rows, badQuotes };
}

function findSeparator(text: string): string {
  const [first = ''] = text.trimStart().split('\n', 1);
  const bare = first.replaceAll(/"[^"]*"/g, '');
  const counted = separators.map((sign) => ({ sign, count: bare.split(sign).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}
