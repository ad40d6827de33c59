import { createHash, hash, randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writevSync,
} from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import {
  createScratch,
  packCommits,
  unpackCommits,
  type KeptCommit,
  type OnCommit,
} from './pack-commits.ts';
import { listNewest, removeUnneeded } from './prune-folder.ts';

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

/** What is kept under a key. */
interface List {
  readonly tip: string;
  readonly packs: readonly Pack[];
}

interface Pack {
  /** SHA-256 of its bytes, which is the name of its file. */
  readonly name: string;
  /** CRC-32 of its bytes: it finds what damage does to a file, in a quarter of the time. */
  readonly check: number;
  readonly commits: number;
}

// Part of the folder's name: what another version of the format wrote is not seen. A new one for every change of what
// a commit is read as.
const formatVersion = 'commits-format-3';
const commitsInOnePack = 1024;
const mostHistories = 64;
const listEnding = '.list';
const digestLength = 64;

/**
 * Keeps what git said of commits, which never changes for an id; nothing that was concluded from them. Packs are
 * named by their digest and checked on reading, and a small file for each key lists those of a history. It is
 * written last, by a rename, so a run that is killed or that meets another one leaves a list that holds. What no list
 * names any more is removed by a later run that writes.
 */
export function openHistoryCache(folder: string): HistoryCache {
  const packs = path.join(folder, formatVersion);
  const place = (name: string) => path.join(packs, name);
  const placeOfList = (key: string) => place(`${sha256(key)}${listEnding}`);
  const readPack = createPackReader(place);
  const scratch = createScratch();

  function readList(key: string): List | undefined {
    const file = readIfThere(placeOfList(key))?.toString('utf8') ?? '';
    const text = file.slice(digestLength);
    return file === seal(key, text) ? (JSON.parse(text) as List) : undefined;
  }

  function writePack(commits: readonly KeptCommit[]): Pack {
    const parts = packCommits(commits, scratch);
    const digest = createHash('sha256');
    for (const part of parts) digest.update(part);
    const name = digest.digest('hex');
    replaceFile(place(name), parts);
    const check = parts.reduce((sum, part) => crc32(part, sum), 0);
    return { name, check, commits: commits.length };
  }

  function write(key: string, { tip, after, commits }: AddedHistory): void {
    mkdirSync(packs, { recursive: true });
    const list = readList(key);
    const before = after !== undefined && list?.tip === after ? list.packs : [];
    if (after !== undefined && before.length === 0) return;

    const { full, open } = divide(before);
    const added = [...commits];
    const rest: KeptCommit[] = [];
    const isWhole =
      open === undefined ||
      readPack(open, (commit, isOnLine, armor) => {
        rest.push({ commit, isOnLine, ...(armor !== undefined && { armor }) });
      });
    if (!isWhole) return;
    const written = [...full];
    const all = [...rest, ...added];
    for (let at = 0; at < all.length; at += commitsInOnePack) {
      written.push(writePack(all.slice(at, at + commitsInOnePack)));
    }
    const next: List = { tip, packs: written };
    replaceFile(placeOfList(key), [Buffer.from(seal(key, JSON.stringify(next)))]);
    prune();
  }

  /** Keeps the histories that were written last and their packs. */
  function prune(): void {
    const lists = listNewest(packs).filter((name) => name.endsWith(listEnding));
    const kept = lists.slice(0, mostHistories);
    const needed = new Set([...kept, ...kept.flatMap((name) => packsOf(place(name)))]);
    removeUnneeded(packs, (name) => needed.has(name));
  }

  return {
    tipOf: (key) => readList(key)?.tip,
    read(key, onCommit) {
      return readList(key)?.packs.every((pack) => readPack(pack, onCommit)) ?? false;
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

/** The names of packs in a list that was sealed under some key; none where it is damaged, since then none is read. */
function packsOf(file: string): string[] {
  try {
    const text = readIfThere(file)?.toString('utf8').slice(digestLength) ?? '';
    return (JSON.parse(text) as List).packs.map(({ name }) => name);
  } catch {
    return [];
  }
}

/** Full packs stay; the last one, where it is not full, is written again with what is new. */
function divide(packs: readonly Pack[]): { full: readonly Pack[]; open?: Pack } {
  const last = packs.at(-1);
  return !last || last.commits >= commitsInOnePack
    ? { full: packs }
    : { full: packs.slice(0, -1), open: last };
}

/** Reads all packs into one buffer: to touch new memory for each takes longer than to read it. */
function createPackReader(place: (name: string) => string) {
  let buffer = Buffer.alloc(0);
  return (pack: Pack, onCommit: OnCommit): boolean => {
    let file: number;
    try {
      file = openSync(place(pack.name), 'r');
    } catch {
      return false;
    }
    try {
      const { size } = fstatSync(file);
      if (buffer.length < size) buffer = Buffer.alloc(size * 2);
      const bytes = buffer.subarray(0, readSync(file, buffer, 0, size, 0));
      if (crc32(bytes) !== pack.check) return false;
      unpackCommits(bytes, onCommit);
      return true;
    } finally {
      closeSync(file);
    }
  };
}

/** A file under its own name is complete, because it came there by a rename. */
function replaceFile(target: string, parts: readonly Buffer[]): void {
  const draft = `${target}.${randomUUID()}`;
  try {
    writeParts(draft, parts);
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeParts(place: string, parts: readonly Buffer[]): void {
  const file = openSync(place, 'w');
  try {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    // A disk that fills up may take less than it was given, without a word.
    if (writevSync(file, parts) !== length) writeFileSync(place, Buffer.concat(parts));
  } finally {
    closeSync(file);
  }
}

/** The key is part of what is sealed: a list under another name is not taken for that one's. */
function seal(key: string, text: string): string {
  return `${sha256(`${key}\0${text}`)}${text}`;
}

function sha256(data: Buffer | string): string {
  return hash('sha256', data, 'hex');
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
