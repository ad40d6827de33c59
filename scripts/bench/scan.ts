import path from 'node:path';
import { buildEdition } from '#astro/run-astro.ts';
import { scanEdition } from '#commands/scan-edition.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { atMost, inWorkFolder, type Bench, type Figure } from './bench.ts';
import { readGeneratedBook, writeGeneratedBook } from './generated-book.ts';

const policies = 100;

/** The scan of the public edition, beside its build. */
export const scanBench: Bench = { name: 'scan', run: () => inWorkFolder(measure) };

async function measure(folder: string): Promise<readonly Figure[]> {
  const content = path.join(folder, 'content');
  await writeGeneratedBook({ content, policies });
  const { book: internal } = await readGeneratedBook(content);
  const { book: open, diagnostics } = publicBook(internal);
  if (diagnostics.length > 0) throw new Error(diagnostics[0]?.problem ?? '');
  const built = await secondsOf(() =>
    buildEdition({ name: 'public', book: open, root: folder, work: path.join(folder, 'work') }),
  );
  const scanned = await secondsOf(() => scanEdition({ internal, open, site: built.result }));
  const [leak] = scanned.result.leaks;
  if (leak !== undefined) throw new Error(leak);
  const name = `scan of the public edition of ${policies} policies, to its build`;
  return [atMost(0.2, name, scanned.seconds / built.seconds)];
}

/** Seconds of processor time that a piece of work takes in this process; waits on a busy machine do not count. */
async function secondsOf<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  return { result, seconds: (user + system) / 1e6 };
}
