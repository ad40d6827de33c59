import type { RawHistory } from '#core/model/raw-commit.ts';
import { checkSignatures, type Signer } from './check-signatures.ts';
import { findBranchTip } from './find-branch-tip.ts';
import { readCommits } from './read-commits.ts';
import { readLog } from './read-log.ts';
import { runGit } from './run-git.ts';

export interface HistoryOrder {
  /** Id in the settings. */
  readonly repository: string;
  readonly gitDir: string;
  readonly branch: string;
  /** Keys that signatures are checked against. A signature by another key proves nothing. */
  readonly signers?: readonly Signer[];
  /** The company's zone, in which the days of a key's validity begin. */
  readonly timeZone?: string;
  /** Commits that were the end of the branch before. */
  readonly earlierTips?: readonly string[];
  /** A folder that keeps what was read of commits; made where it is missing. */
  readonly cache?: string;
}

/**
 * Reads the whole history of one branch. Throws an `EnvironmentError` where the repository cannot be read or its
 * history is not whole.
 */
export async function readHistory(order: HistoryOrder): Promise<RawHistory> {
  const { repository, gitDir, branch, signers = [], timeZone = 'UTC', earlierTips = [] } = order;
  const tip = await findBranchTip({ gitDir, branch });
  const { line, merged, armors } = await readCommits({ ...order, tip });
  const signatures = await checkSignatures({ ...order, line, armors, signers, timeZone });
  const lost = await readLost(gitDir, tip, earlierTips);
  const history = { repository, branch, merged, ...(lost && { lost }) };
  if (signatures.size === 0) return { ...history, line };
  return {
    ...history,
    line: line.map((commit) => {
      const found = signatures.get(commit.id);
      return found ? { ...commit, signatures: found } : commit;
    }),
  };
}

/**
 * The commits on the lines of earlier tips that a branch no longer reaches, oldest first. A tip that the branch does
 * reach is left out; one that the repository no longer has is there without commits.
 */
async function readLost(
  gitDir: string,
  tip: string,
  earlierTips: readonly string[],
): Promise<RawHistory['lost']> {
  const lost: Record<string, RawHistory['line']> = {};
  for (const earlier of new Set(earlierTips)) {
    if (!(await hasObject(gitDir, earlier))) {
      lost[earlier] = [];
      continue;
    }
    const { commits } = await readLog(gitDir, { tip: earlier, since: tip, isLineOnly: true });
    if (commits.size > 0) lost[earlier] = [...commits.values()].reverse();
  }
  return Object.keys(lost).length > 0 ? lost : undefined;
}

/** Whether the repository has a commit of this id. */
async function hasObject(gitDir: string, id: string): Promise<boolean> {
  const args = ['cat-file', '--batch-check=%(objecttype)'];
  const answer = await runGit({ gitDir, args, input: [`${id}\n`] });
  return answer.trim() === 'commit';
}
