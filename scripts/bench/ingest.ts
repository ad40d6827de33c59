import { spawn } from 'node:child_process';
import { once as onceOf } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { readHistory } from '#sources/git/read-history.ts';
import { listLogArguments } from '#sources/git/read-log.ts';
import { atMost, inFolder, peakMemory, runOnce, timeOf, type Bench, type Figure } from './bench.ts';
import { measureHostileTexts } from './hostile-texts.ts';
import { addPushes, writeLargeRepository } from './large-repository.ts';

interface Ingest {
  readonly milliseconds: number;
  /** The most that the process had. */
  readonly megabytes: number;
  readonly commits: number;
}

const commits = 100_000;
const runs = 3;

/** Reading the commits of a large repository, beside `git log` printing the same fields. */
export const ingestBench: Bench = {
  name: 'ingest',
  run: async () => [...(await inFolder(measure)), ...measureHostileTexts()],
};

async function measure(folder: string): Promise<Figure[]> {
  const [whole, half] = await makeRepositories(folder, commits);
  const beside = Math.min(...(await repeat(() => timeOfLog(whole))));
  const first = await ingestFirst(whole, folder);
  const ofHalf = await ingestFirst(half, folder);

  const cache = path.join(folder, 'cache');
  await ingest(whole, cache);
  const warm = await repeat(async () => {
    await addPushes({ gitDir: whole, commits: 10 });
    return (await ingest(whole, cache)).milliseconds;
  });
  const { milliseconds, megabytes } = first;
  const name = `ingest of ${first.commits.toLocaleString('en')} commits`;
  return [
    atMost(2.5, `${name}, to git log`, milliseconds / beside),
    atMost(512, `${name}, peak memory`, megabytes, 'MB'),
    atMost(2.2, 'ingest, twice the commits', milliseconds / ofHalf.milliseconds),
    atMost(0.1, 'ingest, ten new commits to the first run', Math.min(...warm) / milliseconds),
  ];
}

/** Makes two large repositories, one of so many commits and one of half as many. */
export async function makeRepositories(folder: string, count: number): Promise<[string, string]> {
  const make = async (name: string, number: number) => {
    const gitDir = path.join(folder, name);
    await mkdir(gitDir);
    await writeLargeRepository({ gitDir, commits: number });
    return gitDir;
  };
  return [await make('whole', count), await make('half', count / 2)];
}

/** What several runs give, one after the other. */
export async function repeat<T>(work: () => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (let run = 0; run < runs; run += 1) found.push(await work());
  return found;
}

/** The fastest of several first runs, each with an empty cache that it fills. */
async function ingestFirst(gitDir: string, folder: string): Promise<Ingest> {
  const found = await repeat(() => inFolder((cache) => ingest(gitDir, cache), folder));
  const milliseconds = Math.min(...found.map((one) => one.milliseconds));
  const megabytes = Math.max(...found.map((one) => one.megabytes));
  return { milliseconds, megabytes, commits: found[0]?.commits ?? 0 };
}

function ingest(gitDir: string, cache: string): Promise<Ingest> {
  return runOnce('ingest', [gitDir, cache]);
}

export async function once(gitDir: string, cache: string): Promise<Ingest> {
  const start = performance.now();
  const order = { repository: 'bench', gitDir, branch: 'main', cache };
  const { line, merged } = await readHistory(order);
  const milliseconds = performance.now() - start;
  const commits = line.length + Object.values(merged).reduce((sum, list) => sum + list.length, 0);
  return { milliseconds, megabytes: peakMemory(), commits };
}

/** Milliseconds that git takes to print what is read, to a pipe that is not read. */
export function timeOfLog(gitDir: string): Promise<number> {
  return timeOf(async () => {
    const git = spawn('git', listLogArguments({ tip: 'refs/heads/main' }), {
      cwd: gitDir,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    git.stdout.resume();
    await onceOf(git, 'close');
  });
}
