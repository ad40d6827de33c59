import { isAscii } from 'node:buffer';
import { hash, randomUUID } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { Instant } from '#core/model/instant.ts';
import type { RawCommit, Signature, TextFault } from '#core/model/raw-commit.ts';
import { listNewest, removeUnneeded } from './prune-folder.ts';

/** A commit as it is kept: with its signature as the object contains it, which nobody has checked yet. */
export interface KeptCommit {
  readonly commit: RawCommit;
  readonly isOnLine: boolean;
  readonly armor?: string;
}

/** Takes a kept commit. */
type OnCommit = (commit: RawCommit, isOnLine: boolean, armor: string | undefined) => void;

export interface HistoryCache {
  /** The tip of the history that was kept last under a key. */
  readonly tipOf: (key: string) => string | undefined;
  /** Hands on the commits kept under a key in their order. False where they are not whole: then none may be used. */
  readonly read: (key: string, onCommit: OnCommit) => boolean;
  /** Keeps commits under a key, behind those kept up to `after` or in place of them. */
  readonly write: (key: string, history: AddedHistory) => void;
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
const checkLength = 8;

/**
 * Keeps what git reported of commits, which never changes for an id; nothing that was concluded from it. Each history
 * is one file of lines `<CRC-32><JSON>`. The sum covers the key too, and a file is used only where every line is whole
 * and the last one names a tip. So a run that is killed, or that meets another one, costs the next run its time.
 */
export function openHistoryCache(folder: string): HistoryCache {
  const histories = path.join(folder, formatVersion);
  const placeOf = (key: string) => path.join(histories, `${hash('sha256', key)}.jsonl`);

  function write(key: string, { tip, after, commits }: AddedHistory): void {
    mkdirSync(histories, { recursive: true });
    const lines: Buffer[] = [];
    for (let at = 0; at < Math.max(commits.length, 1); at += commitsOnOneLine) {
      const part = commits.slice(at, at + commitsOnOneLine);
      const isLast = at + commitsOnOneLine >= commits.length;
      const ends = { ...(at === 0 && after && { after }), ...(isLast && { tip }) };
      const json = Buffer.from(JSON.stringify({ ...ends, ...packCommits(part) }));
      lines.push(Buffer.from(checkOf(key, json)), json, Buffer.from('\n'));
    }
    if (after === undefined) replaceFile(placeOf(key), Buffer.concat(lines));
    else if (readTip(readLines(placeOf(key), key)) === after) {
      appendFileSync(placeOf(key), Buffer.concat(lines));
    }
    const all = listNewest(histories).filter((name) => name.endsWith('.jsonl'));
    const kept = new Set(all.slice(0, mostHistories));
    removeUnneeded(histories, (name) => kept.has(name));
  }

  return {
    tipOf: (key) => readTip(readLines(placeOf(key), key)),
    read(key, onCommit) {
      let tip: string | undefined;
      const intern = createInterner();
      for (const bytes of readLines(placeOf(key), key)) {
        const line = parseLine(bytes);
        if (line.after !== undefined && line.after !== tip) return false;
        tip = line.tip;
        unpackCommits(line, intern, onCommit);
      }
      return tip !== undefined;
    },
    write(key, history) {
      try {
        write(key, history);
      } catch (error) {
        // A disk that is full or cannot be written costs the next run its time, and nothing else.
        if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      }
    },
  };
}

/** The lines of a file without their sums; none where one is damaged or not whole. */
function readLines(file: string, key: string): readonly Buffer[] {
  const lines: Buffer[] = [];
  const bytes = readIfThere(file);
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf('\n', start);
    const json = bytes.subarray(start + checkLength, Math.max(end, 0));
    if (end < 0 || bytes.toString('latin1', start, start + checkLength) !== checkOf(key, json))
      return [];
    lines.push(json);
    start = end + 1;
  }
  return lines;
}

function readTip(lines: readonly Buffer[]): string | undefined {
  const last = lines.at(-1);
  return last && parseLine(last).tip;
}

function parseLine(bytes: Buffer): Line {
  return JSON.parse(bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8')) as Line;
}

function checkOf(key: string, json: Buffer): string {
  return crc32(json, crc32(key)).toString(16).padStart(checkLength, '0');
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

/** A file under its own name is complete, because it came there by a rename. */
function replaceFile(target: string, bytes: Buffer): void {
  const draft = `${target}.${randomUUID()}`;
  try {
    writeFileSync(draft, bytes);
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
