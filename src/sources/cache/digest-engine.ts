import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { compileGlobs } from '#core/model/glob.ts';

const engine = path.resolve(import.meta.dirname, '../../..');
// package.json pins the parsers exactly; the rest is what turns a text into a version.
const parts = ['package.json', 'src/core/{diagnostics,forges,history,model,parse,schemas}/**/*.*'];

/** A digest over everything that decides what a policy's text is read as. It changes with the engine and its parsers. */
export async function digestEngine(): Promise<string> {
  return digestFiles(parts);
}

/** A digest over the files of the engine that match patterns, with their names. */
export async function digestFiles(patterns: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const matches = compileGlobs(patterns);
  for (const file of (await listFiles()).filter(matches)) {
    hash
      .update(`${file}\0`)
      .update(await readFile(path.join(engine, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** The files at the root of the engine and in its folders, without those of packages. Node's own glob warns on Node 22. */
async function listFiles(): Promise<string[]> {
  const root = await readdir(engine, { withFileTypes: true });
  const found = root.flatMap((entry) => (entry.isFile() ? entry.name : []));
  for (const folder of ['src', 'public']) {
    const entries = await readdir(path.join(engine, folder), {
      recursive: true,
      withFileTypes: true,
    });
    const files = entries.filter((entry) => entry.isFile());
    found.push(
      ...files.map((entry) =>
        path.relative(engine, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
      ),
    );
  }
  return found.sort();
}
