import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { assembleInputs, type JudgeInputs } from '#core/evidence/judge-inputs.ts';
import { packFiles } from '#core/evidence/pack-files.ts';
import type { PackOrder } from '#core/evidence/pack.ts';
import type { CalendarDate } from '#core/model/calendar-date.ts';
import { copyCommits } from '#commands/evidence/copy-commits.ts';
import { createPackWriter } from '#commands/evidence/create-pack-writer.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { atMost, inFolder, peakMemory, runOnce, type Bench, type Figure } from './bench.ts';
import { makeRepositories } from './ingest.ts';
import { readJudgedContent } from './judged-content.ts';

/** A pack that was written from a repository. Times in milliseconds. */
interface Exported {
  /** Reading and judging. */
  readonly ingest: number;
  readonly writing: number;
  /** The most that the process had after judging, and in the end. */
  readonly megabytesBefore: number;
  readonly megabytes: number;
  readonly changes: number;
}

const commits = 100_000;

/** Writing the pack of a large repository, beside reading and judging it. */
export const exportBench: Bench = { name: 'export', run: () => inFolder(measure) };

async function measure(folder: string): Promise<Figure[]> {
  const [whole] = await makeRepositories(folder, commits);
  const { ingest, writing, megabytes, megabytesBefore, changes } = await runOnce<Exported>(
    'export',
    [whole, folder, String(commits)],
    ['--max-semi-space-size=32'],
  );
  const name = `pack of ${changes.toLocaleString('en')} changes`;
  return [
    atMost(2, `${name}, to ingesting them`, writing / ingest),
    atMost(1.5, `${name}, memory to that of ingesting`, megabytes / megabytesBefore),
  ];
}

export async function once(gitDir: string, folder: string, count: string): Promise<Exported> {
  const content = await readJudgedContent(Number(count));
  const start = performance.now();
  const cache = path.join(folder, 'cache');
  const history = await readHistory({ repository: 'bench', gitDir, branch: 'main', cache });
  const order = { asOf: '2028-06-01' as CalendarDate, engine: 'policybook bench' };
  const contents = { folder: 'content', files: [], assets: [] };
  const inputs: JudgeInputs = { folder: contents, content, gates: {}, histories: [history], order };
  const { book } = assembleInputs(inputs);
  if (!book) throw new Error('The book could not be judged.');
  const ingest = performance.now() - start;
  const megabytesBefore = peakMemory();

  const until = order.asOf;
  const from = '2020-01-01' as CalendarDate;
  const asked: PackOrder = { book, inputs, from, until, engineDigest: '', verifier: '' };
  const place = path.join(folder, 'pack');
  await mkdir(place);
  const pack = createPackWriter(place);
  const written = performance.now();
  for (const file of packFiles(asked)) pack.write(file);
  await copyCommits(history, gitDir, { order: asked, pack });
  return {
    ingest,
    writing: performance.now() - written,
    megabytesBefore,
    megabytes: peakMemory(),
    changes: book.changes.length,
  };
}
