import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Values that follow from their keys, kept on disk between runs. */
export interface Cache {
  /** The value, or undefined where there is none or where its file is not what was written. */
  readonly read: (key: string) => unknown;
  readonly write: (key: string, value: unknown) => void;
}

/**
 * Opens a cache for values that one version of the engine made; another version sees none of them. A file holds its
 * own digest, so that a damaged one is read as missing, and comes to its name by a rename, so that two runs at once
 * meet whole files only. Nothing depends on it: where it cannot be written the next run works everything out again.
 * A file for each value: for thousands of them there is `openPackCache`.
 */
export function openCache({
  folder,
  version,
}: {
  readonly folder: string;
  /** What makes the values. */
  readonly version: string;
}): Cache {
  const place = (key: string) => {
    const name = sha256(`${version}\0${key}`);
    return path.join(folder, version.slice(0, 16), name.slice(0, 2), name.slice(2));
  };

  return {
    read(key) {
      const file = readIfThere(place(key));
      const payload = file?.slice(file.indexOf('\n') + 1);
      const isWhole = payload !== undefined && file === seal(key, payload);
      return isWhole ? (JSON.parse(payload) as unknown) : undefined;
    },
    write(key, value) {
      const target = place(key);
      const draft = `${target}.${randomUUID()}`;
      try {
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(draft, seal(key, JSON.stringify(value)));
        renameSync(draft, target);
      } catch {
        removeIfThere(draft);
      }
    },
  };
}

/** The key is part of what is sealed: a file under another name is not taken for that one's. */
function seal(key: string, payload: string): string {
  return `${sha256(`${key}\0${payload}`)}\n${payload}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where nothing can be written nothing was left behind either.
  }
}
