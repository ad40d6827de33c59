import { readdir } from 'node:fs/promises';
import { buildEdition } from '#astro/run-astro.ts';
import { makeLargeBook } from './large-book.ts';

/** What building the internal edition of a generated book took. */
export interface RegisterBuild {
  readonly pages: number;
  /**
   * Processor time of the main thread, on which every page is printed: what the build takes on a machine that does
   * nothing else, less the few seconds for which it waits for the bundler.
   */
  readonly seconds: number;
  /** The most that the process held, the making and judging of the book included. */
  readonly megabytes: number;
}

const [folder = '', changes = ''] = process.argv.slice(2);
const book = makeLargeBook(Number(changes));
const start = process.threadCpuUsage();
const site = await buildEdition({ name: 'internal', book, root: folder, work: folder });
const { user, system } = process.threadCpuUsage(start);
const entries = await readdir(site, { recursive: true, encoding: 'utf8' });
const built: RegisterBuild = {
  pages: entries.filter((entry) => entry.endsWith('.html')).length,
  seconds: (user + system) / 1e6,
  megabytes: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(built));
