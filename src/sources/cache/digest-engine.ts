import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const engine = path.resolve(import.meta.dirname, '../../..');
// package.json pins the parsers exactly; the rest is what turns a text into a version.
const parts = [
  'package.json',
  'src/core/parse',
  'src/core/schemas',
  'src/core/model',
  'src/core/history',
];

/** A digest over everything that decides what a policy's text is read as. It changes with the engine and its parsers. */
export async function digestEngine(): Promise<string> {
  const hash = createHash('sha256');
  for (const part of parts) {
    for (const file of await listFiles(path.join(engine, part))) {
      hash
        .update(path.relative(engine, file))
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

async function listFiles(place: string): Promise<string[]> {
  if (place.endsWith('.json')) return [place];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
