import { Zip, ZipDeflate } from 'fflate';

/** A ZIP archive that grows file by file. Equal files in an equal order make equal bytes. */
export interface ZipWriter {
  readonly add: (file: string, bytes: Uint8Array) => void;
  readonly end: () => void;
}

// The first day that the format knows, in whatever zone the process is.
const fixedTime = new Date(1980, 0, 1);

/** Begins an archive. `onPiece` gets its bytes in their order. */
export function createZip(onPiece: (bytes: Uint8Array) => void): ZipWriter {
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    onPiece(bytes);
  });
  return {
    add(file, bytes) {
      const entry = new ZipDeflate(file, { level: 6 });
      entry.mtime = fixedTime;
      zip.add(entry);
      entry.push(bytes, true);
    },
    end: () => {
      zip.end();
    },
  };
}
