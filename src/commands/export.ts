import { createHash } from 'node:crypto';
import path from 'node:path';
import { formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { nearestName } from '#core/diagnostics/nearest-name.ts';
import type { PackOrder } from '#core/evidence/pack.ts';
import { changesOf } from '#core/evidence/period-population.ts';
import { marksOf } from '#core/evidence/guide-files.ts';
import { controlTitles } from '#core/model/control-titles.ts';
import type { Book } from '#core/model/book.ts';
import type { DaySpan } from '#core/model/span.ts';
import { swapFolders } from '#astro/swap-folder.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { digestJudge, readVerifier } from './evidence/judge-digest.ts';
import { readSigner } from './evidence/sign-sums.ts';
import { writePack, zipPack } from './evidence/write-pack.ts';
import { findPlace } from './find-places.ts';
import { workFolderOf } from './loading/engine.ts';
import { judgeInputs, loadInputs } from './loading/load-book.ts';
import { lockFolder } from './lock-folder.ts';
import { noteCheckpoints } from './note-checkpoints.ts';
import { bookOptions, describeNames, hasErrors, parsePeriod, periodOptions } from './options.ts';

export const usage = `Usage: npm run export -- --from YYYY-MM-DD --to YYYY-MM-DD [options]

Writes the evidence of a period as a folder that proves itself: records, policies, population and how to verify them.

  --from YYYY-MM-DD   the first day of the period
  --to YYYY-MM-DD     its last day
  --out DIR           the folder of the pack (out/evidence-FROM-TO)
  --sign KEY          sign the pack with an SSH key
  --record            note in checkpoints.jsonl where the branches end
  --zip               write the pack as one file too, beside its folder
  --framework ID      pages for the controls of this framework alone, such as soc2
  --by PERSON         who asked for the pack, by id in people.yaml
  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day to judge it on (today; a sample pins its own)`;

export const options = {
  ...bookOptions,
  ...periodOptions,
  out: { type: 'string' },
  sign: { type: 'string' },
  record: { type: 'boolean', default: false },
  zip: { type: 'boolean', default: false },
  framework: { type: 'string' },
  by: { type: 'string' },
} as const;

export async function run(values: Values<typeof options>, io: Io): Promise<ExitCode> {
  const { content, 'as-of': asOf, from, to, framework, by, sign } = values;
  const period = parsePeriod(from, to);
  if (!period) throw new UsageError('--from and --to are missing: the days of the period.');
  if (framework !== undefined && !controlTitles.has(framework)) {
    const names = describeNames(framework, [...controlTitles.keys()]);
    throw new UsageError(`--framework is "${framework}", which is not known; ${names}.`);
  }
  const out = values.out ?? path.join('out', `evidence-${period.from}-${period.until}`);
  const loaded = await loadInputs({ content, asOf, isWithOwnBranch: true }, io);
  const { book, diagnostics, root } = judgeInputs(loaded);
  if (diagnostics.length > 0) io.stderr(`${formatDiagnostics(diagnostics)}\n\n`);
  if (!book || !loaded.inputs || hasErrors(diagnostics)) {
    io.stderr(`No pack was written, and ${out} is as it was.\n`);
    return 1;
  }
  refuseUnknown(book, period, by);
  const key = sign === undefined ? undefined : path.resolve(io.cwd, sign);
  const { contact } = book.settings.organisation;
  const order: PackOrder = {
    ...period,
    book,
    inputs: loaded.inputs,
    engineDigest: await digestJudge(),
    verifier: await readVerifier(),
    ...(framework !== undefined && { framework }),
    ...(by !== undefined && { ranBy: by }),
    ...(key !== undefined && { signer: await readSigner(key, contact) }),
  };
  const place = await findPlace(path.resolve(io.cwd, out), loaded.directory);
  // By its place, so that packs for several places can be written at once.
  const digest = createHash('sha256').update(place).digest('hex').slice(0, 16);
  const work = path.join(workFolderOf(root), 'packs', digest);
  const unlock = await lockFolder(work);
  try {
    const stage = path.join(work, 'pack');
    const files = await writePack(stage, order, { loaded, key });
    if (values.zip) await zipPack(stage, files, `${place}.zip`);
    await swapFolders([{ finished: stage, place }]);
  } finally {
    await unlock();
  }
  const marks = marksOf(order).map((mark) => ` ${mark}`);
  io.stdout(
    `${out}: ${changesOf(order).length} records from ${period.from} to ${period.until}.${marks.join('')}\n`,
  );
  if (values.record) {
    const { histories } = loaded.inputs;
    io.stderr(`${await noteCheckpoints(book, histories, { content, cwd: io.cwd })}\n`);
  }
  return 0;
}

function refuseUnknown({ asOf, people }: Book, { until }: DaySpan, by: string | undefined): void {
  if (until > asOf) {
    throw new UsageError(`--to is ${until}, and the book is judged as of ${asOf}.`);
  }
  if (by === undefined || people[by]) return;
  const near = nearestName(by, Object.keys(people));
  throw new UsageError(
    `--by is "${by}", who is not in people.yaml${near === undefined ? '' : `; the nearest is "${near}"`}.`,
  );
}
