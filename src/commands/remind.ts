import { formatReminder, reminderFormats } from '#core/exports/format-work.ts';
import { listWork, workOf } from '#core/views/work/list-work.ts';
import type { ExitCode, Io, Values } from './command.ts';
import { loadBook } from './loading/load-book.ts';
import { bookOptions, parseChoice, printFaults } from './options.ts';
import { requirePerson } from './writing/need.ts';

export const usage = `Usage: npm run remind -- [options]

Prints what is overdue, unanswered or soon due, by owner, in the form that a channel takes. Prints nothing where there
is nothing to do. Sends nothing: pipe it to the channel.

  --format FORMAT     ${reminderFormats.join(', ')} (text)
  --person PERSON     what this person can do, by id in people.yaml
  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day to judge it on (today; a sample pins its own)`;

export const options = {
  ...bookOptions,
  person: { type: 'string' },
  format: { type: 'string', default: 'text' },
} as const;

export async function run(
  { content, 'as-of': asOf, person, format }: Values<typeof options>,
  io: Io,
): Promise<ExitCode> {
  const chosen = parseChoice('--format', format, reminderFormats);
  const { book, diagnostics } = await loadBook({ content, asOf }, io);
  if (!book) return printFaults(diagnostics, io);
  const all = listWork(book);
  const work = person === undefined ? all : workOf(all, requirePerson(person, book.people));
  const text = formatReminder(work, book, chosen);
  if (text !== '') io.stdout(`${text}\n`);
  return 0;
}
