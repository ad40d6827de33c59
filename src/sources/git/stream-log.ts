import { parseInstant, type Instant } from '#core/model/instant.ts';
import type { Signature } from '#core/model/raw-commit.ts';
import { EnvironmentError } from '../environment-error.ts';
import { createLogParser, type LogChange } from './parse-log.ts';
import { streamGit } from './run-git.ts';

/** One commit as `git log` prints it. */
export interface LoggedCommit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  /** As the commit names it; empty where it names none. */
  readonly encoding: string;
  readonly message: string;
  readonly changes: readonly LogChange[];
}

interface Log {
  readonly gitDir: string;
  /** As `logArguments` gives them. */
  readonly args: readonly string[];
}

const fields = ['%H', '%P', '%an', '%ae', '%aI', '%at', '%cn', '%ce', '%cI', '%ct', '%e'];

/** Options of every command that lists changes. A repository's own settings could otherwise decide them. */
export const diffOptions = [
  '-z',
  '--raw',
  '--no-abbrev',
  '--no-relative',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=none',
];

const logOptions = [
  ...diffOptions,
  '--root',
  '--no-show-signature',
  '--no-notes',
  '--no-mailmap',
  '--diff-merges=first-parent',
  '--encoding=UTF-8',
];

/** The arguments of a `git log` for `streamLog`, with the whole message (`%B`) or its subject (`%s`) of each commit. */
export function logArguments(message: '%B' | '%s', ...args: readonly string[]): string[] {
  const format = [...fields, message].map((field) => `${field}%x00`).join('');
  return ['log', ...logOptions, `--format=${format}`, ...args];
}

/** Runs a `git log` and hands on each commit. Throws an `EnvironmentError` where one has no readable date. */
export async function streamLog(
  { gitDir, args }: Log,
  onCommit: (commit: LoggedCommit) => void,
): Promise<void> {
  const parser = createLogParser(fields.length + 1, (found, changes) => {
    const [id = '', parents = '', ...rest] = found;
    const [encoding = '', message = ''] = rest.slice(8);
    onCommit({
      id,
      parents: parents === '' ? [] : parents.split(' '),
      author: parseSignature(rest.slice(0, 4), id, gitDir),
      committer: parseSignature(rest.slice(4, 8), id, gitDir),
      encoding,
      message,
      changes,
    });
  });
  await streamGit({ gitDir, args }, parser.write);
  parser.end();
}

function parseSignature(parts: readonly string[], id: string, gitDir: string): Signature {
  const [name = '', email = '', iso = '', seconds = ''] = parts;
  const at = parseInstant(iso) ?? parseSeconds(seconds);
  if (at) return { name, email, at };
  throw new EnvironmentError(
    `Commit ${id} of ${gitDir} has no readable date (${JSON.stringify(iso)}), so its place in time is unknown.`,
    'Ask its author to make the commit again with a date, or repair the repository.',
  );
}

// Commits from other systems can have offsets such as +9999, which are not valid. The seconds are right nevertheless.
function parseSeconds(seconds: string): Instant | undefined {
  if (!/^\d{1,11}$/.test(seconds)) return undefined;
  return parseInstant(new Date(Number(seconds) * 1000).toISOString());
}
