import { assembleBook } from '#core/assemble-book.ts';
import type { CalendarDate } from '#core/model/calendar-date.ts';
import { changeRules } from '#core/rules/index.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { atMost, inFolder, peakMemory, runOnce, type Bench, type Figure } from './bench.ts';
import { makeRepositories, repeat, timeOfLog } from './ingest.ts';
import { readJudgedContent } from './judged-content.ts';

/** One history, read and judged. Times in milliseconds. */
interface Judged {
  readonly ingest: number;
  readonly judging: number;
  /** The most that the process had. */
  readonly megabytes: number;
  readonly changes: number;
  readonly verdicts: number;
}

const commits = 100_000;

/** Judging the changes of a large repository by the sample's rules, beside reading it and beside `git log`. */
export const judgeBench: Bench = { name: 'judge', run: () => inFolder(measure) };

async function measure(folder: string): Promise<Figure[]> {
  const [whole, half] = await makeRepositories(folder, commits);
  // In turns, so that other work of the machine affects all of them alike.
  const runs = await repeat(async () => ({
    beside: await timeOfLog(whole),
    all: await judgeFirst(whole, commits, folder),
    ofHalf: await judgeFirst(half, commits / 2, folder),
  }));
  const least = (pick: (one: (typeof runs)[number]) => number) => Math.min(...runs.map(pick));
  const judging = least(({ all }) => all.judging);
  const count = `${(runs[0]?.all.changes ?? 0).toLocaleString('en')} changes`;
  return [
    atMost(
      1,
      `judging ${count}, to reading the commits they come from`,
      judging / least(({ all }) => all.ingest),
    ),
    atMost(
      2.5,
      `reading and judging ${count}, to git log`,
      least(({ all }) => all.ingest + all.judging) / least(({ beside }) => beside),
    ),
    atMost(
      512,
      `reading and judging ${count}, peak memory`,
      Math.max(...runs.map(({ all }) => all.megabytes)),
      'MB',
    ),
    atMost(2.2, 'judging, twice the changes', judging / least(({ ofHalf }) => ofHalf.judging)),
  ];
}

/** Reads and judges with an empty cache, by a node that is started as that of `npm run check` is. */
async function judgeFirst(gitDir: string, count: number, folder: string): Promise<Judged> {
  const judged = await inFolder(
    (cache) => runOnce<Judged>('judge', [gitDir, cache, count], ['--max-semi-space-size=32']),
    folder,
  );
  if (judged.changes < count * 0.3 || judged.verdicts !== judged.changes * changeRules.length) {
    throw new Error(
      `Of ${count} commits ${judged.changes} changes have ${judged.verdicts} verdicts.`,
    );
  }
  return judged;
}

export async function once(gitDir: string, cache: string, commits: string): Promise<Judged> {
  const asOf = '2028-06-01' as CalendarDate;
  const content = await readJudgedContent(Number(commits));
  const start = performance.now();
  const history = await readHistory({ repository: 'bench', gitDir, branch: 'main', cache });
  const read = performance.now();
  const { book } = assembleBook(content, [history], { asOf, engine: 'policybook bench' });
  const end = performance.now();
  const verdicts = book?.changes.flatMap((change) => change.verdicts) ?? [];
  return {
    ingest: read - start,
    judging: end - read,
    megabytes: peakMemory(),
    changes: book?.changes.length ?? 0,
    verdicts: verdicts.length,
  };
}
