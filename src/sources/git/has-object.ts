import { runGit } from './run-git.ts';

/** Whether the repository holds a commit of this id. */
export async function hasObject(gitDir: string, id: string): Promise<boolean> {
  const args = ['cat-file', '--batch-check=%(objecttype)'];
  const answer = await runGit({ gitDir, args, input: [`${id}\n`] });
  return answer.trim() === 'commit';
}
