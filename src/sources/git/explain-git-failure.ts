import { EnvironmentError } from '../environment-error.ts';

interface GitFailure {
  readonly gitDir: string;
  readonly args: readonly string[];
  /** Undefined where a signal ended git. */
  readonly status: number | undefined;
  /** What git wrote to its standard error. */
  readonly complaint: string;
}

const missingObject =
  /promisor remote|transport '[^']*' not allowed|unable to read (?:tree|sha1)|bad (?:tree )?object|missing (?:blob|tree|commit)|could not (?:read|parse)|could not get object|unable to find|remote error|could not fetch/i;

/** Explains a failure of git to the owner of the repository, with what to type. */
export function explainGitFailure(failure: GitFailure): EnvironmentError {
  const { gitDir, args, status, complaint } = failure;
  const quoted = quote(complaint);
  if (/not a git repository/i.test(complaint)) {
    return new EnvironmentError(
      `${gitDir} is a folder, but not a git repository.`,
      'Name the folder that contains .git, or a bare repository, not a folder above or inside it.',
    );
  }
  if (/dubious ownership/i.test(complaint)) {
    return new EnvironmentError(
      `The repository ${gitDir} belongs to another user of this machine, and git refuses to read it.`,
      `Run the command as that user, or type: chown -R "$(id -u)" ${shellWord(gitDir)}`,
    );
  }
  if (missingObject.test(complaint)) {
    return new EnvironmentError(
      `The repository ${gitDir} lacks objects of its history: it is a partial clone or damaged (git: ${quoted}).`,
      `Type: git -C ${shellWord(gitDir)} fetch --refetch --no-filter; or clone it again without --filter.`,
    );
  }
  const outcome = status === undefined ? 'was stopped' : `ended with status ${status}`;
  return new EnvironmentError(
    `git ${args[0] ?? ''} ${outcome} in ${gitDir} (git: ${quoted}).`,
    `Type: git -C ${shellWord(gitDir)} fsck; then repair what it reports, or clone the repository again.`,
  );
}

/** The first fatal line, escaped so that a terminal prints control characters and does not execute them. */
function quote(complaint: string): string {
  const lines = complaint.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((text) => text.startsWith('fatal: ')) ?? lines[0] ?? 'nothing';
  return JSON.stringify(line.slice(0, 200));
}

/** A path as it can be pasted into a shell. */
export function shellWord(text: string): string {
  return /^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Why a repository cannot be read that lacks an object. */
export function explainMissing(gitDir: string, id: string): EnvironmentError {
  return new EnvironmentError(
    `The repository ${gitDir} lacks the object ${id}: it is a partial clone or damaged.`,
    `Type: git -C ${shellWord(gitDir)} fetch --refetch --no-filter; or clone it again without --filter.`,
  );
}

/** Variables of a process by name. Pipelines are recognised by theirs. */
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

/** Why a shallow clone is refused, and the setting of the pipeline that made it where that is known. */
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
