import type { RawHistory } from '#core/model/raw-commit.ts';
import { readLog } from './read-log.ts';
import { runGit } from './run-git.ts';

/**
 * The commits on the lines of earlier tips that a branch no longer reaches, oldest first. A tip that the branch does
 * reach is left out; one that the repository has no more is there with none.
 */
export async function readLost({
  gitDir,
  tip,
  earlierTips,
}: {
  readonly gitDir: string;
  readonly tip: string;
  readonly earlierTips: readonly string[];
}): Promise<RawHistory['lost']> {
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

/** Whether the repository holds a commit of this id. */
async function hasObject(gitDir: string, id: string): Promise<boolean> {
  const args = ['cat-file', '--batch-check=%(objecttype)'];
  const answer = await runGit({ gitDir, args, input: [`${id}\n`] });
  return answer.trim() === 'commit';
}
