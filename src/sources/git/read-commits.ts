import { isUtf8 } from 'node:buffer';
import type { RawCommit, RawHistory } from '#core/model/raw-commit.ts';
import { openHistoryCache, type KeptCommit } from '../cache/open-history-cache.ts';

import { endOfHeaders, parseCommitTexts, splitSignedCommit } from './parse-object.ts';
import { readLog, revisionsOf, type LogRange } from './read-log.ts';
import { readObjects } from './read-objects.ts';
import { runGit } from './run-git.ts';
import { splitHistory } from './split-history.ts';

/** All commits of a branch, and the signatures of those on its line as the objects contain them; by id. */
export interface ReadCommits extends Pick<RawHistory, 'line' | 'merged'> {
  readonly armors: ReadonlyMap<string, string>;
}

interface CommitsOrder {
  readonly gitDir: string;
  readonly branch: string;
  readonly tip: string;
  readonly cache?: string;
}

/** Reads every commit that a tip reaches; with a folder for it, only those that no earlier run kept. */
export async function readCommits({
  gitDir,
  branch,
  tip,
  cache: folder,
}: CommitsOrder): Promise<ReadCommits> {
  // The branch is a part of the key: two of a repository would otherwise replace each other.
  const cache = folder === undefined ? undefined : openHistoryCache(folder, `${gitDir}\0${branch}`);
  const kept = cache?.tip;
  const history = createHistory();
  if (cache && kept !== undefined) {
    // Undefined where it is not on the line: the branch was moved, or the repository is another one.
    const added = kept === tip ? [] : await readSince(gitDir, tip, kept);
    if (added && cache.read(history.add)) {
      if (added.length > 0) cache.write({ tip, after: kept, commits: added });
      return history.finish(added);
    }
  }
  const commits = (await readSince(gitDir, tip)) ?? [];
  cache?.write({ tip, commits });
  return createHistory().finish(commits);
}

/** Reads the commits that `since` does not reach; undefined where it is not on the line. */
async function readSince(
  gitDir: string,
  tip: string,
  since?: string,
): Promise<readonly KeptCommit[] | undefined> {
  const range = { tip, ...(since !== undefined && { since }) };
  const [{ commits, doubtful, early }, headers] = await Promise.all([
    readLog(gitDir, range),
    readLineHeaders(gitDir, range),
  ]);
  await correctTexts(gitDir, commits, [...new Set([...doubtful, ...headers.doubtful, ...early])]);
  const parts = splitHistory(commits, tip, since);
  return parts?.line.flatMap((commit): KeptCommit[] => {
    const armor = headers.armors.get(commit.id);
    const brought = parts.merged[commit.id] ?? [];
    return [
      ...brought.map((one) => ({ commit: one, isOnLine: false })),
      { commit, isOnLine: true, ...(armor !== undefined && { armor }) },
    ];
  });
}

/** Reads the bytes of commits whose texts are not as they are stored, or may not be. */
async function correctTexts(
  gitDir: string,
  commits: Map<string, RawCommit>,
  ids: readonly string[],
): Promise<void> {
  await readObjects(gitDir, ids, ({ id, bytes }) => {
    const commit = commits.get(id);
    if (!commit) return;
    const { message, author, committer, fault } = parseCommitTexts(bytes);
    commits.set(id, {
      ...commit,
      message,
      author: { ...commit.author, ...author },
      committer: { ...commit.committer, ...committer },
      ...(fault && { textFault: fault }),
    });
  });
}

/** Divides commits into line and merged as they come: each merge after what it brought in. */
function createHistory() {
  const line: RawCommit[] = [];
  const merged: Record<string, readonly RawCommit[]> = {};
  const armors = new Map<string, string>();
  let brought: RawCommit[] = [];

  function add(commit: RawCommit, isOnLine: boolean, armor: string | undefined): void {
    if (!isOnLine) {
      brought.push(commit);
      return;
    }
    line.push(commit);
    if (commit.parents.length > 1) merged[commit.id] = brought;
    if (armor !== undefined) armors.set(commit.id, armor);
    brought = [];
  }

  return {
    add,
    finish(rest: readonly KeptCommit[]): ReadCommits {
      for (const { commit, isOnLine, armor } of rest) add(commit, isOnLine, armor);
      return { line, merged, armors };
    },
  };
}

/** What is read from the objects themselves, for the commits on a line. */
interface LineHeaders {
  /** Ids of commits whose bytes differ from what git prints. */
  readonly doubtful: readonly string[];
  /** Signatures by commit. */
  readonly armors: ReadonlyMap<string, string>;
}

/** Looks at the stored bytes of each commit on the first-parent line. */
async function readLineHeaders(gitDir: string, range: LogRange): Promise<LineHeaders> {
  const args = ['rev-list', '--first-parent', ...revisionsOf(range)];
  const listed = await runGit({ gitDir, args });
  const ids = listed.split('\n').filter((id) => id !== '');
  const doubtful: string[] = [];
  const armors = new Map<string, string>();
  await readObjects(gitDir, ids, ({ id, bytes }) => {
    if (isDoubtful(bytes)) doubtful.push(id);
    if (!bytes.subarray(0, endOfHeaders(bytes)).includes('\ngpgsig')) return;
    const signed = splitSignedCommit(bytes);
    if (signed) armors.set(id, signed.armor);
  });
  return { doubtful, armors };
}

function isDoubtful(bytes: Buffer): boolean {
  return (
    bytes.includes(0) ||
    bytes.includes(13) ||
    !isUtf8(bytes) ||
    bytes.subarray(0, endOfHeaders(bytes)).includes('\nencoding ')
  );
}
