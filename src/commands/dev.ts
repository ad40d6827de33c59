import { watch } from 'node:fs';
import path from 'node:path';
import { formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { serveEdition } from '#astro/run-astro.ts';
import type { ExitCode, Io, Values } from './command.ts';
import { workFolderOf } from './loading/engine.ts';
import { loadBook, type LoadedBook } from './loading/load-book.ts';
import { bookOptions, parsePort } from './options.ts';

export const usage = `Usage: npm run dev -- [options]

Shows the internal edition and reloads it when a file of the book changes. Overdue reviews are shown.

  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day to judge it on (today; a sample pins its own)
  --port NUMBER       (4321)`;

export const options = { ...bookOptions, port: { type: 'string', default: '4321' } } as const;

export async function run(
  { content, 'as-of': asOf, port }: Values<typeof options>,
  io: Io,
): Promise<ExitCode> {
  const wantedPort = parsePort(port);
  const load = () =>
    loadBook({ content, asOf, gates: { overdueReview: 'show', exceptions: [] } }, io);
  const first = await load();
  report(first, io);
  if (!first.book) return 1;

  const { book, root } = first;
  const work = path.join(workFolderOf(root), 'dev');
  const { address, show } = await serveEdition({ name: 'internal', book, root, work }, wantedPort);
  io.stdout(`Reading ${content} at ${address}\n`);
  watchFolder(path.resolve(io.cwd, content), async () => {
    try {
      const loaded = await load();
      report(loaded, io);
      if (loaded.book) await show(loaded.book);
    } catch (error) {
      io.stderr(`${error instanceof Error ? error.message : String(error)}\n`);
    }
  });
  return 0;
}

function report({ diagnostics }: LoadedBook, { stderr }: Io): void {
  if (diagnostics.length > 0) stderr(`${formatDiagnostics(diagnostics)}\n\n`);
}

/** Runs an action that does not throw, once for a burst of changes and never twice at a time. */
function watchFolder(folder: string, action: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(action);
    }, 40);
  });
}
