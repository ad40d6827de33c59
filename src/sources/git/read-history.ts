import type { RawHistory } from '#core/model/raw-commit.ts';
import { checkSignatures, type Signer } from './check-signatures.ts';
import { findBranchTip } from './find-branch-tip.ts';
import { listTags } from './list-tags.ts';
import { readCommits } from './read-commits.ts';
import { readLost } from './read-lost.ts';

export interface HistoryOrder {
  /** Id in the settings. */
  readonly repository: string;
  readonly gitDir: string;
  readonly branch: string;
  /** Keys that signatures are checked against; one by any other key proves nothing. */
  readonly signers?: readonly Signer[];
  /** The company's zone, in which the days of a key's validity begin. */
  readonly timeZone?: string;
  /** Commits on which the branch ended before. */
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
  const listed = listTags(gitDir);
  listed.catch(() => undefined);
  const { line, merged, armors } = await readCommits({ ...order, tip });
  const tags = await listed;
  const signatures = await checkSignatures({ ...order, line, armors, tags, signers, timeZone });
  const lost = await readLost({ gitDir, tip, earlierTips });
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
