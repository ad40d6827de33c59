import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Book, JudgedChange } from '#core/model/book.ts';
import { loadBook } from '../../../scripts/load-book.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/books/verdicts');
const short: Readonly<Record<string, string>> = {
  'change/record-fields': 'fields',
  'not-applicable': 'n/a',
};

interface Expectation {
  readonly change: string;
  readonly verdicts: string;
  readonly why: string;
}

/** The comments above each commit: what it is, and what its verdicts have to be. */
function readExpectations(): Expectation[] {
  const text = readFileSync(path.join(folder, 'histories/platform/2026.yaml'), 'utf8');
  return [...text.matchAll(/^# (.+)\n# expect (\S+): (.+)$/gm)].map(
    ([, why = '', change = '', verdicts = '']) => ({ why, change, verdicts }),
  );
}

function describeVerdicts({ verdicts }: JudgedChange): string {
  return verdicts
    .map(({ rule, outcome }) => {
      const name = short[rule] ?? rule.replace('change/', '');
      return `${name} ${short[outcome] ?? outcome}`;
    })
    .join(', ');
}

let book: Book;

function change(id: string): JudgedChange {
  const found = book.changes.find(({ record }) => record.id === id);
  if (!found) throw new Error(`There is no change ${id}.`);
  return found;
}

beforeAll(async () => {
  const loaded = await loadBook({ content: folder, asOf: undefined });
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!loaded.book) throw new Error('The fixture has faults.');
  book = loaded.book;
});

const expectations = readExpectations();

test('every commit of the fixture states its verdicts', () => {
  expect(expectations.map((one) => one.change).sort()).toEqual(
    book.changes
      .filter(({ record }) => record.repository)
      .map(({ record }) => record.id)
      .sort(),
  );
});

test.for(expectations.map((one) => [one.change, one.why, one] as const))(
  '%s: %s',
  ([id, , { verdicts }]) => {
    expect(describeVerdicts(change(id)).split(', ').sort()).toEqual(verdicts.split(', ').sort());
  },
);

test('with and without its approval a change differs in one verdict, which names the clause', () => {
  const withApproval = change('platform-102').verdicts;
  const without = change('platform-103').verdicts;
  const differing = without.filter(
    ({ outcome }, index) => outcome !== withApproval[index]?.outcome,
  );
  expect(differing).toMatchObject([
    {
      rule: 'change/approvals',
      outcome: 'fail',
      policy: 'change-management',
      version: '1.0',
      clause: '4.b',
    },
  ]);
});

test('a verdict says who approved and why somebody does not count', () => {
  const statement = (id: string) =>
    change(id).verdicts.find(({ rule }) => rule === 'change/approvals')?.statement;
  expect(statement('platform-113')).toBe('Approved by Ada Finch (merged).');
  expect(statement('platform-102')).toBe('Approved by Ada Finch (stated).');
  expect(statement('platform-106')).toContain('Ada F. is an author of the change');
  expect(statement('platform-109')).toContain('Gil Guest is not in people.yaml');
  expect(statement('platform-110')).toContain('Cleo Marsh held no role on that day');
  expect(statement('platform-111')).toContain('Robo is a bot');
  expect(statement('platform-123')).toContain('none for Executive');
});

test('a change made outside git is judged by the same rules', () => {
  expect(describeVerdicts(change('edge-dns-2026-03-02'))).toBe(
    'type pass, fields pass, approvals pass, separation pass, retrospective n/a',
  );
});

test('the sum of records and exclusions is the number of commits', () => {
  const [population] = book.populations;
  expect(population?.commits).toBe(expectations.length);
  expect(population?.records).toBe(expectations.length);
});
