import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { changeRules } from '#core/rules/index.ts';
import type { Bench, Figure } from './bench.ts';
import { makeRepository, timeOfLog } from './ingest.ts';

/** One history, read and judged. */
interface Judged {
  readonly ingest: number;
  readonly judging: number;
  /** The most that the process held. */
  readonly megabytes: number;
  readonly changes: number;
  readonly verdicts: number;
}

const commits = 100_000;
const runs = 3;
const once = new URL('./judge-once.ts', import.meta.url);

/** Judging the changes of a large repository by the sample's rules, beside reading it and beside `git log`. */
export const judgeBench: Bench = {
  name: 'judge',
  async run() {
    const folder = await mkdtemp(path.join(tmpdir(), 'policybook-bench-'));
    try {
      return await measure(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string): Promise<Figure[]> {
  const [whole, half] = [path.join(folder, 'whole'), path.join(folder, 'half')];
  await makeRepository(whole, commits);
  await makeRepository(half, commits / 2);
  const beside: number[] = [];
  const all: Judged[] = [];
  const ofHalf: Judged[] = [];
  // In turns, so that whatever else the machine does falls on all of them alike.
  for (let run = 0; run < runs; run += 1) {
    beside.push(await timeOfLog(whole));
    all.push(await judgeFirst(whole, commits, folder));
    ofHalf.push(await judgeFirst(half, commits / 2, folder));
  }
  const least = (pick: (one: Judged) => number, list = all) => Math.min(...list.map(pick));
  const judging = least((one) => one.judging);
  const count = (all[0]?.changes ?? 0).toLocaleString('en');
  return [
    {
      name: `judging ${count} changes, to reading the commits they come from`,
      value: judging / least((one) => one.ingest),
      limit: 1,
      unit: '×',
    },
    {
      name: `reading and judging ${count} changes, to git log`,
      value: least((one) => one.ingest + one.judging) / Math.min(...beside),
      limit: 2.5,
      unit: '×',
    },
    {
      name: `reading and judging ${count} changes, peak memory`,
      value: Math.max(...all.map(({ megabytes }) => megabytes)),
      limit: 512,
      unit: 'MB',
    },
    {
      name: 'judging, twice the changes',
      value: judging / least((one) => one.judging, ofHalf),
      limit: 2.2,
      unit: '×',
    },
  ];
}

/** Reads and judges with an empty cache, by a node that is started as that of `npm run check` is. */
async function judgeFirst(gitDir: string, count: number, folder: string): Promise<Judged> {
  const cache = await mkdtemp(path.join(folder, 'empty-'));
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-semi-space-size=32',
    once.pathname,
    gitDir,
    cache,
    String(count),
  ]);
  await rm(cache, { recursive: true, force: true });
  const judged = JSON.parse(stdout) as Judged;
  if (judged.changes < count * 0.3 || judged.verdicts !== judged.changes * changeRules.length) {
    throw new Error(
      `Of ${count} commits ${judged.changes} changes have ${judged.verdicts} verdicts.`,
    );
  }
  return judged;
}
