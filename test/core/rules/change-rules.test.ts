import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Book, JudgedChange } from '#core/model/book.ts';
import type { Verdict } from '#core/model/verdict.ts';
import { changeRules } from '#core/rules/index.ts';
import type { ChangeRule } from '#core/rules/rule.ts';
import {
  describeOutcome,
  describeVerdicts,
  readExpectations,
} from '../../helpers/expected-verdicts.ts';
import {
  fixtureBooks,
  folderOf,
  listMessages,
  loadFixtureBooks,
  wordsFile,
  type FixtureBook,
} from '../../helpers/fixture-books.ts';
import { judgeScenario, scenarios } from './judged-scenario.ts';

const expectations = fixtureBooks.flatMap((name) =>
  readExpectations(folderOf(name)).map((one) => ({ ...one, book: name })),
);

let loaded: ReadonlyMap<FixtureBook, Book>;

function bookOf(name: FixtureBook): Book {
  const book = loaded.get(name);
  if (!book) throw new Error(`The book ${name} is not read.`);
  return book;
}

function change(id: string, name: FixtureBook = 'verdicts'): JudgedChange {
  const found = bookOf(name).changes.find(({ record }) => record.id === id);
  if (!found) throw new Error(`There is no change ${id}.`);
  return found;
}

beforeAll(async () => {
  loaded = await loadFixtureBooks();
});

test.for(fixtureBooks)('every change of the book %s states its verdicts', (name) => {
  const stated = expectations.filter(({ book }) => book === name).map((one) => one.change);
  const ids = bookOf(name).changes.map(({ record }) => record.id);
  expect(stated.sort()).toEqual(ids.sort());
});

test.for(expectations.map((one) => [one.change, one.why, one] as const))(
  '%s: %s',
  ([id, , { book, verdicts }]) => {
    expect(describeVerdicts(change(id, book))).toEqual(verdicts);
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
  expect(statement('platform-110')).toContain('Cleo Marsh had no role on that day');
  expect(statement('platform-111')).toContain('Robo is a bot');
  expect(statement('platform-123')).toContain('none for Executive');
});

test('the sum of records and exclusions is the number of commits', () => {
  const [population] = bookOf('verdicts').populations;
  const inGit = bookOf('verdicts').changes.filter(({ record }) => record.commit !== undefined);
  expect(population?.commits).toBe(inGit.length);
  expect(population?.records).toBe(inGit.length);
});

/** Every outcome that a rule can have, by its messages. */
function possibleOutcomes({ code, messages }: ChangeRule): string[] {
  const own = Object.values(messages).flatMap((one) =>
    typeof one === 'string' ? [] : one.outcome,
  );
  // Type and title depend on nothing else. Every other rule is unknown for a change without a type of the policy, or while its record may be completed.
  const shared = ['change/type', 'change/title'].includes(code) ? [] : ['unknown'];
  return [...new Set([...own, ...shared])].map((outcome) => `${code} ${outcome}`);
}

test('every rule has a fixture for each outcome that its messages have', () => {
  const given = fixtureBooks.flatMap((name) =>
    bookOf(name)
      .changes.filter(({ judgedBy }) => judgedBy.kind === 'version')
      .flatMap(({ verdicts }) => verdicts.map(({ rule, outcome }) => `${rule} ${outcome}`)),
  );
  const missing = changeRules.flatMap(possibleOutcomes).filter((one) => !given.includes(one));
  expect(missing).toEqual([]);
});

test('no generated change gets an outcome that the messages of its rule do not have', () => {
  const possible = new Set(changeRules.flatMap(possibleOutcomes));
  const given = fc
    .sample(scenarios, { numRuns: 1000, seed: 11 })
    .flatMap((scenario) => Object.entries(judgeScenario(scenario)))
    .map(([rule, outcome]) => `${rule} ${outcome}`);
  expect([...new Set(given)].filter((one) => !possible.has(one))).toEqual([]);
});

test.for(['trailers', 'tests', 'staging', 'review-state', 'window', 'retention'])(
  '%s has a fixture whose failure is advice',
  (name) => {
    const verdicts = [...loaded.values()]
      .flatMap(({ changes }) => changes.flatMap((one) => one.verdicts))
      .filter(({ rule }) => rule === `change/${name}`);
    expect(verdicts.map(describeOutcome)).toContain('advice');
  },
);

test('every message of the rules is what was read and agreed to', async () => {
  const changes = fixtureBooks.flatMap((name) => bookOf(name).changes);
  await expect(listMessages(changes)).toMatchFileSnapshot(wordsFile);
});

test('each verdict that fails or is unknown says how to mend it', () => {
  for (const { verdicts } of fixtureBooks.flatMap((name) => bookOf(name).changes)) {
    for (const { outcome, remedy, statement } of verdicts) {
      expect(statement).toMatch(/\.$/);
      if (outcome === 'fail' || outcome === 'unknown') expect(remedy).toBeTruthy();
    }
  }
});

test('the same change on the day before a version and on its day is judged by one and by the other', () => {
  const [before, after] = [change('assistant-301', 'ai'), change('assistant-302', 'ai')];
  expect(before.judgedBy).toMatchObject({ version: '1.1' });
  expect(after.judgedBy).toMatchObject({ version: '1.2' });
  expect(before.record.title).toBe(after.record.title);
  const failed = ({ verdicts }: JudgedChange) =>
    verdicts
      .filter(({ outcome }) => outcome === 'fail')
      .map(({ rule, version, clause }) => `${rule} ${version} ${clause ?? ''}`);
  expect(failed(before)).toEqual([]);
  expect(failed(after)).toEqual([
    'change/category 1.2 10.1',
    'change/record-fields 1.2 10.1',
    'change/sign-off 1.2 10.1',
  ]);
});

function verdict(id: string, name: FixtureBook, rule: string): Verdict {
  const found = change(id, name).verdicts.find((one) => one.rule === `change/${rule}`);
  if (!found) throw new Error(`${id} has no verdict by ${rule}.`);
  return found;
}

test('a sign-off says who stood in for whom, and where nobody could', () => {
  expect(verdict('assistant-306', 'ai', 'sign-off').statement).toBe(
    'Signed off by Leo Brandt (CISO) as deputy, because no holder of the role CTO is independent of it.',
  );
  const alone = verdict('assistant-308', 'ai', 'sign-off');
  expect(alone.statement).toContain('so no independent approval was possible');
  expect(alone.remedy).toContain('a second reading within 30 days');
});

test('a window says the time in its own zone, and why not', () => {
  expect(verdict('shop-407', 'windows', 'window').statement).toBe(
    'Deployed on Friday 6 March 2026, 15:00 (America/Chicago): the policy avoids "fri 15:00-".',
  );
  expect(verdict('shop-428', 'windows', 'window').statement).toContain('is a holiday');
});
