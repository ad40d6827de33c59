import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError } from '../environment-error.ts';
import { explainShallow, shellWord } from './explain-git-failure.ts';
import { runGit } from './run-git.ts';

interface Branch {
  readonly gitDir: string;
  readonly branch: string;
}

/**
 * The commit that a branch ends on, in a repository whose history is whole. Throws an `EnvironmentError` where
 * commits could be missing or replaced: an incomplete population must not look like a complete one.
 */
export async function findBranchTip({ gitDir, branch }: Branch): Promise<string> {
  const answers = [
    requireGitVersion(gitDir),
    requireWholeHistory(gitDir),
    requireNoReplacements(gitDir),
    tipOf({ gitDir, branch }),
  ] as const;
  // They run at once. The error that is thrown is always that of the first in this order.
  for (const answer of answers) answer.catch(() => undefined);
  for (const answer of answers) await answer;
  return answers[3];
}

async function requireGitVersion(gitDir: string): Promise<void> {
  const answer = (await runGit({ gitDir, args: ['version'] })).trim();
  const [, major = '0', minor = '0'] = /^git version (\d+)\.(\d+)/.exec(answer) ?? [];
  const isOldEnough = Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 32);
  if (isOldEnough) return;
  throw new EnvironmentError(
    `The git on this machine calls itself ${JSON.stringify(answer.slice(0, 60))}; 2.32 or later is needed.`,
    'Install a git of version 2.32 or later, and type "git --version" to see which one is found.',
  );
}

async function requireWholeHistory(gitDir: string): Promise<void> {
  const answer = await runGit({
    gitDir,
    args: ['rev-parse', '--is-shallow-repository', '--path-format=absolute', '--git-common-dir'],
  });
  const [isShallow] = answer.split('\n', 1);
  if (isShallow !== 'false') {
    throw explainShallow(gitDir, process.env);
  }
  const commonDir = answer.slice(answer.indexOf('\n') + 1, -1);
  const grafts = await readFile(join(commonDir, 'info', 'grafts'), 'utf8').catch(() => '');
  // Git passes over empty lines and comments, and reads ids in capitals too.
  if (!/^(?!#).*\S/m.test(grafts)) return;
  throw new EnvironmentError(
    `The repository ${gitDir} has grafts: its commits show other parents than the ones they were made with.`,
    `Type: rm ${shellWord(join(commonDir, 'info', 'grafts'))}`,
  );
}

async function requireNoReplacements(gitDir: string): Promise<void> {
  const refs = (await listRefs(gitDir, ['refs/replace/'])).map(({ name }) =>
    name.split('/').at(-1),
  );
  const [first] = refs;
  if (first === undefined) return;
  throw new EnvironmentError(
    `The repository ${gitDir} has replace refs (${refs.length}, the first for ${first}): git shows other objects than the history contains.`,
    `Type: git -C ${shellWord(gitDir)} replace -d ${first}; and the same for each that "git replace -l" lists.`,
  );
}

async function tipOf({ gitDir, branch }: Branch): Promise<string> {
  const name = `refs/heads/${branch}`;
  const heads = await listRefs(gitDir, ['refs/heads/']);
  const tip = heads.find((ref) => ref.name === name);
  if (tip) return tip.commit;

  const shown = JSON.stringify(branch);
  const remote = `refs/remotes/origin/${branch}`;
  const isFetched = (await listRefs(gitDir, [remote])).some((ref) => ref.name === remote);
  const others = heads
    .slice(0, 5)
    .map((ref) => JSON.stringify(ref.name.slice('refs/heads/'.length)));
  if (isFetched) {
    throw new EnvironmentError(
      `The repository ${gitDir} has no local branch ${shown}, only what was fetched of it.`,
      `Type: git -C ${shellWord(gitDir)} update-ref ${shellWord(name)} ${shellWord(remote)}`,
    );
  }
  if (others.length === 0) {
    throw new EnvironmentError(
      `The repository ${gitDir} has no branch with a commit, so ${shown} has no history.`,
      `Make its first commit, fetch ${shown}, or name the repository that has it.`,
    );
  }
  throw new EnvironmentError(
    `The repository ${gitDir} has no branch ${shown}; it has ${others.join(', ')}.`,
    'Correct the branch of this repository in policybook.yaml.',
  );
}

async function listRefs(
  gitDir: string,
  patterns: readonly string[],
): Promise<{ commit: string; name: string }[]> {
  const args = ['for-each-ref', '--format=%(objectname) %(refname)', ...patterns];
  const lines = (await runGit({ gitDir, args })).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const space = line.indexOf(' ');
    return { commit: line.slice(0, space), name: line.slice(space + 1) };
  });
}
