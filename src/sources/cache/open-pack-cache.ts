import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

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

/**
 * Opens a cache for values that one version of the engine made; another version sees none of them. Each run that
 * learnt something adds one pack, a file with a line for each value: `<digest> <key> <JSON>`. The digest is checked on
 * reading, so that a damaged line is read as missing, and a pack comes to its name by a rename, so that two runs at
 * once meet whole packs only. Nothing depends on it: where it cannot be written the next run works all out again.
 */
export function openPackCache({
  folder,
  version,
}: {
  readonly folder: string;
  /** What makes the values, as a digest. */
  readonly version: string;
}): PackCache {
  const place = path.join(folder, version.slice(0, 16));
  const known = readPacks(place, version);
  const learnt: string[] = [];

  return {
    read(key) {
      for (const { pack, start, end } of known.get(key) ?? []) {
        const line = pack.toString('utf8', start, end);
        const payload = line.slice(line.indexOf(key) + key.length + 1);
        if (line === formatLine(version, key, payload)) return JSON.parse(payload) as unknown;
      }
      return undefined;
    },
    write(key, value) {
      learnt.push(formatLine(version, key, JSON.stringify(value)));
    },
    save() {
      if (learnt.length > 0) writePack(place, learnt.splice(0));
    },
  };
}

function formatLine(version: string, key: string, payload: string): string {
  const digest = createHash('sha256').update(`${version} ${key} ${payload}`).digest('hex');
  return `${digest} ${key} ${payload}`;
}

function readPacks(folder: string, version: string): ReadonlyMap<string, readonly Place[]> {
  const known = new Map<string, Place[]>();
  const digestLength = formatLine(version, '', '').indexOf(' ');
  for (const name of listPacks(folder)) {
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

function writePack(folder: string, lines: readonly string[]): void {
  const name = path.join(folder, randomUUID());
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(name, Buffer.concat(lines.map((line) => Buffer.from(`${line}\n`))));
    renameSync(name, `${name}${ending}`);
  } catch {
    removeIfThere(name);
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where nothing can be written nothing was left behind either.
  }
}
