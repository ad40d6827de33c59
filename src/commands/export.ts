import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { listEvidence } from '#core/evidence/judge-files.ts';
import { packFiles } from '#core/evidence/pack-files.ts';
import type { PackOrder } from '#core/evidence/pack.ts';
import { changesOf } from '#core/evidence/period-population.ts';
import { swapFolders } from '#astro/swap-folder.ts';
import { digestFiles } from '#sources/cache/digest-engine.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { copyCommits } from './evidence/copy-commits.ts';
import { createPackWriter, type PackWriter } from './evidence/write-pack.ts';
import { findPlace } from './find-places.ts';
import { workFolderOf } from './loading/engine.ts';
import { judgeInputs, loadInputs, type LoadedInputs } from './loading/load-book.ts';
import { findRepository } from './loading/load-histories.ts';
import { lockFolder } from './lock-folder.ts';
import { bookOptions, hasErrors, parsePeriod, periodOptions } from './options.ts';

export const usage = `Usage: npm run export -- --from YYYY-MM-DD --to YYYY-MM-DD [options]

Writes the evidence of a period as a folder that proves itself: records, policies, population and how to verify them.

  --from YYYY-MM-DD   the first day of the period
  --to YYYY-MM-DD     its last day
  --out DIR           the folder of the pack (out/evidence-FROM-TO)
  --framework ID      pages for each control of a framework, such as soc2
  --by PERSON         who asked for the pack, by id in people.yaml
  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day to judge it on (today; a sample pins its own)`;

export const options = {
  ...bookOptions,
  ...periodOptions,
  out: { type: 'string' },
  framework: { type: 'string' },
  by: { type: 'string' },
} as const;

export async function run(
  { content, 'as-of': asOf, from, to, framework, by, ...values }: Values<typeof options>,
  io: Io,
): Promise<ExitCode> {
  const period = parsePeriod(from, to);
  if (!period) throw new UsageError('--from and --to are missing: the days of the period.');
  const out = values.out ?? path.join('out', `evidence-${period.from}-${period.until}`);
  const loaded = await loadInputs({ content, asOf }, io);
  const { book, diagnostics, root } = judgeInputs(loaded);
  if (diagnostics.length > 0) io.stderr(`${formatDiagnostics(diagnostics)}\n\n`);
  if (!book || !loaded.inputs || hasErrors(diagnostics)) {
    io.stderr('No pack was written.\n');
    return 1;
  }
  if (period.until > book.asOf) {
    throw new UsageError(`--to is ${period.until}, and the book is judged as of ${book.asOf}.`);
  }
  if (by !== undefined && !book.people[by]) {
    throw new UsageError(`--by is "${by}", who is not in people.yaml.`);
  }
  const order: PackOrder = {
    ...period,
    book,
    inputs: loaded.inputs,
    engineDigest: await digestFiles(['package.json', 'src/core/**/*.*']),
    ...(framework !== undefined && { framework }),
    ...(by !== undefined && { ranBy: by }),
  };
  const folder = path.resolve(io.cwd, out);
  const place = await findPlace(folder, loaded.directory);
  const unlock = await lockFolder(workFolderOf(root));
  try {
    const stage = path.join(workFolderOf(root), 'pack');
    await writePack(stage, order, loaded);
    await swapFolders([{ finished: stage, place }]);
  } finally {
    await unlock();
  }
  io.stdout(`${out}: ${changesOf(order).length} records from ${period.from} to ${period.until}.\n`);
  return 0;
}

async function writePack(stage: string, order: PackOrder, loaded: LoadedInputs): Promise<void> {
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { recursive: true });
  const pack = createPackWriter(stage);
  for (const file of packFiles(order)) pack.write(file);
  await copyEvidence(order, loaded.root, pack);
  for (const history of order.inputs.histories) {
    const settings = order.book.settings.repositories.find(({ id }) => id === history.repository);
    if (!settings) continue;
    const gitDir = await findRepository(settings, { ...loaded, folder: order.inputs.folder });
    await copyCommits(history, gitDir, { order, pack });
  }
  const lines = pack.digests().map(([file, digest]) => `${digest}  ${file}\n`);
  await writeFile(path.join(stage, 'SHA256SUMS'), lines.join(''));
}

/** Copies what other systems wrote down. A file that was altered since it was judged is refused. */
async function copyEvidence({ inputs }: PackOrder, root: string, pack: PackWriter): Promise<void> {
  for (const { file, digest, path: place } of listEvidence(inputs)) {
    const bytes = await readFile(path.resolve(root, file));
    if (createHash('sha256').update(bytes).digest('hex') !== digest) {
      throw new UsageError(`${file} was altered while the pack was written; export again.`);
    }
    pack.write({ path: place, bytes });
  }
}
