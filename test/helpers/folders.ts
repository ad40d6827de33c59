import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, runScript, type Outcome } from './command.ts';

/** Digest of every file below a folder, by path; the way to say "byte for byte". */
export async function digestFolder(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const digests = await Promise.all(
    files.map(async (file) => [
      path.relative(folder, file),
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    ]),
  );
  return Object.fromEntries(digests) as Record<string, string>;
}

/** A copy of the engine with its sample, to be broken or extended; the packages are shared. */
export async function copyEngine(): Promise<{ engine: string; remove: () => Promise<void> }> {
  const engine = await mkdtemp(path.join(tmpdir(), 'policybook-engine-'));
  for (const part of [
    'src',
    'scripts',
    'content',
    'public',
    'package.json',
    'package-lock.json',
    'astro.config.mjs',
    'tsconfig.json',
  ]) {
    await cp(path.join(root, part), path.join(engine, part), { recursive: true });
  }
  await symlink(path.join(root, 'node_modules'), path.join(engine, 'node_modules'));
  return { engine, remove: () => rm(engine, { recursive: true, force: true }) };
}

/**
 * Builds with an engine of its own and, of a book of the fixtures, a copy: books in one folder share a work folder,
 * which has one build at a time, and test files run beside each other.
 */
export async function buildInCopy(args: readonly string[]): Promise<Outcome> {
  const { engine, remove } = await copyEngine();
  try {
    const books = path.join(root, 'test/fixtures/books');
    const content = args.find((one) => path.dirname(one) === books);
    if (content === undefined) return await runScript('build', args, engine);
    const copy = path.join(engine, 'books', path.basename(content));
    await cp(content, copy, { recursive: true });
    const own = args.map((one) => (one === content ? copy : one));
    return await runScript('build', own, engine);
  } finally {
    await remove();
  }
}
