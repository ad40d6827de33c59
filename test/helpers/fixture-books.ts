import path from 'node:path';
import { judgeChange } from '#core/rules/judge-change.ts';
import type { Book, JudgedChange } from '#core/model/book.ts';
import type { Verdict } from '#core/model/verdict.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import { describeOutcome } from './expected-verdicts.ts';
import { io } from './command.ts';

/** The books whose commits state their verdicts above them. */
export const fixtureBooks = ['verdicts', 'ai', 'windows'] as const;
export type FixtureBook = (typeof fixtureBooks)[number];

const books = path.join(import.meta.dirname, '../fixtures/books');

export function folderOf(name: FixtureBook): string {
  return path.join(books, name);
}

/** Where the words of all their verdicts stand. */
export const wordsFile = path.join(books, 'words.txt');

/** Reads the books; a fault in one is an error. */
export async function loadFixtureBooks(): Promise<ReadonlyMap<FixtureBook, Book>> {
  const loaded = new Map<FixtureBook, Book>();
  for (const name of fixtureBooks) {
    const { book, diagnostics } = await loadBook({ content: folderOf(name), asOf: undefined }, io);
    const faults = diagnostics.filter(({ severity }) => severity === 'error');
    if (!book || faults.length > 0) throw new Error(JSON.stringify(faults, undefined, 1));
    loaded.set(name, book);
  }
  return loaded;
}

/** Judges the changes of a book once more. */
export function judgeAgain(book: Book): JudgedChange[] {
  const shared = { ...book, answers: book.answers.map(({ value }) => value) };
  return book.changes.map(({ record, judgedBy }) => {
    const policy = book.policies.find(({ id }) => id === judgedBy.policy);
    if (!policy) throw new Error(`${record.id} is judged by no policy.`);
    return judgeChange(record, policy, shared);
  });
}

/** What every rule says, each wording once with the changes of which it is said, in the order of the registry. */
export function listWords(changes: readonly JudgedChange[]): string {
  const said = new Map<string, string[]>();
  for (const { record, verdicts } of changes) {
    for (const verdict of verdicts) {
      const words = wordsOf(verdict);
      said.set(words, [...(said.get(words) ?? []), record.id]);
    }
  }
  const rules = [...new Set(changes.flatMap(({ verdicts }) => verdicts.map(({ rule }) => rule)))];
  const sections = rules.map((rule) => {
    const own = [...said].filter(([words]) => words.startsWith(`${rule} `)).sort();
    return own.map(([words, ids]) => `${words}\n  Of ${listBriefly(ids)}\n`).join('\n');
  });
  return sections.join('\n');
}

function wordsOf(verdict: Verdict): string {
  const { rule, level, clause, version, proof, statement, remedy, answer } = verdict;
  const lines = [
    [rule, describeOutcome(verdict), level, clause ?? 'no clause', version, proof]
      .filter((one) => one !== undefined)
      .join(', ')
      .replace(', ', ' '),
    statement,
    ...(remedy === undefined ? [] : [`Fix: ${remedy}`]),
    ...(answer === undefined ? [] : [`Answered by ${answer.by}`]),
  ];
  return lines.join('\n  ');
}

function listBriefly(ids: readonly string[]): string {
  const shown = ids.slice(0, 8).join(', ');
  return ids.length > 8 ? `${shown} and ${ids.length - 8} more` : shown;
}
