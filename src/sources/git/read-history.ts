import { parseInstant, type Instant } from '#core/model/instant.ts';
import type { RawCommit, RawHistory, Signature } from '#core/model/raw-commit.ts';
import { EnvironmentError } from '../environment-error.ts';
import { findBranchTip } from './find-branch-tip.ts';
import { createLogParser, type LogEntry } from './parse-log.ts';
import { streamGit } from './run-git.ts';
import { splitHistory } from './split-history.ts';

const fields = ['%H', '%P', '%an', '%ae', '%aI', '%at', '%cn', '%ce', '%cI', '%ct', '%B'];

// Each option is one that a repository's own settings could otherwise decide.
const logOptions = [
  '-z',
  '--raw',
  '--root',
  '--no-abbrev',
  '--no-renames',
  '--no-relative',
  '--no-color',
  '--no-ext-diff',
  '--ignore-submodules=none',
  '--diff-merges=first-parent',
  '--encoding=UTF-8',
  `--format=${fields.map((field) => `${field}%x00`).join('')}`,
];

/**
 * Reads the whole history of one branch with one `git log`. Throws an `EnvironmentError` where the repository
 * cannot be read or its history is not whole.
 */
export async function readHistory({
  repository,
  gitDir,
  branch,
}: {
  /** Id in the settings. */
  readonly repository: string;
  readonly gitDir: string;
  readonly branch: string;
}): Promise<RawHistory> {
  const tip = await findBranchTip({ gitDir, branch });
  const commits = new Map<string, RawCommit>();
  const parser = createLogParser(fields.length, (entry) => {
    const commit = commitOf(entry, gitDir);
    commits.set(commit.id, commit);
  });
  await streamGit({ gitDir, args: ['log', ...logOptions, tip, '--'] }, parser.write);
  parser.end();
  return { repository, branch, ...splitHistory(commits, tip) };
}

function commitOf(entry: LogEntry, gitDir: string): RawCommit {
  const [id = '', parents = '', ...rest] = entry.fields;
  const [message = ''] = rest.slice(8);
  return {
    id,
    parents: parents === '' ? [] : parents.split(' '),
    author: signatureOf(rest.slice(0, 4), id, gitDir),
    committer: signatureOf(rest.slice(4, 8), id, gitDir),
    message,
    paths: [...entry.paths].sort(),
  };
}

function signatureOf(parts: readonly string[], id: string, gitDir: string): Signature {
  const [name = '', email = '', iso = '', seconds = ''] = parts;
  const at = parseInstant(iso) ?? instantOf(seconds);
  if (at) return { name, email, at };
  throw new EnvironmentError(
    `Commit ${id} of ${gitDir} has no readable date (${JSON.stringify(iso)}), so its place in time is unknown.`,
    'Ask who made the commit to make it again with a date, or have the repository mended.',
  );
}

// Commits brought over from other systems can have offsets such as +9999, which no calendar knows; the moment is
// sound nevertheless.
function instantOf(seconds: string): Instant | undefined {
  const milliseconds = /^\d{1,11}$/.test(seconds) ? Number(seconds) * 1000 : Number.NaN;
  return Number.isNaN(milliseconds)
    ? undefined
    : parseInstant(new Date(milliseconds).toISOString());
}
