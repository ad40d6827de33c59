import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ForgeExport, ForgePull } from '../model/forge-pull.ts';
import type { RawCommit, RawHistory } from '../model/raw-commit.ts';

/** The pull request by which a commit came onto the branch, as an export has it. */
export interface JoinedPull {
  readonly pull: ForgePull;
  readonly file: string;
  readonly digest: string;
  /**
   * How it was found: by the id of the merge commit, by the number in the message where the export names no merge
   * commit, or, for the earlier commits of a rebase, by place and title.
   */
  readonly by: 'commit' | 'number' | 'title';
}

export type PullFound =
  | { readonly joined: JoinedPull }
  /** The message names a pull request that the export knows as something else. */
  | { readonly contradiction: string }
  | Record<string, never>;

type Exported = Omit<JoinedPull, 'by'>;

/**
 * Joins commits of the line with the pull requests of the exports. A number in a message is only a claim: it joins
 * nothing where the export names another commit as the merge.
 */
export function createPullFinder(
  { line }: RawHistory,
  exports: readonly ForgeExport[],
): {
  readonly find: (commit: RawCommit, claimed: number | undefined) => PullFound;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { byNumber, diagnostics } = collectPulls(exports);
  const byCommit = new Map<string, JoinedPull>();
  for (const exported of byNumber.values()) {
    const { mergeCommit } = exported.pull;
    if (mergeCommit !== undefined && !byCommit.has(mergeCommit)) {
      byCommit.set(mergeCommit, { ...exported, by: 'commit' });
    }
  }
  for (const [index, commit] of line.entries()) {
    const exported = byCommit.get(commit.id);
    if (exported?.by !== 'commit') continue;
    for (const part of findRebased(line, index, exported.pull)) {
      if (!byCommit.has(part.id)) byCommit.set(part.id, { ...exported, by: 'title' });
    }
  }

  return {
    find(commit, claimed) {
      const known = byCommit.get(commit.id);
      if (known) return { joined: known };
      const exported = claimed === undefined ? undefined : byNumber.get(claimed);
      if (!exported) return {};
      const { mergedAt, mergeCommit, number } = exported.pull;
      if (mergedAt === undefined) {
        return { contradiction: `${exported.file} shows pull request ${number} as not merged` };
      }
      return mergeCommit === undefined
        ? { joined: { ...exported, by: 'number' } }
        : {
            contradiction: `${exported.file} shows that pull request ${number} was merged as ${mergeCommit.slice(0, 12)}`,
          };
    },
    diagnostics,
  };
}

function collectPulls(exports: readonly ForgeExport[]): {
  byNumber: ReadonlyMap<number, Exported>;
  diagnostics: Diagnostic[];
} {
  const byNumber = new Map<number, Exported>();
  const diagnostics: Diagnostic[] = [];
  for (const { file, digest, pulls } of exports) {
    for (const pull of pulls) {
      const known = byNumber.get(pull.number);
      if (!known) byNumber.set(pull.number, { pull, file, digest });
      else if (JSON.stringify(known.pull) !== JSON.stringify(pull)) {
        diagnostics.push({
          code: 'export/pull-twice',
          severity: 'error',
          at: { file, line: 1 },
          problem: `Pull request ${pull.number} stands here and in ${known.file}, and the two differ.`,
          remedy: 'Keep the export that was made last, and take the other out of "forgeExports".',
        });
      }
    }
  }
  return { byNumber, diagnostics };
}

/** The commits before the last of a rebase: as many as the pull request has, of the same titles in the same order. */
function findRebased(
  line: readonly RawCommit[],
  last: number,
  { commits }: ForgePull,
): RawCommit[] {
  if (commits.length < 2 || (line[last]?.parents.length ?? 0) > 1) return [];
  const candidates = line.slice(Math.max(0, last - commits.length + 1), last + 1);
  const isSame =
    candidates.length === commits.length &&
    candidates.every(
      ({ message, parents }, index) =>
        parents.length < 2 && message.split('\n', 1)[0] === commits[index]?.subject,
    );
  return isSame ? candidates.slice(0, -1) : [];
}
