import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listNewest, removeEntry, removeUnneeded } from './prune-folder.ts';

/** Values that follow from their keys, kept on disk between runs. Keys hold no white space. */
export interface PackCache {
  /** The value, or undefined where there is none or where it is not what was written. */
  readonly read: (key: string) => unknown;
  readonly write: (key: string, value: unknown) => void;
  /** Puts on disk what was written since the cache was opened. */
  readonly save: () => void;
}

/** Where a line stands: the pack and its two ends. */
interface Place {
  readonly pack: Buffer;
  readonly start: number;
  readonly end: number;
}

const ending = '.pack';
const digestLength = 64;
// Each pack that is there has to be read by every run; so many together are written as one.
const mostPacks = 16;
const mostVersions = 4;

/**
 * Opens a cache for values that one version of the engine made; another version sees none of them. Each run that
 * learnt something adds one pack, a file with a line for each value: `<digest> <key> <JSON>`. The digest is checked on
 * reading, so that a damaged line is read as missing, and a pack comes to its name by a rename, so that two runs at
 * once meet whole packs only. When there are many, the next one takes over what they hold: all that this run read, and
 * of the rest as much as `spareBytes`. A run that still reads them finds less than it could, and works that out again.
 * Nothing depends on the cache: where it cannot be written the next run works all out again.
 */
export function openPackCache({
  folder,
  version,
  spareBytes = 32 * 1024 * 1024,
}: {
  readonly folder: string;
  /** What makes the values, as a digest. */
  readonly version: string;
  readonly spareBytes?: number;
}): PackCache {
  const place = path.join(folder, version.slice(0, 16));
  let packs = listPacks(place);
  const known = readPacks(place, packs);
  const used = new Map<string, Place>();
  const learnt: string[] = [];

  return {
    read(key) {
      for (const found of known.get(key) ?? []) {
        const line = textAt(found);
        const payload = line.slice(digestLength + key.length + 2);
        if (line !== formatLine(version, key, payload)) continue;
        used.set(key, found);
        return JSON.parse(payload) as unknown;
      }
      return undefined;
    },
    write(key, value) {
      learnt.push(formatLine(version, key, JSON.stringify(value)));
    },
    save() {
      if (learnt.length === 0) return;
      const isCrowded = packs.length >= mostPacks;
      const taken = isCrowded ? [...used.values(), ...chooseSpare(known, used, spareBytes)] : [];
      const isWritten = writePack(place, [...learnt.splice(0), ...taken.map(textAt)]);
      if (isWritten && packs.length === 0) pruneVersions(folder);
      if (!isWritten || !isCrowded) return;
      for (const name of packs) removeEntry(path.join(place, name));
      packs = [];
      removeUnneeded(place, (name) => name.endsWith(ending));
    },
  };
}

function pruneVersions(folder: string): void {
  const kept = new Set(listNewest(folder).slice(0, mostVersions));
  removeUnneeded(folder, (name) => kept.has(name));
}

function textAt({ pack, start, end }: Place): string {
  return pack.toString('utf8', start, end);
}

/** What nobody read in this run and still has room: another book may need it. */
function chooseSpare(
  known: ReadonlyMap<string, readonly Place[]>,
  used: ReadonlyMap<string, Place>,
  most: number,
): Place[] {
  let room = most;
  return [...known].flatMap(([key, places]) => {
    const last = places.at(-1);
    if (!last || used.has(key)) return [];
    room -= last.end - last.start;
    return room < 0 ? [] : [last];
  });
}

function formatLine(version: string, key: string, payload: string): string {
  const digest = createHash('sha256').update(`${version} ${key} ${payload}`).digest('hex');
  return `${digest} ${key} ${payload}`;
}

function readPacks(
  folder: string,
  names: readonly string[],
): ReadonlyMap<string, readonly Place[]> {
  const known = new Map<string, Place[]>();
  for (const name of names) {
    const pack = readIfThere(path.join(folder, name));
    for (let start = 0; start < pack.length;) {
      const found = pack.indexOf('\n', start);
      const end = found < 0 ? pack.length : found;
      const keyStart = start + digestLength + 1;
      const keyEnd = pack.indexOf(' ', keyStart);
      const key = pack.toString('latin1', keyStart, keyEnd < 0 ? keyStart : Math.min(keyEnd, end));
      known.set(key, [...(known.get(key) ?? []), { pack, start, end }]);
      start = end + 1;
    }
  }
  return known;
}

function listPacks(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(ending));
  } catch {
    return [];
  }
}

/** Another run may have taken the file away since it was listed. */
function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Whether it came to its name. */
function writePack(folder: string, lines: readonly string[]): boolean {
  const name = path.join(folder, randomUUID());
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(name, Buffer.concat(lines.map((line) => Buffer.from(`${line}\n`))));
    renameSync(name, `${name}${ending}`);
    return true;
  } catch {
    removeEntry(name);
    return false;
  }
}
