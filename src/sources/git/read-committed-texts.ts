import path from 'node:path';
import { EnvironmentError } from '../environment-error.ts';
import { findBranchTip } from './find-branch-tip.ts';
import { findOwnRepository } from './find-own-repository.ts';
import { runGit } from './run-git.ts';

/**
 * The texts that a file has in the checked out commit and where that commit left a branch, the checked out one first.
 * Empty where the file is tracked in neither, or lies in no repository.
 */
export async function readCommittedTexts(file: string, branch: string): Promise<readonly string[]> {
  const found = await orNothing(findOwnRepository(path.dirname(file)));
  if (!found) return [];
  const { gitDir, prefix } = found;
  const place = `${prefix}${path.basename(file)}`;
  const tip = await orNothing(findBranchTip({ gitDir, branch }));
  const base = tip && (await orNothing(runGit({ gitDir, args: ['merge-base', 'HEAD', tip] })));
  const texts = await Promise.all(
    ['HEAD', ...(base ? [base.trim()] : [])].map(async (commit) => {
      const args = ['cat-file', 'blob', `${commit}:${place}`];
      return orNothing(runGit({ gitDir, args }));
    }),
  );
  return texts.filter((text) => text !== undefined);
}

/** What is not there is one text less to compare with, and no fault of the machine. */
async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (error instanceof EnvironmentError) return undefined;
    throw error;
  });
}
