import { formatSince } from '#core/exports/format-since.ts';
import { changesSince } from '#core/views/work/changes-since.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { loadBook } from './loading/load-book.ts';
import { bookOptions, parseChoice, parseDay, printFaults } from './options.ts';

export const usage = `Usage: npm run since -- YYYY-MM-DD [options]

Prints what happened from a day on: versions that came into force, reviews, deviations and answers.

  --format FORMAT     text or json (text)
  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the last day (today; a sample pins its own)`;

export const options = { ...bookOptions, format: { type: 'string', default: 'text' } } as const;

export const takesWords = true;

export async function run(
  { content, 'as-of': asOf, format }: Values<typeof options>,
  io: Io,
  [word, ...more]: readonly string[],
): Promise<ExitCode> {
  const chosen = parseChoice('--format', format, ['text', 'json']);
  const since = parseDay('The day', word);
  if (since === undefined) throw new UsageError('No day is named, such as 2026-11-01.');
  if (more.length > 0) throw new UsageError(`Name one day; "${more.join(' ')}" is too much.`);
  const { book, diagnostics } = await loadBook({ content, asOf }, io);
  if (!book) return printFaults(diagnostics, io);
  if (since > book.asOf) {
    throw new UsageError(`${since} is after ${book.asOf}, the day on which the book is judged.`);
  }
  io.stdout(`${formatSince(changesSince(book, since), chosen)}\n`);
  return 0;
}
