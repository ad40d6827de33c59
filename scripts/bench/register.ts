import { readdir } from 'node:fs/promises';
import { buildEdition } from '#astro/run-astro.ts';
import { atMost, inWorkFolder, peakMemory, runOnce, type Bench, type Figure } from './bench.ts';
import { makeLargeBook } from './large-book.ts';

const changes = 25_000;

/** The internal edition of a book with many changes, each of which has a page. */
export const registerBench: Bench = { name: 'register', run: () => inWorkFolder(measure) };

/** What building the internal edition of a generated book took. */
interface RegisterBuild {
  readonly pages: number;
  /**
   * Processor time of the main thread, on which every page is printed: what the build takes on a machine that does
   * nothing else, less the few seconds for which it waits for the bundler.
   */
  readonly seconds: number;
  /** The most that the process had, the making and judging of the book included. */
  readonly megabytes: number;
}

async function measure(folder: string): Promise<readonly Figure[]> {
  // As npm run build starts it.
  const build = (count: number) =>
    runOnce<RegisterBuild>('register', [folder, count], ['--max-semi-space-size=16']);
  const { pages, seconds, megabytes } = await build(changes);
  const half = await build(changes / 2);
  const name = `register of ${changes.toLocaleString('en')} changes`;
  return [
    {
      name: `${name}, pages for each second of the main thread`,
      value: pages / seconds,
      least: 1500,
      unit: 'pages/s',
    },
    atMost(1024, `${name}, peak memory`, megabytes, 'MB'),
    atMost(2.2, 'register, twice the changes', seconds / half.seconds),
  ];
}

export async function once(folder: string, count: string): Promise<RegisterBuild> {
  const book = makeLargeBook(Number(count));
  const start = process.threadCpuUsage();
  const site = await buildEdition({ name: 'internal', book, root: folder, work: folder });
  const { user, system } = process.threadCpuUsage(start);
  const entries = await readdir(site, { recursive: true, encoding: 'utf8' });
  return {
    pages: entries.filter((entry) => entry.endsWith('.html')).length,
    seconds: (user + system) / 1e6,
    megabytes: peakMemory(),
  };
}
