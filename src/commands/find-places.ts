import { lstat, mkdtemp, readdir, readFile, realpath, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { hostFiles } from '#core/exports/site-files.ts';
import type { EditionName } from '#core/model/edition.ts';
import { EnvironmentError } from '#sources/environment-error.ts';
import { recoverFolder } from '#astro/swap-folder.ts';
import { UsageError } from './command.ts';

/**
 * The folder that each edition replaces, by its name; a symbolic link is followed. Throws, before anything is changed,
 * where a folder cannot be replaced or contains what Policybook did not write.
 */
export async function findPlaces(
  out: string,
  editions: readonly EditionName[],
  content: string,
): Promise<ReadonlyMap<EditionName, string>> {
  refuseInside(out, content);
  await refuseUnwritable(out);
  const places = new Map<EditionName, string>();
  for (const edition of editions) {
    const place = await findReplaceable(path.join(out, edition), isEditionFolder);
    for (const file of hostFiles(edition, 'https://example.org')) {
      const present = await readFile(path.join(out, file.path), 'utf8').catch(absentOnly);
      if (present !== undefined && firstLine(present) !== firstLine([...file.contents].join(''))) {
        throw foreign(path.join(out, file.path), 'is a file that Policybook did not write');
      }
    }
    places.set(edition, place);
  }
  return places;
}

/** The folder that an evidence pack replaces; the same is refused as for editions. */
export async function findPlace(folder: string, content: string): Promise<string> {
  refuseInside(folder, content);
  await refuseUnwritable(folder);
  return findReplaceable(folder, isPackFolder);
}

function refuseInside(out: string, content: string): void {
  if (path.relative(content, out).startsWith('..')) return;
  throw new UsageError(`--out is "${out}", which is inside the book; name a folder beside it.`);
}

async function findReplaceable(
  folder: string,
  isOwn: (folder: string) => Promise<boolean>,
): Promise<string> {
  const place = await followLink(folder);
  await recoverFolder(place);
  await refuseForeign(place, isOwn);
  return place;
}

/** Throws what the system answers where nothing can be made in the nearest folder that exists. */
async function refuseUnwritable(folder: string): Promise<void> {
  const found = await stat(folder).catch(absentOnly);
  if (!found) return refuseUnwritable(path.dirname(folder));
  await rmdir(await mkdtemp(path.join(folder, '.policybook-')));
}

/** Whether a folder is an edition that Policybook wrote: its list of policies names the engine. */
export function isEditionFolder(folder: string): Promise<boolean> {
  return namesEngine(path.join(folder, 'api/policies.json'));
}

/** Whether a folder is a pack that Policybook wrote: its population names the engine. */
function isPackFolder(folder: string): Promise<boolean> {
  return namesEngine(path.join(folder, 'population.json'));
}

async function namesEngine(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(absentOnly);
  return /"engine":\s*"policybook /.test(text ?? '');
}

async function followLink(place: string): Promise<string> {
  const found = await lstat(place).catch(absentOnly);
  if (!found?.isSymbolicLink()) return place;
  return realpath(place).catch((cause: unknown) => {
    throw new EnvironmentError(
      `${place} is a symbolic link that leads nowhere.`,
      'Remove the link, or make the folder to which it leads.',
      { cause },
    );
  });
}

async function refuseForeign(
  place: string,
  isOwn: (folder: string) => Promise<boolean>,
): Promise<void> {
  const found = await stat(place).catch(absentOnly);
  if (!found) return;
  if (!found.isDirectory()) throw foreign(place, 'is not a folder');
  const parent = await stat(path.dirname(place));
  if (parent.dev !== found.dev) {
    throw new EnvironmentError(
      `${place} is a mount point, which cannot be replaced as a whole.`,
      'Mount the folder above it, or build elsewhere with --out and copy the edition.',
    );
  }
  if ((await readdir(place)).length > 0 && !(await isOwn(place))) {
    throw foreign(place, 'contains files that Policybook did not write');
  }
}

function foreign(place: string, what: string): EnvironmentError {
  return new EnvironmentError(
    `${place} ${what}, so it is not replaced.`,
    'Name another folder with --out, or move what is there to another place.',
  );
}

function absentOnly(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
