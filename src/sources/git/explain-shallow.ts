import { EnvironmentError } from '../environment-error.ts';
import { shellWord } from './explain-git-failure.ts';

/** Variables of a process by name; what a pipeline sets tells which one it is. */
export type Environment = Readonly<Record<string, string | undefined>>;

const pipelines: readonly { readonly variable: string; readonly setting: string }[] = [
  {
    variable: 'GITHUB_ACTIONS',
    setting: 'In the GitHub workflow, write "fetch-depth: 0" under "with:" of actions/checkout',
  },
  {
    variable: 'GITLAB_CI',
    setting: 'In .gitlab-ci.yml, write GIT_DEPTH: "0" under "variables:"',
  },
  {
    variable: 'NETLIFY',
    setting: 'In netlify.toml, let the build command begin with "git fetch --unshallow &&"',
  },
  {
    variable: 'VERCEL',
    setting: "Set the variable VERCEL_DEEP_CLONE to true in the Vercel project's settings",
  },
  {
    variable: 'CF_PAGES',
    setting:
      'In the settings of the Cloudflare Pages project, let the build command begin with "git fetch --unshallow &&"',
  },
];

/** Why a shallow clone is refused, with the setting of the pipeline that made it where its variables tell. */
export function explainShallow(gitDir: string, environment: Environment): EnvironmentError {
  const command = `git -C ${shellWord(gitDir)} fetch --unshallow`;
  const found = pipelines.find(({ variable }) => (environment[variable] ?? '') !== '');
  return new EnvironmentError(
    `The repository ${gitDir} is a shallow clone: commits before its cut are missing.`,
    found
      ? `${found.setting}; for this one clone, type: ${command}`
      : `Type: ${command}; in a pipeline, check out with the whole history.`,
  );
}
