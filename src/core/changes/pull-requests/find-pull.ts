import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { ForgeExport, ForgePull } from '../../model/forge-pull.ts';
import { epochOf, type Instant } from '../../model/instant.ts';
import type { RawCommit, RawHistory } from '../../model/raw-commit.ts';
import { isForgeAddress } from '../../forges/match-forge.ts';

import type { MergeForm } from './parse-merge-form.ts';

/** The pull request by which a commit came onto the branch, as an export has it. */
export interface JoinedPull {
  readonly pull: ForgePull;
  readonly file: string;
  readonly digest: string;
  /** When the export was made, where it states that. */
  readonly madeAt?: Instant;
  /**
   * Found by the merge commit, or by the number in the message. The earlier commits of a rebase are found by place and
   * title, and as `rebase` where the times at which they were written show that the forge rebased them together.
   */
  readonly by: 'commit' | 'number' | 'title' | 'rebase';
  /** Whether its commits are on the line one by one. */
  readonly isRebased?: boolean;
}

export type PullFound =
  | { readonly joined: JoinedPull }
  /** The message names a pull request that the export knows as something else. */
  | { readonly contradiction: string }
  /** An export contains it, and it cannot be read. */
  | { readonly unreadIn: string }
  | Record<string, never>;

type Exported = Omit<JoinedPull, 'by' | 'isRebased'>;

/** Joins commits with exported pull requests. A number in a message does not outweigh the export's merge commit. */
export function createPullFinder(
  { line }: RawHistory,
  exports: readonly ForgeExport[],
): {
  readonly find: (commit: RawCommit, claimed: number | undefined) => PullFound;
  readonly diagnostics: readonly Diagnostic[];
} {
  const unread = collectUnread(exports);
  const { byNumber, diagnostics } = collectPulls(exports, unread);
  const byCommit = new Map<string, JoinedPull>();
  const byMerge = Map.groupBy(byNumber.values(), ({ pull }) => pull.mergeCommit);
  for (const commit of line) {
    const candidates = byMerge.get(commit.id) ?? [];
    const chosen = chooseByHead(commit, candidates);
    if (chosen) byCommit.set(commit.id, { ...chosen, by: 'commit' });
    else if (candidates.length > 1) {
      diagnostics.push(describeShared(commit, candidates));
      unread.set(commit.id, candidates[0]?.file ?? '');
    }
  }
  for (const [index, commit] of byCommit.size > 0 ? line.entries() : []) {
    const exported = byCommit.get(commit.id);
    if (exported?.by !== 'commit') continue;
    const rebased = findRebased(line, index, exported.pull);
    if (rebased.length > 0) byCommit.set(commit.id, { ...exported, isRebased: true });
    const by = isProvenRebase([...rebased, commit], exported.pull) ? 'rebase' : 'title';
    for (const part of rebased) {
      if (!byCommit.has(part.id)) byCommit.set(part.id, { ...exported, by });
    }
  }

  return {
    find(commit, claimed) {
      const unreadIn = unread.get(commit.id) ?? unread.get(claimed ?? 0);
      if (unreadIn !== undefined) return { unreadIn };
      const known = byCommit.get(commit.id);
      if (known) return { joined: known };
      const exported = claimed === undefined ? undefined : byNumber.get(claimed);
      // One that names this commit and was not chosen shares it with another; that is a fault already.
      if (!exported || exported.pull.mergeCommit === commit.id) return {};
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

/** The files with pull requests that cannot be read, by the number and by the commits of each. */
function collectUnread(exports: readonly ForgeExport[]): Map<number | string, string> {
  return new Map(
    exports.flatMap(({ file, unread = [] }) =>
      unread.flatMap(({ number, commits }) =>
        [...(number === undefined ? [] : [number]), ...commits].map((key) => [key, file] as const),
      ),
    ),
  );
}

/** The pull requests by number. One of which two exports show different things is as good as unread. */
function collectPulls(
  exports: readonly ForgeExport[],
  unread: Map<number | string, string>,
): {
  byNumber: ReadonlyMap<number, Exported>;
  diagnostics: Diagnostic[];
} {
  const byNumber = new Map<number, Exported>();
  const diagnostics: Diagnostic[] = [];
  for (const { file, digest, madeAt, pulls } of exports) {
    for (const pull of pulls) {
      const known = byNumber.get(pull.number);
      if (!known) byNumber.set(pull.number, { pull, file, digest, ...(madeAt && { madeAt }) });
      else if (JSON.stringify(known.pull) !== JSON.stringify(pull)) {
        const at = { file, line: 1 };
        const problem = `Pull request ${pull.number} is here and in ${known.file}, and the two differ.`;
        const remedy =
          'Keep the export that was made last, and take the other out of "forgeExports". Until then its change is unknown.';
        diagnostics.push({ code: 'export/pull-twice', severity: 'warning', at, problem, remedy });
        for (const key of [pull.number, pull.mergeCommit, known.pull.mergeCommit]) {
          if (key !== undefined) unread.set(key, file);
        }
      }
    }
  }
  return { byNumber, diagnostics };
}

/** Of several pull requests with one merge commit, that whose head the commit merged. */
function chooseByHead(
  { parents }: RawCommit,
  candidates: readonly Exported[],
): Exported | undefined {
  if (candidates.length < 2) return candidates[0];
  const merged = parents[1];
  const own = candidates.filter(
    ({ pull }) =>
      merged !== undefined && (pull.squashCommit === merged || pull.headCommit === merged),
  );
  return own.length === 1 ? own[0] : undefined;
}

function describeShared({ id }: RawCommit, candidates: readonly Exported[]): Diagnostic {
  const numbers = candidates.map(({ pull }) => pull.number).sort((a, b) => a - b);
  const [first] = candidates;
  const at = { file: first?.file ?? '', line: 1 };
  const problem = `The pull requests ${numbers.join(' and ')} name the same commit ${id.slice(0, 12)} as their merge, and its parents do not show which of them it merged.`;
  const remedy =
    'Make the export again with the head of each; where both stay possible, find out through which it came and leave the other out of the export. Until then its change is unknown.';
  return { code: 'export/commit-twice', severity: 'warning', at, problem, remedy };
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

/**
 * Whether commits are those of a pull request, unchanged or written at the same times. A squash is written when it is
 * merged, so the forge rebased what ends with a commit that was written when the last one of the request was.
 */
function isProvenRebase(commits: readonly RawCommit[], { commits: own }: ForgePull): boolean {
  return commits.every(({ id, author }, index) => {
    const { id: exported, authoredAt } = own[index] ?? {};
    return (
      id === exported || (authoredAt !== undefined && epochOf(authoredAt) === epochOf(author.at))
    );
  });
}

interface Claim {
  readonly commit: RawCommit;
  readonly form: MergeForm;
}

/** Whether to believe a number that no export has: any author can type `(#99)`, only a forge makes its merges. */
export function judgeClaim(
  { commit: { parents, committer }, form }: Claim,
  exports: readonly ForgeExport[],
): ChangeRecord['pullRequestClaim'] {
  const isByForge = isForgeAddress(committer.email);
  if (form.pullRequest === undefined || (isByForge && parents.length > 1)) return undefined;
  // One without a readable number may be this one.
  const isKnown = exports.every(({ unread = [] }) =>
    unread.every((one) => one.number !== undefined),
  );
  if (isKnown && exports.some((one) => covers(one, committer.at))) return 'missing';
  return isByForge ? undefined : 'unconfirmed';
}

/** Whether an export reaches from before a moment until after it. */
function covers({ pulls, at: until }: ForgeExport, at: Instant): boolean {
  const moment = epochOf(at);
  return (
    until !== undefined &&
    epochOf(until) >= moment &&
    pulls.some(({ mergedAt }) => mergedAt !== undefined && epochOf(mergedAt) <= moment)
  );
}
