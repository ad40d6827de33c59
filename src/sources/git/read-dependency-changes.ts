import type { DependencyChange } from '#core/model/dependency-change.ts';
import { compareManifests } from '#core/parse/manifests/compare-manifests.ts';
import { isManifest } from '#core/parse/manifests/read-manifest.ts';
import { openValueCache } from '../cache/open-value-cache.ts';
import { readTexts } from './read-objects.ts';
import { runGit } from './run-git.ts';

/** A commit, the one that it is compared with, and the paths in which they differ. */
interface Compared {
  readonly id: string;
  /** Absent where it is the first. */
  readonly base?: string | undefined;
  readonly paths: readonly string[];
}

type Answers = Readonly<Record<string, readonly DependencyChange[]>>;

// Raise it when the same manifests are read differently.
const version = 'dependencies-1';

/**
 * What commits did to the dependencies of manifests, by id; those that touch no manifest are left out. With a folder
 * for the cache, only manifests are read for which it has no answer.
 */
export async function readDependencyChanges(
  gitDir: string,
  commits: readonly Compared[],
  cacheFolder?: string,
): Promise<Answers> {
  const touching = commits.filter(({ paths }) => paths.some(isManifest));
  if (touching.length === 0) return {};
  const cache =
    cacheFolder === undefined ? undefined : openValueCache({ folder: cacheFolder, version });
  const known = new Map(
    touching.map(({ id }) => [id, cache?.read(id) as readonly DependencyChange[] | undefined]),
  );
  const found = await compareAll(
    gitDir,
    touching.filter(({ id }) => known.get(id) === undefined),
  );
  for (const [id, changes] of Object.entries(found)) cache?.write(id, changes);
  cache?.save();
  return Object.fromEntries(touching.map(({ id }) => [id, known.get(id) ?? found[id] ?? []]));
}

async function compareAll(gitDir: string, commits: readonly Compared[]): Promise<Answers> {
  const places = commits.flatMap(({ id, base, paths }) =>
    paths.filter(isManifest).map((path) => ({
      id,
      path,
      before: base === undefined ? undefined : `${base}:${path}`,
      after: `${id}:${path}`,
    })),
  );
  const blobs = await findBlobs(
    gitDir,
    places.flatMap(({ before, after }) => [before, after].filter((one) => one !== undefined)),
  );
  const texts = await readTexts(
    gitDir,
    [...blobs.values()].map((blob) => ({ blob })),
  );
  const textAt = (place: string | undefined) => texts.get(blobs.get(place ?? '') ?? '');
  const byCommit = Map.groupBy(places, ({ id }) => id);
  return Object.fromEntries(
    [...byCommit].map(([id, own]) => {
      const [unread, read] = [own.filter(isUnreadable), own.filter((one) => !isUnreadable(one))];
      const changes = compareManifests(
        read.map(({ path: manifest, before, after }) => ({
          manifest,
          before: textAt(before),
          after: textAt(after),
        })),
      );
      return [id, [...unread.map(describeUnreadable), ...changes]];
    }),
  );
}

// A line end in a path would ask git for another file.
function isUnreadable({ path }: { readonly path: string }): boolean {
  return path.includes('\n');
}

function describeUnreadable({ path }: { readonly path: string }): DependencyChange {
  return { kind: 'unread', manifest: path, name: 'its path contains a line end' };
}

/** The ids of the files at some places; a place without a file is left out. */
async function findBlobs(
  gitDir: string,
  places: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(places)].filter((path) => !isUnreadable({ path }));
  const args = ['cat-file', '--batch-check=%(objecttype) %(objectname)'];
  const printed = await runGit({ gitDir, args, input: asked.map((place) => `${place}\n`) });
  const lines = printed.split('\n');
  return new Map(
    asked.flatMap((place, index) => {
      const [, blob] = /^blob ([0-9a-f]+)$/.exec(lines[index] ?? '') ?? [];
      return blob === undefined ? [] : [[place, blob] as const];
    }),
  );
}
