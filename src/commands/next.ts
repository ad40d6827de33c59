import { formatDiagnostic } from '#core/diagnostics/format-diagnostics.ts';
import { formatNext } from '#core/exports/format-work.ts';
import { listWork, workOf } from '#core/views/work/list-work.ts';
import type { ExitCode, Io, Values } from './command.ts';
import { loadBook } from './loading/load-book.ts';
import { bookOptions, hasErrors, parseChoice, printFaults } from './options.ts';
import { requirePerson } from './writing/need.ts';

export const usage = `Usage: npm run next -- [options]

Prints the one thing to do now, with the command for it: a fault of the book first, then what is overdue, unanswered
or soon due.

  --person PERSON     what this person can do, by id in people.yaml
  --format FORMAT     text or json (text)
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
  const chosen = parseChoice('--format', format, ['text', 'json']);
  const { book, diagnostics } = await loadBook({ content, asOf }, io);
  if (!book) return printFaults(diagnostics, io);
  const fault = diagnostics.find(
    ({ severity, code }) => severity === 'error' && code !== 'policy/review-overdue',
  );
  if (fault && person === undefined && chosen === 'text') {
    io.stdout(`Correct this fault:\n${formatDiagnostic(fault)}\n`);
    return hasErrors(diagnostics) ? 1 : 0;
  }
  const all = listWork(book);
  const work = person === undefined ? all : workOf(all, requirePerson(person, book.people));
  io.stdout(`${formatNext(work, book, chosen)}\n`);
  return 0;
}
