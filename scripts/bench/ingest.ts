import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { logArguments } from '#sources/git/read-log.ts';
import type { Bench, Figure } from './bench.ts';
import { measureHostileTexts } from './hostile-texts.ts';
import { addPushes, writeLargeRepository } from './large-repository.ts';

interface Ingest {
  readonly milliseconds: number;
  /** The most that the process held. */
  readonly megabytes: number;
  readonly commits: number;
}

const commits = 100_000;
const runs = 3;
const once = new URL('./ingest-once.ts', import.meta.url);

/** Reading the commits of a large repository, beside `git log` printing the same fields. */
export const ingestBench: Bench = {
  name: 'ingest',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'policybook-bench-'));
    try {
      return [...(await measure(folder)), ...measureHostileTexts()];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string): Promise<Figure[]> {
  const [whole, half] = [join(folder, 'whole'), join(folder, 'half')];
  await makeRepository(whole, commits);
  await makeRepository(half, commits / 2);
  const beside = await fastest(() => timeOfLog(whole));
  const first = await fastestIngest(whole, folder);
  const ofHalf = await fastestIngest(half, folder);

  const cache = join(folder, 'cache');
  await ingest(whole, cache);
  const warm: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await addPushes({ gitDir: whole, commits: 10 });
    warm.push((await ingest(whole, cache)).milliseconds);
  }
  const name = `${first.commits.toLocaleString('en')} commits`;
  return [
    {
      name: `ingest of ${name}, to git log`,
      value: first.milliseconds / beside,
      limit: 2.5,
      unit: '×',
    },
    { name: `ingest of ${name}, peak memory`, value: first.megabytes, limit: 512, unit: 'MB' },
    {
      name: 'ingest, twice the commits',
      value: first.milliseconds / ofHalf.milliseconds,
      limit: 2.2,
      unit: '×',
    },
    {
      name: 'ingest, ten new commits to the first run',
      value: Math.min(...warm) / first.milliseconds,
      limit: 0.1,
      unit: '×',
    },
  ];
}

/** Makes the large repository in a folder that is not there yet. */
export async function makeRepository(gitDir: string, count: number): Promise<void> {
  await mkdir(gitDir);
  await writeLargeRepository({ gitDir, commits: count });
}

async function fastest(measureOnce: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await measureOnce());
  return Math.min(...times);
}

/** The fastest of several first runs, each with an empty cache that it fills. */
async function fastestIngest(gitDir: string, folder: string): Promise<Ingest> {
  const found: Ingest[] = [];
  for (let run = 0; run < runs; run += 1) {
    const cache = await mkdtemp(join(folder, 'empty-'));
    found.push(await ingest(gitDir, cache));
    await rm(cache, { recursive: true, force: true });
  }
  const milliseconds = Math.min(...found.map((one) => one.milliseconds));
  const megabytes = Math.max(...found.map((one) => one.megabytes));
  return { milliseconds, megabytes, commits: found[0]?.commits ?? 0 };
}

async function ingest(gitDir: string, cache: string): Promise<Ingest> {
  const { stdout } = await promisify(execFile)(process.execPath, [once.pathname, gitDir, cache]);
  return JSON.parse(stdout) as Ingest;
}

/** Milliseconds that git takes to print what is read, to a pipe that nobody looks into. */
export async function timeOfLog(gitDir: string): Promise<number> {
  const start = performance.now();
  const git = spawn('git', logArguments({ tip: 'refs/heads/main' }), {
    cwd: gitDir,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  git.stdout.resume();
  await new Promise((resolve) => git.once('close', resolve));
  return performance.now() - start;
}
