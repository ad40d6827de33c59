import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { buildEdition } from '#astro/run-astro.ts';
import { swapFolders } from '#astro/swap-folder.ts';
import { engineRoot } from '#commands/loading/engine.ts';
import { atMost, inWorkFolder, runOnce, timeOf, type Bench, type Figure } from './bench.ts';
import { writeBareSite } from './bare-site.ts';
import { readGeneratedBook, writeGeneratedBook } from './generated-book.ts';

const policies = 1000;
const astro = path.join(engineRoot, 'node_modules/astro/bin/astro.mjs');

/** The internal edition of many policies, beside a bare Astro project that renders the same files. */
export const buildBench: Bench = { name: 'build', run: () => inWorkFolder(measure) };

async function measure(folder: string): Promise<readonly Figure[]> {
  const content = path.join(folder, 'content');
  const site = path.join(folder, 'bare');
  await writeGeneratedBook({ content, policies });
  await writeBareSite(site, path.join(content, 'policies'));
  const command = [astro, 'build', '--root', site];
  const bare = await timeOf(() => promisify(execFile)(process.execPath, command));
  const build = (work: string) =>
    timeOf(() => runOnce('build', [content, path.join(folder, work)]));
  const cold = await build('one/work');
  const weight = await weigh(path.join(folder, 'one/work/out'), 'policies/policy-1/index.html');
  const edited = path.join(content, 'policies/policy-1.mdx');
  await writeFile(edited, (await readFile(edited, 'utf8')).replace('must be kept', 'must be held'));
  const warm = await build('one/work');
  await writeGeneratedBook({ content, policies, earlier: 2 });
  // Nothing is kept there, the bundle of the pages included.
  const withEarlier = await build('two/work');

  const name = `internal edition of ${policies.toLocaleString('en')} policies`;
  return [
    atMost(1.2, `${name}, to a bare site of them`, cold / bare),
    atMost(0.7, `${name}, one edited, to the first build`, warm / cold),
    atMost(1.6, `${name} with two earlier versions each, to none`, withEarlier / cold),
    atMost(30, 'policy page with its styles, compressed', weight.page, 'KB'),
    atMost(6, 'script of a policy page, compressed', weight.script, 'KB'),
  ];
}

/** Reads, judges and builds the internal edition of a book as `npm run build` does, in a work folder of its own. */
export async function once(content: string, work: string): Promise<void> {
  const { book, root } = await readGeneratedBook(content);
  const finished = await buildEdition({ name: 'internal', book, root, work });
  await swapFolders([{ finished, place: path.join(work, 'out') }]);
}

/** What a reader's browser fetches to show a page, as a server compresses it. */
async function weigh(site: string, page: string): Promise<{ page: number; script: number }> {
  const html = await readFile(path.join(site, page), 'utf8');
  const sizeOf = async (pattern: RegExp) => {
    const files = [...html.matchAll(pattern)].map(([, file = '']) => path.join(site, file));
    const sizes = await Promise.all(
      files.map(async (file) => gzipSync(await readFile(file)).length),
    );
    return sizes.reduce((total, size) => total + size, 0) / 1024;
  };
  const styles = await sizeOf(/<link rel="stylesheet" href="([^"]+)"/g);
  return {
    page: gzipSync(html).length / 1024 + styles,
    script: await sizeOf(/<script[^>]* src="([^"]+)"/g),
  };
}
