import { watch } from 'node:fs';
import path from 'node:path';
import { dev } from 'astro';
import { formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { configureAstro } from '#astro/configure-astro.ts';
import { baseOf } from '#astro/build-edition.ts';
import { handOver } from '#astro/edition.ts';
import { bookOptions, engineRoot, loadBook, workFolder, type LoadedBook } from './load-book.ts';
import { runCommand } from './run-command.ts';

await runCommand({
  usage: `Usage: npm run dev -- [options]

Shows the internal edition and reloads it when a file of the book changes. Overdue reviews are shown.

  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day to judge it on (today; a sample pins its own)
  --port NUMBER       (4321)`,
  options: { ...bookOptions, port: { type: 'string', default: '4321' } },

  async run({ content, 'as-of': asOf, port }) {
    const load = () => loadBook({ content, asOf, gates: { overdueReview: 'show' } });
    const first = await load();
    report(first);
    if (!first.book) return 1;

    const work = path.join(workFolder, 'dev');
    const { url } = first.book.settings.editions.internal;
    const base = baseOf(url);
    const stage = path.join(work, 'stage');
    const restage = ({ book, root }: LoadedBook) => {
      if (book) handOver({ name: 'internal', book, stage, base, root });
    };
    restage(first);
    configureAstro({
      name: 'internal',
      url,
      base,
      out: path.join(work, 'site'),
      cache: path.join(work, 'cache'),
    });
    await dev({ root: engineRoot, server: { port: Number(port) }, logLevel: 'warn' });
    process.stdout.write(`Reading ${content} at http://localhost:${port}${base}\n`);
    watchFolder(path.resolve(content), async () => {
      const loaded = await load();
      report(loaded);
      restage(loaded);
    });
    return 0;
  },
});

function report({ diagnostics }: LoadedBook): void {
  if (diagnostics.length > 0) process.stderr.write(`${formatDiagnostics(diagnostics)}\n\n`);
}

/** Runs the action once for a burst of changes, and never twice at a time. */
function watchFolder(folder: string, action: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(action).catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      });
    }, 40);
  });
}
