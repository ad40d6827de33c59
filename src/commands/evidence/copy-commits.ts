import { listCommits } from '#core/evidence/judge-files.ts';
import { changesOf } from '#core/evidence/period-population.ts';
import type { PackOrder } from '#core/evidence/pack.ts';
import type { RawHistory } from '#core/model/raw-commit.ts';
import { readObjects } from '#sources/git/read-objects.ts';
import type { PackWriter } from './create-pack-writer.ts';

/**
 * Copies every commit of a branch into `commits/`, as `git cat-file --batch` prints them, and that of each record of the
 * period beside it. A commit names its parents by their digests, so that one of them proves all before it.
 */
export async function copyCommits(
  history: RawHistory,
  gitDir: string,
  { order, pack }: { readonly order: PackOrder; readonly pack: PackWriter },
): Promise<void> {
  const { repository } = history;
  const changes = new Map(
    changesOf(order)
      .filter(({ record }) => record.repository === repository)
      .map(({ record }) => [record.commit, record.id]),
  );
  const all = pack.open(`commits/${repository}.batch`);
  const ids = [...listCommits(history)].map(({ commit }) => commit.id);
  await readObjects(gitDir, ids, ({ id, type, bytes }) => {
    all.add(`${id} ${type} ${bytes.length}\n`);
    all.add(bytes);
    all.add('\n');
    const change = changes.get(id);
    if (change !== undefined) pack.write({ path: `records/${change}.commit`, bytes });
  });
  all.close();
}
