import { expect, test } from 'vitest';
import type { Book } from '#core/model/book.ts';
import { countsInWords, registerByMonth, registerByRepository } from '#core/views/register.ts';
import { partTitle, registerTotals } from '#core/views/register-words.ts';
import { day, judgeGood } from '../../helpers/book.ts';
import { answer, judgedChange, verdictOf } from './judged-change.ts';

const fail = verdictOf({ outcome: 'fail' });
const changes = [
  judgedChange([fail], { id: 'a', day: day('2026-05-03') }),
  judgedChange([verdictOf()], { id: 'b', day: day('2026-05-01') }),
  judgedChange([{ ...fail, answer }], { id: 'c', day: day('2026-04-30') }),
  judgedChange([verdictOf({ outcome: 'unknown' })], { id: 'd', day: day('2026-04-02') }),
];
const book: Book = { ...judgeGood({}), changes };

test('groups the changes by the month of their day, newest first, and counts them', () => {
  const months = registerByMonth(book);
  expect(
    months.map(({ key, changes: part }) => [key, part.map(({ record }) => record.id)]),
  ).toEqual([
    ['2026-05', ['a', 'b']],
    ['2026-04', ['c', 'd']],
  ]);
  expect(months.map(({ counts }) => countsInWords(counts))).toEqual([
    '2 changes, 1 deviation, 0 unknown',
    '2 changes, 0 deviations, 1 answered, 1 unknown',
  ]);
});

test('shows a repository without changes, and changes outside git apart', () => {
  const { repository: _, ...outside } = judgedChange([], { id: 'dns-1' }).record;
  const parts = registerByRepository({
    ...book,
    changes: [{ ...judgedChange([]), record: outside }],
  });
  expect(parts.map(({ key, changes: part }) => [key, part.length])).toEqual([['outside-git', 1]]);
});

test('says what the totals leave out', () => {
  const exclusions = (['before-adoption', 'before-adoption', 'empty'] as const).map((code) => ({
    commit: 'f00',
    code,
    reason: '',
  }));
  const population = { repository: 'platform', branch: 'main', commits: 7, records: 4, exclusions };
  expect(registerTotals({ ...book, populations: [population] })).toBe(
    '4 changes, 1 deviation, 1 answered, 1 unknown; 2 before adoption not judged, 1 without content left out',
  );
  expect(registerTotals(book)).toBe('4 changes, 1 deviation, 1 answered, 1 unknown');
});

test('titles a part of the register', () => {
  expect(['2026-03', 'platform', 'outside-git'].map(partTitle)).toEqual([
    'March 2026',
    'platform',
    'Outside git',
  ]);
});
