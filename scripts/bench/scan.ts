import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { buildEdition } from '#astro/run-astro.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import type { Book } from '#core/model/book.ts';
import { workFolder } from '#commands/loading/engine.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import { processIo } from '#commands/run-process.ts';
import { lockFolder } from '#commands/lock-folder.ts';
import { scanEdition } from '#commands/scan-edition.ts';
import type { Bench } from './bench.ts';
import { writeGeneratedBook } from './generated-book.ts';

const policies = 100;

/** Seconds of processor time that a piece of work takes in this process; waits on a busy machine do not count. */
async function timeOf<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  return { result, seconds: (user + system) / 1e6 };
}

/** Builds the public edition of a generated book and scans it, each timed. */
async function measure(internal: Book, folder: string): Promise<{ build: number; scan: number }> {
  const { book: open, diagnostics } = publicBook(internal);
  if (diagnostics.length > 0) throw new Error(diagnostics[0]?.problem ?? '');
  const built = await timeOf(() =>
    buildEdition({ name: 'public', book: open, root: folder, work: path.join(folder, 'work') }),
  );
  const scanned = await timeOf(() => scanEdition({ internal, open, site: built.result }));
  const [leak] = scanned.result.leaks;
  if (leak !== undefined) throw new Error(leak);
  return { build: built.seconds, scan: scanned.seconds };
}

export const scanBench: Bench = {
  name: 'scan',
  async run() {
    await mkdir(workFolder, { recursive: true });
    const folder = await mkdtemp(path.join(workFolder, 'bench-scan-'));
    const unlock = await lockFolder(workFolder);
    try {
      const content = path.join(folder, 'content');
      await writeGeneratedBook({ content, policies });
      const { book, diagnostics } = await loadBook({ content, asOf: undefined }, processIo());
      const error = diagnostics.find(({ severity }) => severity === 'error');
      if (!book || error) throw new Error(error?.problem ?? 'The generated book was not read.');
      const { build, scan } = await measure(book, folder);
      const name = `scan of the public edition of ${policies} policies, to its build`;
      return [{ name, value: scan / build, limit: 0.2, unit: '×' }];
    } finally {
      await unlock();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
