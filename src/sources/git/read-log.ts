import type { Instant } from '#core/model/instant.ts';
import type { RawCommit, Signature } from '#core/model/raw-commit.ts';
import { abridgeMessage } from './abridge-message.ts';
import { createLogParser, type LogEntry } from './parse-log.ts';
import { streamGit } from './run-git.ts';
import { signatureOf } from './signature-of.ts';

const fields = ['%H', '%P', '%an', '%ae', '%aI', '%at', '%cn', '%ce', '%cI', '%ct', '%e', '%B'];

// Each option is one that a repository's own settings could otherwise decide.
const options = [
  '-z',
  '--raw',
  '--root',
  '--no-abbrev',
  '--no-renames',
  '--no-relative',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-show-signature',
  '--no-notes',
  '--no-mailmap',
  '--ignore-submodules=none',
  '--diff-merges=first-parent',
  '--encoding=UTF-8',
  `--format=${fields.map((field) => `${field}%x00`).join('')}`,
];

/** Which commits to read: those that `tip` reaches and `since` does not. */
export interface LogRange {
  readonly tip: string;
  readonly since?: string;
  /** Leave out what merges brought in. */
  readonly isLineOnly?: boolean;
}

export interface ReadLog {
  /** Those off the first-parent line have their messages abridged. */
  readonly commits: Map<string, RawCommit>;
  /** Ids of commits whose texts git may have printed otherwise than they are stored. */
  readonly doubtful: readonly string[];
  /** Ids of commits on the line that git printed before their child on it, and which are abridged therefore. */
  readonly early: readonly string[];
}

/** The arguments that name a range. A `since` that the repository does not have leaves out nothing. */
export function revisionsOf({ tip, since }: Pick<LogRange, 'tip' | 'since'>): string[] {
  return since === undefined ? [tip, '--'] : ['--ignore-missing', tip, `^${since}`, '--'];
}

/** What one `git log` is asked for. */
export function logArguments(range: LogRange): string[] {
  const { isLineOnly = false } = range;
  return ['log', ...options, ...(isLineOnly ? ['--first-parent'] : []), ...revisionsOf(range)];
}

/** Reads commits with one `git log`. Throws an `EnvironmentError` where the history is not whole. */
export async function readLog(gitDir: string, range: LogRange): Promise<ReadLog> {
  const commits = new Map<string, RawCommit>();
  const doubtful: string[] = [];
  const early: string[] = [];
  const keeper = createTextKeeper();
  let nextOnLine = range.tip;
  const parser = createLogParser(fields.length, (entry) => {
    const isOnLine = entry.fields[0] === nextOnLine;
    const commit = commitOf(entry, { gitDir, isOnLine, keeper });
    commits.set(commit.id, commit);
    while (isOnLine && commits.has(nextOnLine)) {
      if (nextOnLine !== commit.id) early.push(nextOnLine);
      nextOnLine = commits.get(nextOnLine)?.parents[0] ?? '';
    }
    if (isDoubtful(entry.fields)) doubtful.push(commit.id);
  });
  await streamGit({ gitDir, args: logArguments(range) }, parser.write);
  parser.end();
  return { commits, doubtful, early };
}

/** An encoding that git may not know, or bytes that are no UTF-8. */
function isDoubtful(found: readonly string[]): boolean {
  const [
    name = '',
    email = '',
    committerName = '',
    committerEmail = '',
    encoding = '',
    message = '',
  ] = [2, 3, 6, 7, 10, 11].map((index) => found[index]);
  const texts = [name, email, committerName, committerEmail, message];
  return encoding !== '' || texts.some((text) => text.includes('\ufffd'));
}

function commitOf(
  { fields: [id = '', parents = '', ...rest], paths }: LogEntry,
  { gitDir, isOnLine, keeper }: { gitDir: string; isOnLine: boolean; keeper: TextKeeper },
): RawCommit {
  const author = keepSignature(signatureOf(rest.slice(0, 4), id, gitDir), keeper);
  const committer = keepSignature(signatureOf(rest.slice(4, 8), id, gitDir), keeper);
  const isSame =
    author.name === committer.name &&
    author.email === committer.email &&
    author.at === committer.at;
  const message = rest[9] ?? '';
  return {
    id: keeper.once(id),
    parents: parents === '' ? [] : parents.split(' ').map(keeper.once),
    author,
    // One object for both halves what a long history takes.
    committer: isSame ? author : committer,
    message: keeper.copy(isOnLine ? message : abridgeMessage(message)),
    paths: paths.map(keeper.once).sort(),
  };
}

function keepSignature({ name, email, at }: Signature, { once, copy }: TextKeeper): Signature {
  return { name: once(name), email: once(email), at: copy(at) as Instant };
}

/** Makes texts that stand alone out of such as are parts of a larger one, which would stay in memory as a whole. */
interface TextKeeper {
  /** The one copy of a text that comes again and again, such as a name, a path or an id. */
  readonly once: (text: string) => string;
  readonly copy: (text: string) => string;
}

function createTextKeeper(): TextKeeper {
  const known = new Map<string, string>();
  // A joined string is laid out anew when a part of it is taken; a plain slice would go on pointing into the whole.
  const copy = (text: string) => ` ${text}`.slice(1);
  return {
    copy,
    once(text) {
      const found = known.get(text);
      if (found !== undefined) return found;
      const kept = copy(text);
      known.set(kept, kept);
      return kept;
    },
  };
}
