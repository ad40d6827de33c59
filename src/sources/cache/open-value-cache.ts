import { openLineFile } from './open-line-file.ts';

/** Values that follow from their keys, kept on disk between runs. A key contains no quote and no white space. */
export interface ValueCache {
  /** The value, or undefined where there is none or where it is damaged. */
  readonly read: (key: string) => unknown;
  readonly write: (key: string, value: unknown) => void;
  /** Writes to disk what was added since the cache was opened. */
  readonly save: () => void;
}

const mostVersions = 4;
const mebibyte = 1024 * 1024;

/**
 * Opens a cache of values that one version of the engine made; another version sees none of them. It is a file with a
 * line `[key, value]` for each value. Of the values that a run does not use, the file keeps the newest, up to
 * `spareBytes`: another book may use them.
 */
export function openValueCache({
  folder,
  version,
  spareBytes = 32 * mebibyte,
}: {
  readonly folder: string;
  /** What makes the values, as a digest or a name. */
  readonly version: string;
  readonly spareBytes?: number;
}): ValueCache {
  const name = version.slice(0, 16);
  const file = openLineFile({ folder, name, seed: version, most: mostVersions });
  const { lines, size } = file.read();
  const known = new Map(lines.map((line) => [readKey(line), line]));
  const used = new Set<Buffer>();
  const added: Buffer[] = [];

  return {
    read(key) {
      const line = known.get(key);
      if (!line) return undefined;
      used.add(line);
      const [, value] = JSON.parse(line.toString()) as [string, unknown];
      return value;
    },
    write(key, value) {
      added.push(Buffer.from(JSON.stringify([key, value])));
    },
    save() {
      if (added.length === 0) return;
      const usedBytes = [...used].reduce((sum, { length }) => sum + length, 0);
      const isCrowded = size - usedBytes > spareBytes;
      if (size > 0 && !isCrowded) file.append(added.splice(0));
      else {
        const unused = [...known.values()].filter((line) => !used.has(line));
        file.replace([...chooseNewest(unused, spareBytes), ...used, ...added.splice(0)]);
      }
    },
  };
}

// A line begins with `["key",`.
function readKey(line: Buffer): string {
  return line.toString('latin1', 2, line.indexOf('"', 2));
}

function chooseNewest(lines: readonly Buffer[], most: number): Buffer[] {
  let start = lines.length;
  for (let room = most; start > 0; start -= 1) {
    room -= lines[start - 1]?.length ?? 0;
    if (room < 0) break;
  }
  return lines.slice(start);
}
