import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs git in a folder with the person's own settings; undefined where it fails. */
export async function askGit(folder: string, ...args: string[]): Promise<string | undefined> {
  return run('git', args, { cwd: folder }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

/** The branch on which a folder is, after making a repository of it where it lies in none. */
export async function prepareBranch(folder: string): Promise<string | undefined> {
  const isInside = await askGit(folder, 'rev-parse', '--is-inside-work-tree');
  if (isInside !== 'true') await askGit(folder, 'init', '--quiet', '--initial-branch=main');
  return askGit(folder, 'symbolic-ref', '--short', 'HEAD');
}

/** Commits these files and no others; the id of the commit, or undefined where git refuses. */
export async function commitFiles(
  folder: string,
  files: readonly string[],
  message: string,
): Promise<string | undefined> {
  if ((await askGit(folder, 'add', '--', ...files)) === undefined) return undefined;
  const done = await askGit(folder, 'commit', '--quiet', '--message', message, '--', ...files);
  return done === undefined ? undefined : askGit(folder, 'rev-parse', 'HEAD');
}
