import { isAscii } from 'node:buffer';
import { hash } from 'node:crypto';
import path from 'node:path';
import type { Instant } from '#core/model/instant.ts';
import type { RawCommit, Signature, TextFault } from '#core/model/raw-commit.ts';
import { openLineFile, type ReadLines } from './open-line-file.ts';

/** A commit as it is kept. Its signature is as the object contains it and is not checked yet. */
export interface KeptCommit {
  readonly commit: RawCommit;
  readonly isOnLine: boolean;
  readonly armor?: string;
}

/** Takes a kept commit. */
type OnCommit = (commit: RawCommit, isOnLine: boolean, armor: string | undefined) => void;

export interface HistoryCache {
  /** The tip of the history that was kept last; undefined where nothing usable is kept. */
  readonly tip: string | undefined;
  /** Hands on the kept commits in their order. False where they do not fit together: then none may be used. */
  readonly read: (onCommit: OnCommit) => boolean;
  /** Keeps commits, behind those kept up to `after` or in place of them. */
  readonly write: (history: AddedHistory) => void;
}

interface AddedHistory {
  readonly tip: string;
  readonly after?: string;
  readonly commits: readonly KeptCommit[];
}

type Person = readonly [name: string, email: string];

/** A line of a history's file. */
interface Line {
  /** The tip before the first commit of an addition. */
  readonly after?: string;
  /** The tip of an addition, on its last line only. */
  readonly tip?: string;
  readonly people: readonly Person[];
  /** Places in `people`; a committer who is the author, at the same time, is left out. */
  readonly commits: readonly (readonly [
    id: string,
    parents: readonly string[],
    message: string,
    paths: readonly string[],
    isOnLine: 0 | 1,
    author: readonly [number, Instant],
    committer?: readonly [number, Instant] | null,
    armor?: string | null,
    textFault?: TextFault,
  ])[];
}

// Part of the folder's name: what another version of the format wrote is not seen. A new one for every change of what
// a commit is read as.
const formatVersion = 'commits-format-4';
const commitsOnOneLine = 1024;
const mostHistories = 64;

/**
 * Opens the cache of one history: what git reported of its commits, which never changes for an id. Nothing that was
 * concluded from it is kept. The file is used only where every line is whole and the last one names a tip.
 */
export function openHistoryCache(folder: string, key: string): HistoryCache {
  const file = openLineFile({
    folder: path.join(folder, formatVersion),
    name: hash('sha256', key),
    seed: key,
    most: mostHistories,
  });
  const kept = file.read();
  let { lines: unread } = kept;

  return {
    tip: tipOf(kept),
    read(onCommit) {
      let tip: string | undefined;
      const intern = createInterner();
      const lines = unread;
      // Otherwise the bytes would stay in memory beside what is made of them.
      unread = [];
      for (const bytes of lines) {
        const line = parseLine(bytes);
        if (line.after !== undefined && line.after !== tip) return false;
        tip = line.tip;
        unpackCommits(line, intern, onCommit);
      }
      return tip !== undefined;
    },
    write({ tip, after, commits }) {
      const lines: Buffer[] = [];
      for (let at = 0; at < Math.max(commits.length, 1); at += commitsOnOneLine) {
        const part = commits.slice(at, at + commitsOnOneLine);
        const isLast = at + commitsOnOneLine >= commits.length;
        const ends = { ...(at === 0 && after && { after }), ...(isLast && { tip }) };
        lines.push(Buffer.from(JSON.stringify({ ...ends, ...packCommits(part) })));
      }
      if (after === undefined) file.replace(lines);
      // Another run may have added commits meanwhile.
      else if (tipOf(file.read()) === after) file.append(lines);
    },
  };
}

function tipOf({ lines, isWhole }: ReadLines): string | undefined {
  const last = lines.at(-1);
  return isWhole && last ? parseLine(last).tip : undefined;
}

function parseLine(bytes: Buffer): Line {
  return JSON.parse(bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8')) as Line;
}

function packCommits(kept: readonly KeptCommit[]): Pick<Line, 'people' | 'commits'> {
  const people: Person[] = [];
  const places = new Map<string, number>();
  const place = ({ name, email, at }: Signature): readonly [number, Instant] => {
    const key = `${name}\0${email}`;
    const known = places.get(key) ?? people.push([name, email]) - 1;
    places.set(key, known);
    return [known, at];
  };
  const commits = kept.map(({ commit, isOnLine, armor }): Line['commits'][number] => {
    const { id, parents, author, committer, message, paths, textFault } = commit;
    const [one, other] = [place(author), place(committer)];
    const isSame = one[0] === other[0] && one[1] === other[1];
    const start = [id, parents, message, paths, isOnLine ? 1 : 0, one] as const;
    if (textFault) return [...start, isSame ? null : other, armor ?? null, textFault];
    if (armor !== undefined) return [...start, isSame ? null : other, armor];
    return isSame ? start : [...start, other];
  });
  return { people, commits };
}

/** One string for ids that are named by their children too: a history has many. */
function createInterner(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found === undefined) known.set(text, text);
    return found ?? text;
  };
}

function unpackCommits(
  { people, commits }: Line,
  intern: (text: string) => string,
  onCommit: OnCommit,
): void {
  const signatureOf = ([place, at]: readonly [number, Instant]): Signature => {
    const [name, email] = people[place] ?? ['', ''];
    return { name, email, at };
  };
  for (const [id, parents, message, paths, isOnLine, one, other, armor, textFault] of commits) {
    const author = signatureOf(one);
    const committer = other ? signatureOf(other) : author;
    const commit = {
      id: intern(id),
      parents: parents.map(intern),
      author,
      committer,
      message,
      paths,
    };
    onCommit(textFault ? { ...commit, textFault } : commit, isOnLine === 1, armor ?? undefined);
  }
}
