import type { ForgePull, RepositoryEvidence } from '../../model/forge-pull.ts';
import type { RawCommit, RawHistory } from '../../model/raw-commit.ts';
import type { JoinedPull } from './find-pull.ts';

export interface RevisionInput {
  readonly joined: JoinedPull;
  /** The commit on the line. */
  readonly commit: RawCommit;
  /** What it brought in, oldest first. */
  readonly merged: readonly RawCommit[];
  /** Place of each commit on the first-parent line. */
  readonly placeOnLine: ReadonlyMap<string, number>;
  readonly line: RawHistory['line'];
  readonly cleanMerges: RepositoryEvidence['cleanMerges'];
  /** The revision that was approved; undefined where the export lacks it. */
  readonly approved: string | undefined;
}

/** How the revision that was approved differs from the one that was merged. */
type Revision =
  | { readonly kind: 'final' }
  /** Nothing came after it but clean merges from the main branch. */
  | { readonly kind: 'merged-main' }
  | { readonly kind: 'not-known'; readonly reason: string }
  | { readonly kind: 'other'; readonly reason: string };

/** A commit that came after the approved one. */
type Later = Pick<RawCommit, 'id' | 'parents'> & { readonly raw?: RawCommit };

const earlier: Revision = { kind: 'other', reason: 'it was of an earlier revision' };

/** Compares an approved revision with the merged one: by git's graph, or by the export of a squash or rebase. */
export function compareRevision(input: RevisionInput): Revision {
  const revision = compareWithFinal(input);
  if (revision.kind !== 'final' && revision.kind !== 'merged-main') return revision;
  if (input.commit.parents.length > 2) {
    const reason = 'it is a merge of several branches at once, and the approval is of one of them';
    return { kind: 'not-known', reason };
  }
  const reason = 'whether the merge commit changed anything of its own is not known';
  return isUnseen(input) ? { kind: 'not-known', reason } : revision;
}

function compareWithFinal(input: RevisionInput): Revision {
  const { approved, commit, joined, cleanMerges } = input;
  if (commit.parents.length > 1 && cleanMerges[commit.id] === false) {
    return { kind: 'other', reason: 'it does not cover what the merge commit itself changed' };
  }
  if (approved === undefined) {
    return { kind: 'not-known', reason: 'the export does not state which revision was approved' };
  }
  const isBranch = !isSquashed(commit, joined.pull);
  const final = isBranch ? commit.parents[1] : joined.pull.headCommit;
  if (final === undefined) {
    return { kind: 'not-known', reason: 'the export does not state which revision was merged' };
  }
  if (approved === final) return { kind: 'final' };
  const later = isBranch ? laterInGraph(input, final, approved) : laterInExport(input, approved);
  if (later === undefined || later.length === 0) {
    return { kind: 'other', reason: 'it was of a revision that is not a part of what was merged' };
  }
  return judgeLater(later, input);
}

/** Whether what was reviewed is not in the graph: squashed or rebased, or squashed by the forge and then merged. */
export function isSquashed({ parents }: RawCommit, { squashCommit }: ForgePull): boolean {
  return parents.length < 2 || (squashCommit !== undefined && parents[1] === squashCommit);
}

/** A merge that nobody could make again to compare: its committer is only text, also where it names a forge. */
function isUnseen({ commit: { id, parents }, cleanMerges }: RevisionInput): boolean {
  return parents.length > 1 && cleanMerges[id] === undefined;
}

/** The commits that the final revision has and the approved one has not; undefined where that is not a part of it. */
function laterInGraph(
  { merged }: RevisionInput,
  final: string,
  approved: string,
): readonly Later[] | undefined {
  const byId = new Map(merged.map((part) => [part.id, part]));
  if (!byId.has(approved)) return undefined;
  const before = reach(byId, approved);
  const all = reach(byId, final);
  if (!all.has(approved)) return undefined;
  return [...all]
    .filter((id) => !before.has(id))
    .flatMap((id) => {
      const raw = byId.get(id);
      return raw ? [{ id, parents: raw.parents, raw }] : [];
    });
}

function reach(byId: ReadonlyMap<string, RawCommit>, start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const parent of byId.get(id)?.parents ?? []) if (byId.has(parent)) open.push(parent);
  }
  return found;
}

function laterInExport(
  { joined: { pull } }: RevisionInput,
  approved: string,
): readonly Later[] | undefined {
  const index = pull.commits.findIndex(({ id }) => id === approved);
  if (index < 0) return undefined;
  return pull.commits.slice(index + 1).map(({ id, parents = [] }) => ({ id, parents }));
}

function judgeLater(later: readonly Later[], input: RevisionInput): Revision {
  const { placeOnLine, cleanMerges } = input;
  const areSyncs = later.every(
    ({ parents }) => parents.length === 2 && parents.some((parent) => placeOnLine.has(parent)),
  );
  if (!areSyncs) return earlier;
  const isUnclean = later.some(
    ({ id, raw }) => !(cleanMerges[id] ?? !(raw !== undefined && hasOtherPaths(raw, input))),
  );
  if (isUnclean) {
    return {
      kind: 'other',
      reason: 'it was given before a merge from the main branch that changed other things too',
    };
  }
  return later.every(({ id }) => cleanMerges[id] === true)
    ? { kind: 'merged-main' }
    : {
        kind: 'not-known',
        reason:
          'whether the merge from the main branch after it changed anything else is not known',
      };
}

/** Whether a merge from the main branch changed a path that no commit of the main branch had changed. */
function hasOtherPaths({ parents, paths }: RawCommit, input: RevisionInput): boolean {
  const { line, placeOnLine, merged } = input;
  const until = Math.max(...parents.map((parent) => placeOnLine.get(parent) ?? -1));
  const from = Math.min(
    ...merged.flatMap((part) => part.parents.map((parent) => placeOnLine.get(parent) ?? until)),
  );
  // Where the main branch was the first parent, the paths are those of the branch and prove nothing.
  if (placeOnLine.has(parents[0] ?? '')) return false;
  const ofMain = new Set(line.slice(from + 1, until + 1).flatMap((commit) => commit.paths));
  return paths.some((path) => !ofMain.has(path));
}
