import path from 'node:path';
import { approvalMessages } from '#core/rules/facts/approvals.ts';
import { completionMessages } from '#core/rules/facts/completion.ts';
import { declaredMessages } from '#core/rules/facts/declared.ts';
import { headMessages } from '#core/rules/facts/heads.ts';
import { peopleMessages } from '#core/rules/facts/people.ts';
import { changeRules, documentRules } from '#core/rules/index.ts';
import { judgeChange, judgingMessages } from '#core/rules/judge-change.ts';
import type { ChangeMessage } from '#core/rules/message.ts';
import { judgeDocumentExample } from '#core/explain/run-example.ts';
import type { Book, JudgedChange } from '#core/model/book.ts';
import type { Verdict } from '#core/model/verdict.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import { describeOutcome } from './expected-verdicts.ts';
import { io } from './command.ts';

/** The books whose commits state their verdicts above them. */
export const fixtureBooks = ['verdicts', 'ai', 'windows', 'checks'] as const;
export type FixtureBook = (typeof fixtureBooks)[number];

const books = path.join(import.meta.dirname, '../fixtures/books');

export function folderOf(name: FixtureBook): string {
  return path.join(books, name);
}

/** The file that lists all messages. */
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

type Messages = Readonly<
  Record<string, string | (Pick<ChangeMessage, 'statement'> & Partial<ChangeMessage>)>
>;

/** The messages that several rules share, by the part of the rules that states them. */
const shared: Readonly<Record<string, Messages>> = {
  declared: declaredMessages,
  heads: headMessages,
  people: peopleMessages,
  approvals: approvalMessages,
  completion: completionMessages,
  judging: judgingMessages,
};

/**
 * Every message of every rule on one line: as a change of some books or the bad example of its rule has it, or with its
 * facts in braces where none has it.
 */
export function listMessages(changes: readonly JudgedChange[]): string {
  const verdicts = changes.flatMap((change) => change.verdicts);
  const onChanges = changeRules.flatMap(({ code, messages }) => {
    const own = verdicts.filter(({ rule }) => rule === code);
    return listChangeMessages(code, messages, own);
  });
  const onParts = Object.entries(shared).flatMap(([part, messages]) =>
    listChangeMessages(part, messages, verdicts),
  );
  const onDocuments = documentRules.flatMap(({ code, messages, example }) => {
    const { diagnostics } = judgeDocumentExample(example, 'bad');
    const own = diagnostics.filter((one) => one.code === code);
    return Object.entries(messages).map(([id, message]) => {
      const [problem, remedy] = [patternOf(message.problem), patternOf(message.remedy)];
      const given =
        own.find((one) => problem.test(one.problem) && remedy.test(one.remedy)) ?? message;
      return `${code} ${id}: ${given.problem} Fix: ${given.remedy}`;
    });
  });
  return `${[...onChanges, ...onParts, ...onDocuments].join('\n')}\n`;
}

function listChangeMessages(
  code: string,
  messages: Messages,
  verdicts: readonly Verdict[],
): string[] {
  return Object.entries(messages).map(([id, message]) => {
    if (typeof message === 'string') {
      const found = findText(
        message,
        verdicts.flatMap(({ statement, remedy }) => [statement, remedy ?? '']),
      );
      return `${code} ${id}: ${found ?? message}`;
    }
    const [pattern, fix] = [patternOf(message.statement), patternOf(message.remedy ?? '')];
    const given = verdicts.find(
      ({ outcome, statement, remedy = '' }) =>
        (message.outcome === undefined || outcome === message.outcome) &&
        pattern.test(statement) &&
        fix.test(remedy),
    );
    const { statement, remedy } = { ...message, ...given };
    const outcome =
      message.outcome === undefined
        ? ''
        : `, ${describeOutcome({ level: 'must', outcome: message.outcome })}`;
    return `${code} ${id}${outcome}: ${statement}${remedy === undefined ? '' : ` Fix: ${remedy}`}`;
  });
}

/** Matches a message with any facts. */
function patternOf(text: string): RegExp {
  return new RegExp(RegExp.escape(text).replaceAll(/\\\{[^}]*?\\\}/g, '.*'));
}

/** The part of the first text that is a message with facts in it. */
function findText(message: string, texts: readonly string[]): string | undefined {
  const pattern = patternOf(message);
  return texts.map((text) => pattern.exec(text)?.[0]).find((one) => one !== undefined);
}
