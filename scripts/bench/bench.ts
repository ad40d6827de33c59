import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { engineRoot, workFolderOf } from '#commands/loading/engine.ts';
import { lockFolder } from '#commands/lock-folder.ts';

interface Measured {
  readonly name: string;
  readonly value: number;
  /** `ms`, `MB`, `pages/s`, or `×` for a ratio to something run beside it. */
  readonly unit: string;
  /** What to know beside the number, a line each. */
  readonly notes?: readonly string[];
}

/** One number that a bench measured, and what it may reach at most or has to reach at least. */
export type Figure = Measured & ({ readonly limit: number } | { readonly least: number });

/** A figure with what it may reach at most; a ratio unless it has another unit. */
export function atMost(limit: number, name: string, value: number, unit = '×'): Figure {
  return { name, value, limit, unit };
}

/** Whether a figure is what was promised. */
export function isReached(figure: Figure): boolean {
  return 'least' in figure ? figure.value >= figure.least : figure.value <= figure.limit;
}

/** Something whose speed or size is promised. */
export interface Bench {
  /** As it is named on the command line. */
  readonly name: string;
  readonly run: () => Promise<readonly Figure[]>;
}

/** Runs a piece of work with a folder that is removed afterwards. */
export async function inFolder<T>(
  work: (folder: string) => Promise<T>,
  parent = tmpdir(),
): Promise<T> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, 'policybook-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same in the working folder of the engine, in which Astro builds, while no other build runs. */
export async function inWorkFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const workFolder = workFolderOf(engineRoot);
  const unlock = await lockFolder(workFolder);
  return inFolder(work, workFolder).finally(unlock);
}

/** Runs the function `once` of a bench in a process of its own, and returns what it found. */
export async function runOnce<T = void>(
  bench: string,
  args: readonly (string | number)[],
  flags: readonly string[] = [],
): Promise<T> {
  const script = path.join(import.meta.dirname, 'once.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...flags,
    script,
    bench,
    ...args.map(String),
  ]);
  return JSON.parse(stdout) as T;
}

/** Milliseconds that a piece of work takes, waits included. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Megabytes that this process had at most. */
export function peakMemory(): number {
  return process.resourceUsage().maxRSS / 1024;
}
