import type { RawCommit, RawHistory } from '#core/model/raw-commit.ts';

/**
 * Divides all commits of a branch into its first-parent line and what each merge on the line brought in. A commit
 * belongs to the first merge that reached it, so each is looked at once. With `since`, `commits` are those that it
 * does not reach; the result is undefined where it is not on the line.
 */
export function splitHistory(
  commits: ReadonlyMap<string, RawCommit>,
  tip: string,
  since?: string,
): Pick<RawHistory, 'line' | 'merged'> | undefined {
  const line = followFirstParents(commits, tip, since);
  if (!line) return undefined;
  const known = since === undefined ? () => false : (id: string) => !commits.has(id);
  const taken = new Set(line.map(({ id }) => id));
  const merged: Record<string, readonly RawCommit[]> = {};
  for (const commit of line) {
    if (commit.parents.length < 2) continue;
    merged[commit.id] = commit.parents
      .slice(1)
      .flatMap((parent) => takeAncestors(commits, parent, { taken, known }));
  }
  return { line, merged };
}

function followFirstParents(
  commits: ReadonlyMap<string, RawCommit>,
  tip: string,
  since: string | undefined,
): RawCommit[] | undefined {
  const line: RawCommit[] = [];
  let id: string | undefined = tip;
  while (id !== undefined && id !== since) {
    if (since !== undefined && !commits.has(id)) return undefined;
    const commit = commitOf(commits, id);
    line.push(commit);
    id = commit.parents[0];
  }
  return id === since ? line.reverse() : undefined;
}

/** The ancestors that no merge has taken before, parents before their children. */
function takeAncestors(
  commits: ReadonlyMap<string, RawCommit>,
  start: string,
  { taken, known }: { taken: Set<string>; known: (id: string) => boolean },
): RawCommit[] {
  const found: RawCommit[] = [];
  const open: { commit: RawCommit; nextParent: number }[] = [];
  const enter = (id: string) => {
    if (taken.has(id) || known(id)) return;
    taken.add(id);
    open.push({ commit: commitOf(commits, id), nextParent: 0 });
  };

  enter(start);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const parent = top.commit.parents[top.nextParent];
    top.nextParent += 1;
    if (parent !== undefined) enter(parent);
    else {
      found.push(top.commit);
      open.pop();
    }
  }
  return found;
}

function commitOf(commits: ReadonlyMap<string, RawCommit>, id: string): RawCommit {
  const commit = commits.get(id);
  if (!commit) throw new Error(`git log named ${id} as a parent and never printed it.`);
  return commit;
}
