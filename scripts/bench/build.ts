import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { engineRoot, workFolder } from '#commands/loading/engine.ts';
import { lockFolder } from '#commands/lock-folder.ts';
import type { Bench, Figure } from './bench.ts';
import { writeBareSite } from './bare-site.ts';
import { writeGeneratedBook } from './generated-book.ts';

const policies = 1000;
const once = path.join(import.meta.dirname, 'build-once.ts');
const astro = path.join(engineRoot, 'node_modules/astro/bin/astro.mjs');
const run = promisify(execFile);

/** The internal edition of many policies, beside a bare Astro project that renders the same files. */
export const buildBench: Bench = {
  name: 'build',
  async run() {
    await mkdir(workFolder, { recursive: true });
    const folder = await mkdtemp(path.join(workFolder, 'bench-build-'));
    const unlock = await lockFolder(workFolder);
    try {
      return await measure(folder);
    } finally {
      await unlock();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string): Promise<readonly Figure[]> {
  const content = path.join(folder, 'content');
  const site = path.join(folder, 'bare');
  await writeGeneratedBook({ content, policies });
  await writeBareSite(site, path.join(content, 'policies'));
  const bare = await secondsOf(() => run(process.execPath, [astro, 'build', '--root', site]));
  const build = (work: string) =>
    secondsOf(() => run(process.execPath, [once, content, path.join(folder, work)]));
  const cold = await build('work');
  const weight = await weigh(path.join(folder, 'work/site'), 'policies/policy-1/index.html');
  const edited = path.join(content, 'policies/policy-1.mdx');
  await writeFile(edited, (await readFile(edited, 'utf8')).replace('must be kept', 'must be held'));
  const warm = await build('work');
  await writeGeneratedBook({ content, policies, earlier: 2 });
  const withEarlier = await build('versions');

  const name = `internal edition of ${policies.toLocaleString('en')} policies`;
  return [
    { name: `${name}, to a bare site of them`, value: cold / bare, limit: 1.5, unit: '×' },
    { name: `${name}, one edited, to the first build`, value: warm / cold, limit: 0.7, unit: '×' },
    {
      name: `${name} with two earlier versions each, to none`,
      value: withEarlier / cold,
      limit: 1.6,
      unit: '×',
    },
    { name: 'policy page with its styles, compressed', value: weight.page, limit: 30, unit: 'KB' },
    { name: 'script of a policy page, compressed', value: weight.script, limit: 6, unit: 'KB' },
  ];
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
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
