import path from 'node:path';
import { shownVersion } from '#core/history/in-force.ts';
import type { Policy } from '#core/model/policy.ts';
import { bookOnDay } from '#core/views/policies/book-on-day.ts';
import { changeDays, daysWithPage } from '#core/views/policies/change-days.ts';
import { documentHead } from '#core/views/policies/document-head.ts';
import { newestVersions } from '#core/views/policies/newest-versions.ts';
import { rowsInForce } from '#core/views/policies/policy-rows.ts';
import { versionPairs } from '#core/views/policies/version-pairs.ts';
import { bandOf, versionRows } from '#core/views/policies/versions.ts';
import { lineInWords, spanLine } from '#core/views/policies/version-spans.ts';
import { retiredOn, waitingOn } from '#core/views/policies/waiting.ts';
import { listOwners } from '#core/views/reviews/owners.ts';
import { reviewTimeline } from '#core/views/reviews/review-timeline.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { day, judgeGood, policyText } from '../../helpers/book.ts';
import { historyOf } from '../../helpers/policy-history.ts';

const fixture = path.join(import.meta.dirname, '../../fixtures/books/standing');
const files = Object.fromEntries(
  readdirSync(fixture, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.\w+$/.test(file))
    .map((file) => [file, readFileSync(path.join(fixture, file), 'utf8')]),
);
const book = judgeGood({ files, asOf: '2026-06-01' });
const { asOf } = book;

function policyOf(id: string): Policy {
  const policy = book.policies.find((one) => one.id === id);
  if (!policy) throw new Error(`The fixture has no policy "${id}".`);
  return policy;
}

test('lists what holds apart from what waits and what has ended', () => {
  expect(rowsInForce(book).map(({ id, version }) => `${id} ${version}`)).toEqual([
    'access-control 1.0',
    'records 1.0',
  ]);
  expect(
    waitingOn(book, asOf).map(({ policy, version, words }) => [policy, version, words]),
  ).toEqual([
    ['access-control', '1.1', 'is approved and in force from 1 August 2026'],
    ['records', '1.1', 'is a draft, planned to be in force from 1 September 2026'],
    ['suppliers', '1.0', 'is a draft, planned to be in force from 1 October 2026'],
  ]);
  expect(retiredOn(book, asOf)).toMatchObject([
    { policy: 'office-equipment', words: 'Retired on 1 April 2026' },
  ]);
});

test('heads a policy with the version in force and with the reviews inForce since', () => {
  const policy = policyOf('access-control');
  const head = documentHead(book, policy, shownVersion(policy, asOf));
  expect(head).toMatchObject({
    version: '1.0',
    standing: 'In force since 5 January 2026, until 31 July 2026',
    review: { on: '2026-05-20' },
    nextReview: '2027-05-20',
  });
});

test('tells of each day what inForce, what waited and what had ended', () => {
  const on = (text: string) => {
    const { inForce, waiting, retired } = bookOnDay(book, day(text));
    return {
      inForce: inForce.map(
        ({ policy, versions }) => `${policy} ${versions.map((one) => one.version).join('|')}`,
      ),
      waiting: waiting.map(({ policy, version }) => `${policy} ${version}`),
      retired: retired.map(({ policy }) => policy),
    };
  };
  expect(on('2026-01-04')).toEqual({ inForce: [], waiting: [], retired: [] });
  expect(on('2026-01-25')).toEqual({
    inForce: ['access-control 1.0', 'office-equipment 1.0'],
    waiting: ['records 1.0'],
    retired: [],
  });
  expect(on('2026-03-28').waiting).toEqual(['office-equipment 1.1']);
  expect(on('2026-04-01')).toEqual({
    inForce: ['access-control 1.0', 'records 1.0'],
    waiting: [],
    retired: ['office-equipment'],
  });
  expect(on('2026-08-01').inForce).toContain('access-control 1.1');
});

test('says that a month leaves a day open', () => {
  const records = (text: string) =>
    bookOnDay(book, day(text)).inForce.find(({ policy }) => policy === 'records');
  expect(records('2026-02-10')?.doubt).toBe(
    'Its date names a month and no day, so the version on this date is not known',
  );
  expect(records('2026-02-28')?.doubt).toBeUndefined();
});

test('lists the days on which what holds changed, and how long it stood so', () => {
  expect(changeDays(book).map(({ day: one, until }) => [one, until])).toEqual([
    ['2026-08-01', undefined],
    ['2026-04-01', '2026-07-31'],
    ['2026-02-28', '2026-03-31'],
    ['2026-02-01', '2026-02-27'],
    ['2026-01-05', '2026-01-31'],
  ]);
});

test('bounds the pages of days by the policies that each would list', () => {
  const many = { policies: Array.from({ length: 10 }, () => policyOf('records')) };
  expect(daysWithPage(many, 20).days.map(({ day: one }) => one)).toEqual([
    '2026-02-28',
    '2026-02-01',
  ]);
  expect(daysWithPage(many, 20).isCut).toBe(false);
  expect(daysWithPage({ policies: [...many.policies, ...many.policies] }, 20)).toMatchObject({
    days: [{ day: '2026-02-28' }],
    isCut: true,
  });
});

test('compares neighbours, and all since the first where there are more than two', () => {
  const pairsOf = (policy: Policy) =>
    versionPairs(policy, asOf).map(({ from, to }) => `${from.version}-${to.version}`);
  expect(pairsOf(policyOf('access-control'))).toEqual(['1.0-1.1']);
  expect(pairsOf(policyOf('suppliers'))).toEqual([]);

  const { current, ...policy } = policyOf('access-control');
  const newest = {
    ...current,
    version: '1.10',
    frontmatter: { ...current.frontmatter, effective: day('2026-05-21') },
  };
  const longer = { ...policy, current: newest, versions: [newest, ...policy.versions] as const };
  expect(pairsOf(longer)).toEqual(['1.1-1.10', '1.0-1.1', '1.0-1.10']);
});

test('rows of versions name who wrote and who approved', () => {
  expect(versionRows(policyOf('access-control'), book)).toMatchObject([
    {
      version: '1.1',
      standing: 'Approved, in force from 1 August 2026',
      isShown: false,
      written: { by: 'Ada Finch', on: '2026-05-18' },
      approved: { by: 'Ben Hollis', on: '2026-05-20' },
      before: '1.0',
      corrections: [],
    },
    { version: '1.0', isShown: true },
  ]);
});

test('tells landing and corrections where git knows them', () => {
  const { current, ...policy } = policyOf('access-control');
  const landed = { commit: 'a'.repeat(40), on: day('2026-05-21') };
  const correction = { ...landed, by: 'Ada Finch', subject: 'Mend a comma' };
  const known = { ...current, landed, corrections: [correction] };
  const [row] = versionRows({ ...policy, current: known, versions: [known] }, book);
  expect(row).toMatchObject({ landed, corrections: [correction] });
});

test('the band over a version that does not hold says so, and names its neighbour', () => {
  const policy = policyOf('access-control');
  expect(bandOf(policy, policy.current, asOf)).toEqual({
    words: 'which is approved and in force from 1 August 2026',
    compared: { from: '1.0', to: '1.1', isLater: false },
  });
  const later = day('2026-09-01');
  const [, old] = policy.versions;
  expect(old && bandOf(policy, old, later)).toEqual({
    words: 'in force 5 January 2026 to 31 July 2026',
    compared: { from: '1.0', to: '1.1', isLater: true },
  });
});

test('draws spans to scale, with what is to come past the day of the book', () => {
  const line = spanLine(policyOf('access-control'), asOf);
  const [first, second] = line?.marks ?? [];
  expect(first).toMatchObject({ start: 0, isShown: true, isToCome: false });
  expect(second).toMatchObject({ start: first?.length, isShown: false, isToCome: true });
  expect((first?.length ?? 0) + (second?.length ?? 0)).toBeCloseTo(100, 1);
  expect(line && lineInWords(line)).toBe('From 5 January 2026 on');

  const past = spanLine(policyOf('records'), asOf);
  expect(past && lineInWords(past)).toBe('From February 2026 to 1 June 2026');
  expect(spanLine(policyOf('suppliers'), asOf)).toBeUndefined();
});

test('puts reviews into their months, and one that is long overdue into the first', () => {
  const { months, rows } = reviewTimeline(book);
  expect([months[0], months.at(-1)]).toEqual(['2025-12', '2027-06']);
  const placesOf = (id: string, of = rows, all = months) =>
    of
      .find(({ policy }) => policy === id)
      ?.cells.flatMap((marks, index) => marks.map(({ words }) => `${all[index] ?? ''} ${words}`));
  expect(placesOf('records')).toEqual([
    '2026-01 Held 20 January 2026',
    '2027-01 Due 20 January 2027',
  ]);
  const late = reviewTimeline({ ...book, asOf: day('2028-03-01') });
  expect(placesOf('records', late.rows, late.months)).toEqual(['2027-09 Due 20 January 2027']);
});

test('lists what each role has to do, and who holds it', () => {
  expect(
    listOwners(book).map(({ role, name, holders, reviews, next }) => [
      role,
      name,
      holders,
      reviews.length,
      next,
    ]),
  ).toEqual([
    ['cto', 'CTO', ['Ada Finch'], 2, '2027-05-20'],
    ['records-manager', 'Records manager', ['Ben Hollis'], 1, '2027-01-20'],
  ]);
});

test('what lands after its effective date holds, and is news, from the day it landed', () => {
  const late = judgeGood({
    files: { 'policies/access-control.mdx': policyText() },
    policyHistory: historyOf('access-control', [
      { at: '2026-02-05T10:00:00Z', text: policyText() },
    ]),
  });
  expect(waitingOn(late, day('2026-01-20')).map(({ words }) => words)).toEqual([
    'is approved and in force from 5 February 2026',
  ]);
  expect(newestVersions(late).map(({ from }) => from)).toEqual(['2026-02-05']);
});
