import { parquetWriteBuffer } from 'hyparquet-writer';
import { changeColumns } from '../views/register/change-table.ts';
import type { Column } from '../views/table.ts';
import { changesOf } from './period-population.ts';
import type { PackFile, PackOrder } from './pack.ts';

/** The records of a period for programs that count: the columns of records.csv, with names that SQL takes as they are. */
export function* parquetFiles(order: PackOrder): Iterable<PackFile> {
  yield {
    path: 'records.parquet',
    bytes: formatParquet(changeColumns(order.book), changesOf(order), ['pull request']),
  };
}

/** The columns with a key as Parquet. Those in `numbers` are 32-bit integers, and all else is text; what is missing is null. */
export function formatParquet<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  numbers: readonly string[],
): Uint8Array {
  const columnData = columns.flatMap(({ key, value }) => {
    if (key === undefined) return [];
    const values = rows.map((row) => value?.(row) ?? null);
    const isNumber = numbers.includes(key);
    return [
      {
        name: key.replaceAll(' ', '_'),
        type: isNumber ? ('INT32' as const) : ('STRING' as const),
        nullable: true,
        data: isNumber ? values : values.map((one) => one?.toString() ?? null),
      },
    ];
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
