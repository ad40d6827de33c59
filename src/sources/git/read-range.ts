import type { RawCommit } from '#core/model/raw-commit.ts';
import { EnvironmentError } from '../environment-error.ts';
import { explainShallow, shellWord } from './explain-git-failure.ts';
import { runGit } from './run-git.ts';
import { logArguments, streamLog } from './stream-log.ts';

interface Range {
  readonly gitDir: string;
  /** What the change would be merged into: a commit, branch or tag. */
  readonly base: string;
  /** The last commit of the change. */
  readonly head: string;
}

/**
 * Reads the commits that `head` would bring to `base`, oldest first, and the paths that differ between where it left
 * and its end. Throws an `EnvironmentError` where one of them is not there, or where they share no known commit.
 */
export async function readRange({ gitDir, base, head }: Range): Promise<{
  readonly commits: readonly RawCommit[];
  readonly paths: readonly string[];
  /** Ids of its last commit, and of the commit where it left. */
  readonly head: string;
  readonly base: string;
}> {
  const from = await resolve(gitDir, base, '--base');
  const to = await resolve(gitDir, head, '--head');
  await requireWhole(gitDir);
  const commits: RawCommit[] = [];
  const options = ['--no-renames', '--reverse', '--topo-order'];
  const args = logArguments('%B', ...options, `${from}..${to}`, '--');
  await streamLog({ gitDir, args }, ({ changes, encoding: _encoding, ...commit }) => {
    commits.push({ ...commit, paths: changes.map((change) => change.path).sort() });
  });
  const difference = await runGit({
    gitDir,
    args: ['diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', `${from}...${to}`, '--'],
  });
  const left = await runGit({ gitDir, args: ['merge-base', from, to] });
  return {
    head: to,
    base: left.trim(),
    commits,
    paths: difference.split('\0').filter((path) => path !== ''),
  };
}

async function resolve(gitDir: string, name: string, option: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  const found = await runGit({ gitDir, args }).catch((cause: unknown) => {
    throw new EnvironmentError(
      `${option} is ${JSON.stringify(name)}, and the repository ${gitDir} has no such commit.`,
      `Correct it, or fetch it first: git -C ${shellWord(gitDir)} fetch origin`,
      { cause },
    );
  });
  return found.trim();
}

async function requireWhole(gitDir: string): Promise<void> {
  const answer = await runGit({ gitDir, args: ['rev-parse', '--is-shallow-repository'] });
  if (answer.trim() !== 'false') throw explainShallow(gitDir, process.env);
}
