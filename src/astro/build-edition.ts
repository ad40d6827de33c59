import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { build } from 'astro';
import type { ExportedFile } from '#core/exports/export-files.ts';
import { indexSite } from './index-site.ts';
import { configureAstro } from './configure-astro.ts';
import { handOver, takeBack, type Edition } from './edition.ts';

export interface BuildOrder extends Pick<Edition, 'name' | 'book' | 'root'> {
  /** Folder for the stage, the caches and the site of this edition. */
  readonly work: string;
  /** Root of the engine, where Astro finds its pages. */
  readonly engine: string;
  /** The address under which the edition is published. */
  readonly url: string;
  /** Made one by one once the pages are printed, so that no two of them are held at a time. */
  readonly files: () => Iterable<ExportedFile>;
}

/** Builds one edition from a stage and a cache of its own, into a fresh folder, and returns that folder. */
export async function buildEdition({
  work,
  engine,
  url,
  files,
  ...order
}: BuildOrder): Promise<string> {
  const site = path.join(work, 'site');
  const stage = path.join(work, 'stage');
  const base = baseOf(url);
  await rm(site, { recursive: true, force: true });
  handOver({ ...order, stage, base });
  await forgetOtherEdition(engine);

  // A heap may grow to a multiple of what is alive in it. A quarter more is enough, and keeps 25,000 pages below 1 GB.
  setFlagsFromString('--heap-growing-percent=25');
  configureAstro({
    name: order.name,
    url,
    base,
    out: site,
    cache: path.join(work, 'cache'),
  });
  // A site is for readers, whatever the shell that builds it is set to.
  process.env['NODE_ENV'] = 'production';
  await build({ root: engine, logLevel: 'silent' }).finally(takeBack);
  if (order.name === 'internal') {
    // Redlines show the images as they are in the book.
    await cp(stage, path.join(site, 'assets'), { recursive: true });
  }
  await indexSite(site);
  for (const { path: file, contents } of files()) {
    await mkdir(path.dirname(path.join(site, file)), { recursive: true });
    await writeFile(path.join(site, file), contents);
  }
  // What follows, such as the scan, handles few large texts, for which it would only cost time.
  setFlagsFromString('--heap-growing-percent=0');
  return site;
}

/** The path of an address, which begins and ends with a slash. */
export function baseOf(url: string): string {
  const { pathname } = new URL(url);
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
}

// Astro writes these two for the project whatever cacheDir says; they would name files of the other edition.
async function forgetOtherEdition(engine: string): Promise<void> {
  for (const file of ['content-modules.mjs', 'content-assets.mjs']) {
    await rm(path.join(engine, '.astro', file), { force: true });
  }
}
