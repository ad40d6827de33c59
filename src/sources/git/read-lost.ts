import type { RawHistory } from '#core/model/raw-commit.ts';
import { hasObject } from './has-object.ts';
import { readLog } from './read-log.ts';

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
