import { formatCsv } from '../exports/format-csv.ts';
import type { Column } from '../views/table.ts';
import type { PackFile } from './pack.ts';

/** A table for spreadsheets. By the mark at its start they read it as UTF-8. */
export function csvFile<Row>(
  path: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): PackFile {
  return { path, bytes: `\u{feff}${formatCsv(columns, rows)}` };
}
