import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/** What was read of a file of lines. */
export interface ReadLines {
  /** The JSON of each undamaged line. */
  readonly lines: readonly Buffer[];
  /** Whether no line is damaged. */
  readonly isWhole: boolean;
  /** Bytes of the whole file. */
  readonly size: number;
}

/** A file of the cache. A disk that is full or cannot be written costs the next run its time, and nothing else. */
export interface LineFile {
  /** Reads the file; one that is missing has no lines. */
  readonly read: () => ReadLines;
  readonly append: (lines: readonly Buffer[]) => void;
  /** Replaces the file. Another run sees the file before or the file after. */
  readonly replace: (lines: readonly Buffer[]) => void;
}

interface LineFileOrder {
  readonly folder: string;
  /** Name of the file, without its ending. */
  readonly name: string;
  /** Part of every checksum: a line that was written for another seed is damaged. */
  readonly seed: string;
  /** How many entries the folder keeps. Older ones are removed, an hour after the last use of the folder. */
  readonly most: number;
}

const checkLength = 8;
const ending = '.jsonl';
const hour = 60 * 60 * 1000;

/** Opens a file of lines `<CRC-32><JSON>`, to which runs add at the end. */
export function openLineFile({ folder, name, seed, most }: LineFileOrder): LineFile {
  const file = path.join(folder, `${name}${ending}`);
  const checkOf = (json: Buffer) =>
    crc32(json, crc32(seed)).toString(16).padStart(checkLength, '0');
  const format = (lines: readonly Buffer[]) =>
    Buffer.concat([
      // Ends a line that a killed run left unfinished.
      Buffer.from('\n'),
      ...lines.flatMap((json) => [Buffer.from(checkOf(json)), json, Buffer.from('\n')]),
    ]);

  const tryToWrite = (write: () => void) => {
    try {
      mkdirSync(folder, { recursive: true });
      write();
      pruneFolder(folder, most);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    }
  };

  return {
    read() {
      const bytes = readIfThere(file);
      const lines: Buffer[] = [];
      let isWhole = true;
      for (let start = 0; start < bytes.length;) {
        const found = bytes.indexOf('\n', start);
        const end = found < 0 ? bytes.length : found;
        const json = bytes.subarray(Math.min(start + checkLength, end), end);
        const isSound = bytes.toString('latin1', start, start + checkLength) === checkOf(json);
        if (found >= 0 && isSound) lines.push(json);
        else if (end > start) isWhole = false;
        start = end + 1;
      }
      return { lines, isWhole, size: bytes.length };
    },
    append(lines) {
      tryToWrite(() => {
        appendFileSync(file, format(lines));
      });
    },
    replace(lines) {
      const draft = `${file}.${randomUUID()}`;
      tryToWrite(() => {
        try {
          writeFileSync(draft, format(lines));
          renameSync(draft, file);
        } finally {
          rmSync(draft, { force: true });
        }
      });
    },
  };
}

function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Removes the drafts of killed runs and all but the newest entries. Within an hour another run may still use them. */
function pruneFolder(folder: string, most: number): void {
  const entries = readdirSync(folder)
    .map((name) => {
      const stats = statSync(path.join(folder, name), { throwIfNoEntry: false });
      return { name, writtenAt: stats?.mtimeMs ?? 0 };
    })
    .sort((left, right) => right.writtenAt - left.writtenAt);
  const kept = entries.filter(({ name }) => !name.includes(`${ending}.`)).slice(0, most);
  const newest = entries[0]?.writtenAt ?? 0;
  for (const entry of entries) {
    if (kept.includes(entry) || entry.writtenAt >= newest - hour) continue;
    rmSync(path.join(folder, entry.name), { recursive: true, force: true });
  }
}
