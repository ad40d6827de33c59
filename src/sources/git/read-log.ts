import { mentionsForge } from '#core/forges/match-forge.ts';
import type { Instant } from '#core/model/instant.ts';
import {
  mentionsCoAuthor,
  type RawCommit,
  revertedBy,
  type Signature,
  subjectOf,
} from '#core/model/raw-commit.ts';
import { logArguments, streamLog, type LoggedCommit } from './stream-log.ts';

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

/** The arguments of the `git log` that reads a range. */
export function listLogArguments(range: LogRange): string[] {
  const lineOnly = range.isLineOnly ? ['--first-parent'] : [];
  return logArguments('%B', '--no-renames', ...lineOnly, ...revisionsOf(range));
}

/** Reads commits with one `git log`. Throws an `EnvironmentError` where the history is not whole. */
export async function readLog(gitDir: string, range: LogRange): Promise<ReadLog> {
  const commits = new Map<string, RawCommit>();
  const doubtful: string[] = [];
  const early: string[] = [];
  const keeper = createTextKeeper();
  let nextOnLine = range.tip;
  await streamLog({ gitDir, args: listLogArguments(range) }, (logged) => {
    const isOnLine = logged.id === nextOnLine;
    const commit = keepCommit(logged, isOnLine, keeper);
    commits.set(commit.id, commit);
    while (isOnLine && commits.has(nextOnLine)) {
      if (nextOnLine !== commit.id) early.push(nextOnLine);
      nextOnLine = commits.get(nextOnLine)?.parents[0] ?? '';
    }
    if (isDoubtful(logged)) doubtful.push(commit.id);
  });
  return { commits, doubtful, early };
}

/** Whether git may not know the encoding, or the bytes are not UTF-8. */
function isDoubtful({ author, committer, encoding, message }: LoggedCommit): boolean {
  const texts = [author.name, author.email, committer.name, committer.email, message];
  return encoding !== '' || texts.some((text) => text.includes('\ufffd'));
}

function keepCommit(logged: LoggedCommit, isOnLine: boolean, keeper: TextKeeper): RawCommit {
  const author = keepSignature(logged.author, keeper);
  const committer = keepSignature(logged.committer, keeper);
  const isSame =
    author.name === committer.name &&
    author.email === committer.email &&
    author.at === committer.at;
  return {
    id: keeper.once(logged.id),
    parents: logged.parents.map(keeper.once),
    author,
    // One object for both halves the memory that a long history needs.
    committer: isSame ? author : committer,
    message: keeper.copy(isOnLine ? logged.message : abridgeMessage(logged.message)),
    paths: logged.changes.map(({ path }) => keeper.once(path)).sort(),
  };
}

/**
 * The part that is used of the message of a commit that a merge brought in: its first line. The whole message where it
 * names co-authors or its pull request. The bodies would be half of the memory that a long history needs.
 */
export function abridgeMessage(message: string): string {
  if (mentionsCoAuthor(message) || mentionsForge(message)) return message;
  if (revertedBy(message).length > 0) return message;
  return subjectOf({ message });
}

function keepSignature({ name, email, at }: Signature, { once, copy }: TextKeeper): Signature {
  return { name: once(name), email: once(email), at: copy(at) as Instant };
}

/** Copies texts out of a larger one, which would otherwise stay in memory as a whole. */
interface TextKeeper {
  /** The one copy of a text that occurs often, such as a name, a path or an id. */
  readonly once: (text: string) => string;
  readonly copy: (text: string) => string;
}

function createTextKeeper(): TextKeeper {
  const known = new Map<string, string>();
  // A slice of a joined string is a copy. A slice of a plain string refers to the whole.
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
