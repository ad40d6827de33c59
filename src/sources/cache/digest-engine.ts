import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

const engine = path.resolve(import.meta.dirname, '../../..');
// package.json pins the parsers exactly; the rest is what turns a text into a version.
const parts = ['package.json', 'src/core/{parse,schemas,model,history}/**/*.*'];

/** A digest over everything that decides what a policy's text is read as. It changes with the engine and its parsers. */
export async function digestEngine(): Promise<string> {
  return digestFiles(parts);
}

/** A digest over the files of the engine that match patterns, with their names. */
export async function digestFiles(patterns: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const files = await Array.fromAsync(glob(patterns, { cwd: engine }));
  for (const file of files.sort()) {
    hash
      .update(`${file}\0`)
      .update(await readFile(path.join(engine, file)))
      .update('\0');
  }
  return hash.digest('hex');
}
