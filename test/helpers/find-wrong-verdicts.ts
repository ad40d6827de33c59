import { readFileSync } from 'node:fs';
import type { Book } from '#core/model/book.ts';
import { describeVerdicts, readExpectations } from './expected-verdicts.ts';
import {
  folderOf,
  judgeAgain,
  listMessages,
  wordsFile,
  type FixtureBook,
} from './fixture-books.ts';

/**
 * Gives a function that judges the fixture books once more and says whether anything differs from what stands beside
 * their commits or from the words of their verdicts. Reads the disk only when it is made, so that it can be asked often.
 */
export function createVerdictCheck(books: ReadonlyMap<FixtureBook, Book>): () => boolean {
  const expectations = [...books.keys()].flatMap((name) => readExpectations(folderOf(name)));
  const expected = new Map(expectations.map(({ change, verdicts }) => [change, verdicts.join()]));
  const words = readFileSync(wordsFile, 'utf8');
  return () => {
    const changes = [...books.values()].flatMap(judgeAgain);
    const asStated = changes.every(
      (one) => describeVerdicts(one).join() === expected.get(one.record.id),
    );
    return asStated && listMessages(changes) === words;
  };
}
