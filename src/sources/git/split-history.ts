import type { RawCommit, RawHistory } from '#core/model/raw-commit.ts';

/**
 * Divides all commits of a branch into its first-parent line and what each merge on the line brought in. A commit
 * belongs to the first merge that reached it, so each is looked at once.
 */
export function splitHistory(
  commits: ReadonlyMap<string, RawCommit>,
  tip: string,
): Pick<RawHistory, 'line' | 'merged'> {
  const line = followFirstParents(commits, tip);
  const taken = new Set(line.map(({ id }) => id));
  const merged: Record<string, readonly RawCommit[]> = {};
  for (const commit of line) {
    if (commit.parents.length < 2) continue;
    merged[commit.id] = commit.parents
      .slice(1)
      .flatMap((parent) => takeAncestors(commits, parent, taken));
  }
  return { line, merged };
}

function followFirstParents(commits: ReadonlyMap<string, RawCommit>, tip: string): RawCommit[] {
  const line: RawCommit[] = [];
  for (let id: string | undefined = tip; id !== undefined; id = line.at(-1)?.parents[0]) {
    line.push(commitOf(commits, id));
  }
  return line.reverse();
}

/** The ancestors that no merge has taken before, parents before their children. */
function takeAncestors(
  commits: ReadonlyMap<string, RawCommit>,
  start: string,
  taken: Set<string>,
): RawCommit[] {
  const found: RawCommit[] = [];
  const open: { commit: RawCommit; nextParent: number }[] = [];
  const enter = (id: string) => {
    if (taken.has(id)) return;
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
