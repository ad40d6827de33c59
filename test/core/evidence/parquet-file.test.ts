import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { formatParquet } from '#core/evidence/parquet-file.ts';
import type { Column } from '#core/views/table.ts';

interface Row {
  readonly change: string;
  readonly title?: string;
  readonly pull?: number;
}

const columns: readonly Column<Row>[] = [
  { key: 'change', value: ({ change }) => change },
  { label: 'Only on pages' },
  { key: 'the title', value: ({ title }) => title },
  { key: 'pull request', value: ({ pull }) => pull },
];
const rows: readonly Row[] = [
  { change: 'shop-1', title: '=1+1; "ä" 🐕\n', pull: 1 },
  { change: 'shop-2', pull: 20_000 },
  { change: 'shop-3', title: '' },
];

async function read(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: bytes.slice().buffer });
}

test('another reader finds every row with its texts, numbers and gaps', async () => {
  expect(await read(formatParquet(columns, rows, ['pull request']))).toEqual([
    { change: 'shop-1', the_title: '=1+1; "ä" 🐕\n', pull_request: 1 },
    { change: 'shop-2', the_title: null, pull_request: 20_000 },
    { change: 'shop-3', the_title: '', pull_request: null },
  ]);
});

test('a column without values and a table without rows keep their names and types', () => {
  const names = (given: readonly Row[]) =>
    parquetMetadata(formatParquet(columns, given, ['pull request']).slice().buffer)
      .schema.slice(1)
      .map(({ name, type }) => `${name} ${type ?? ''}`);
  const expected = ['change BYTE_ARRAY', 'the_title BYTE_ARRAY', 'pull_request INT32'];
  expect(names([])).toEqual(expected);
  expect(names([{ change: 'shop-1' }])).toEqual(expected);
});

test('the same rows have the same bytes', () => {
  expect(formatParquet(columns, rows, ['pull request'])).toEqual(
    formatParquet(columns, rows, ['pull request']),
  );
});
