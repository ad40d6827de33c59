import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A file of a built edition; its path is relative to the folder, with `/`. */
export interface ReadFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Every file below a folder in the order of their paths, hidden ones included. Throws on a link and on anything else
 * that is not a file, since its target would be published without having been read.
 */
export async function* readOutput(directory: string): AsyncIterable<ReadFile> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries) {
    const file = path
      .relative(directory, path.join(entry.parentPath, entry.name))
      .split(path.sep)
      .join('/');
    if (entry.isDirectory()) continue;
    if (!entry.isFile()) {
      throw new Error(
        `${file} in ${directory} is a link or a device; only files may be published. Remove it and build again.`,
      );
    }
    files.push(file);
  }
  // By code unit: the order is the same on every machine.
  for (const file of files.sort())
    yield { path: file, bytes: await readFile(path.join(directory, file)) };
}
