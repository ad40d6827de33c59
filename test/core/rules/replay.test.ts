import { beforeAll, expect, test } from 'vitest';
import path from 'node:path';
import { formatReplay } from '#core/exports/format-replay.ts';
import type { Book } from '#core/model/book.ts';
import type { PolicyVersion } from '#core/model/policy.ts';
import { parsePolicy } from '#core/parse/parse-policy.ts';
import { replayChanges } from '#core/rules/replay.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import { day } from '../../helpers/book.ts';
import { io } from '../../helpers/command.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/books/verdicts');
let book: Book;

beforeAll(async () => {
  const loaded = await loadBook({ content: folder, asOf: undefined }, io);
  if (!loaded.book) throw new Error('The fixture has faults.');
  book = loaded.book;
});

function draft(edit: (text: string) => string): PolicyVersion {
  const { source } = book.policies[0]!.current;
  const { version } = parsePolicy(
    'change-management',
    { ...source, text: edit(source.text) },
    true,
  );
  return version!;
}

test('the same text as the draft judges nothing otherwise', () => {
  const { before, differences } = replayChanges(
    book,
    draft((text) => text),
    day('2026-03-01'),
  );
  expect(before.length).toBeGreaterThan(5);
  expect([...differences]).toEqual([]);
});

test('a second approval shows each change that had one, by rule, with both verdicts', () => {
  const stricter = draft((text) =>
    text.replace("normal: { clause: '3.b', approvals: 1", "normal: { clause: '3.b', approvals: 2"),
  );
  const { differences, before } = replayChanges(book, stricter, day('2026-03-01'));
  expect([...differences.keys()]).toEqual(['change/approvals']);
  const list = differences.get('change/approvals') ?? [];
  const passed = before.filter(
    ({ record, verdicts }) =>
      record.fields.type?.value === 'normal' &&
      verdicts.some(({ rule, outcome }) => rule === 'change/approvals' && outcome === 'pass'),
  );
  expect(list.map(({ change }) => change).sort()).toEqual(
    passed.map(({ record }) => record.id).sort(),
  );
  expect(new Set(list.map((one) => `${one.before?.outcome} to ${one.after?.outcome}`))).toEqual(
    new Set(['pass to fail']),
  );
});

test('only changes from the first day on are judged again', () => {
  const { before } = replayChanges(
    book,
    draft((text) => text),
    day('2026-03-10'),
  );
  expect(before.length).toBeGreaterThan(0);
  expect(before.every(({ record }) => record.day >= '2026-03-10')).toBe(true);
});

test('a day after the last change says so instead of saying that nothing differs', () => {
  const replay = replayChanges(
    book,
    draft((text) => text),
    day('2026-05-30'),
  );
  expect(formatReplay(replay)).toContain('No change was merged since that day');
});

test('a should instead of a must is a difference, though both fail', () => {
  const softer = draft((text) =>
    text.replace('approverIsNotAuthor: must', 'approverIsNotAuthor: should'),
  );
  const list =
    replayChanges(book, softer, day('2026-02-01')).differences.get('change/separation') ?? [];
  const failing = list.filter(({ before }) => before?.outcome === 'fail');
  expect(failing.length).toBeGreaterThan(0);
  expect(failing[0]?.after).toMatchObject({ outcome: 'fail', level: 'should' });
});
