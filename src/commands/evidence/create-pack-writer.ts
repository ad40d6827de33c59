import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { PackFile } from '#core/evidence/pack.ts';

/** Writes the files of a pack below a folder, and lists the digest of each. */
export interface PackWriter {
  readonly write: (file: PackFile) => void;
  /** Opens a file whose bytes come piece by piece. */
  readonly open: (file: string) => PackStream;
  /** SHA-256 of each file by its path, in the order of the paths. */
  readonly digests: () => readonly (readonly [file: string, digest: string])[];
}

interface PackStream {
  readonly add: (bytes: Uint8Array | string) => void;
  readonly close: () => void;
}

/** Begins a pack in an empty folder. The files are small and many, which is fastest one after the other. */
export function createPackWriter(folder: string): PackWriter {
  const digests = new Map<string, string>();
  const made = new Set<string>();

  function open(file: string): PackStream {
    if (digests.has(file)) throw new Error(`The pack has two files ${file}.`);
    const place = path.join(folder, file);
    const parent = path.dirname(place);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    const hash = createHash('sha256');
    const handle = openSync(place, 'wx');
    digests.set(file, '');
    return {
      add(bytes) {
        const piece = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
        hash.update(piece);
        for (let from = 0; from < piece.length;) from += writeSync(handle, piece, from);
      },
      close() {
        closeSync(handle);
        digests.set(file, hash.digest('hex'));
      },
    };
  }

  return {
    open,
    write({ path: file, bytes }) {
      const stream = open(file);
      if (typeof bytes === 'string' || bytes instanceof Uint8Array) stream.add(bytes);
      else for (const piece of bytes) stream.add(piece);
      stream.close();
    },
    // By code units, which is the order of their bytes, since paths are ASCII.
    digests: () => [...digests].sort(([left], [right]) => (left < right ? -1 : 1)),
  };
}
