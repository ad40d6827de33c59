import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listEvidenceAssets } from '#core/evidence/document-files.ts';
import { listEvidence } from '#core/evidence/judge-files.ts';
import { packFiles } from '#core/evidence/pack-files.ts';
import type { PackOrder } from '#core/evidence/pack.ts';
import { createZip } from '#core/evidence/zip-pack.ts';
import { ownRepository } from '#core/schemas/checkpoint.ts';
import { EnvironmentError } from '#sources/environment-error.ts';
import { findOwnRepository } from '#sources/git/find-own-repository.ts';
import type { LoadedInputs } from '../loading/load-book.ts';
import { findRepository } from '../loading/load-histories.ts';
import { copyCommits } from './copy-commits.ts';
import { createPackWriter, type PackWriter } from './create-pack-writer.ts';
import { signFile } from './sign-sums.ts';

const sums = 'SHA256SUMS';

/** Writes a pack into a folder, which is emptied before. Returns its files in their order, the sums first. */
export async function writePack(
  folder: string,
  order: PackOrder,
  { loaded, key }: { readonly loaded: LoadedInputs; readonly key?: string | undefined },
): Promise<string[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const pack = createPackWriter(folder);
  for (const file of packFiles(order)) pack.write(file);
  await copyEvidence(order, loaded.root, pack);
  for (const history of order.inputs.histories) {
    const gitDir = await placeOf(history.repository, order, loaded);
    if (gitDir !== undefined) await copyCommits(history, gitDir, { order, pack });
  }
  const digests = pack.digests();
  const lines = digests.map(([file, digest]) => `${digest}  ${file}\n`);
  await writeFile(path.join(folder, sums), lines.join(''));
  if (key !== undefined) await signFile(path.join(folder, sums), key);
  const beside = key === undefined ? [sums] : [sums, `${sums}.sig`];
  return [...beside, ...digests.map(([file]) => file)];
}

async function placeOf(
  repository: string,
  { book, inputs }: PackOrder,
  { root, directory }: LoadedInputs,
): Promise<string | undefined> {
  if (repository === ownRepository) return (await findOwnRepository(directory))?.gitDir;
  const settings = book.settings.repositories.find(({ id }) => id === repository);
  return settings && findRepository(settings, { folder: inputs.folder, root });
}

/** Copies what other systems wrote down. A file that was altered since it was judged is refused. */
async function copyEvidence(order: PackOrder, root: string, pack: PackWriter): Promise<void> {
  for (const { file, digest, path: place } of listEvidence(order.inputs)) {
    const bytes = await readFile(path.resolve(root, file));
    if (createHash('sha256').update(bytes).digest('hex') !== digest) {
      throw new EnvironmentError(
        `${file} was altered while the pack was written.`,
        'Export again when nothing writes to it.',
      );
    }
    pack.write({ path: place, bytes });
  }
  for (const { asset, path: place } of listEvidenceAssets(order)) {
    pack.write({ path: place, bytes: await readFile(path.resolve(root, asset)) });
  }
}

/** Packs the files of a folder, in their order, into one file for sending. */
export async function zipPack(
  folder: string,
  files: readonly string[],
  place: string,
): Promise<void> {
  await refuseForeign(place);
  const handle = openSync(`${place}~`, 'w');
  const zip = createZip((bytes) => writeSync(handle, bytes));
  for (const file of files) zip.add(file, readFileSync(path.join(folder, file)));
  zip.end();
  closeSync(handle);
  await rename(`${place}~`, place);
}

/** An archive of a pack begins with its sums. */
async function refuseForeign(place: string): Promise<void> {
  const handle = await open(place).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (!handle) return;
  const { buffer } = await handle.read(Buffer.alloc(40), 0, 40, 0);
  await handle.close();
  if (buffer.toString('latin1', 30) === sums) return;
  throw new EnvironmentError(
    `${place} is a file that Policybook did not write, so it is not replaced.`,
    'Name another folder with --out, or move the file to another place.',
  );
}
