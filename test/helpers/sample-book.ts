import type { Book } from '#core/model/book.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import { io } from './command.ts';

/** The sample book, judged. */
export async function loadSample(): Promise<Book> {
  const { book, diagnostics } = await loadBook({ content: 'content', asOf: undefined }, io);
  if (!book) throw new Error(JSON.stringify(diagnostics, undefined, 1));
  return book;
}
