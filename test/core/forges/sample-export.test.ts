import path from 'node:path';
import { expect, test } from 'vitest';
import { loadBook } from '#commands/loading/load-book.ts';
import { io } from '../../helpers/command.ts';

const content = path.join(import.meta.dirname, '../../../content');

test("the sample's exports join all their pull requests and contradict nothing", async () => {
  const { book, diagnostics } = await loadBook({ content, asOf: undefined }, io);
  const joined = book?.changes.flatMap(({ record }) => (record.review ? [record] : [])) ?? [];
  const spring = joined.filter(({ day }) => day < '2026-08-01');
  expect(spring.map(({ id }) => id).sort()).toEqual(
    [1028, 1037, 1042, 1052, 1062, 1079].map((number) => `platform-${number}`),
  );
  const since = book?.changes.flatMap(({ record: { id, day, pullRequest } }) =>
    day >= '2026-08-01' && pullRequest !== undefined ? [id] : [],
  );
  expect(joined.flatMap(({ id, day }) => (day < '2026-08-01' ? [] : [id]))).toEqual(since);
  expect(since?.length).toBeGreaterThan(50);
  expect(diagnostics.filter(({ code }) => /^record\/sources|^export\//.test(code))).toEqual([]);
  expect(joined.find(({ id }) => id === 'platform-1062')?.review?.dismissed).toMatchObject([
    { person: 'priya' },
  ]);
  expect(joined.find(({ id }) => id === 'platform-1042')?.approvals).toMatchObject([
    { by: { person: 'priya' }, void: 'it was of an earlier revision' },
  ]);
});
