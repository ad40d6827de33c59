import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RawCommit } from '#core/model/raw-commit.ts';
import { openValueCache } from '../cache/open-value-cache.ts';
import { EnvironmentError } from '../environment-error.ts';
import { runGit } from './run-git.ts';

type Merge = Pick<RawCommit, 'id' | 'parents'>;
type Answers = Readonly<Record<string, boolean>>;

/**
 * Merges the parents of each commit again; the answer is whether that gives the same tree. Empty where git cannot do it
 * (older than 2.39) or lacks an object: then nothing is known. With a folder for the cache, only
 * merges are made again for which it has no answer of the same version of git.
 */
export async function readCleanMerges(
  gitDir: string,
  merges: readonly Merge[],
  cacheFolder?: string,
): Promise<Answers> {
  if (merges.length === 0) return {};
  const cache =
    cacheFolder === undefined
      ? undefined
      : openValueCache({ folder: cacheFolder, version: await versionOfAnswers(gitDir) });
  const known = new Map(merges.map(({ id }) => [id, cache?.read(id)]));
  const found = await mergeAll(
    gitDir,
    merges.filter(({ id }) => typeof known.get(id) !== 'boolean'),
  );
  for (const [id, isClean] of Object.entries(found)) cache?.write(id, isClean);
  cache?.save();
  const kept = merges.flatMap(({ id }) => {
    const isClean = known.get(id);
    return typeof isClean === 'boolean' ? [[id, isClean] as const] : [];
  });
  return { ...Object.fromEntries(kept), ...found };
}

// What git merges cleanly has changed between its versions.
async function versionOfAnswers(gitDir: string): Promise<string> {
  const version = await runGit({ gitDir, args: ['version'] });
  return createHash('sha256').update(`clean-merges-2 ${version}`).digest('hex');
}

/**
 * Done in an empty repository that only borrows the objects, so that no merge driver, attribute or setting of the
 * given one plays a part and nothing is written to it.
 */
async function mergeAll(gitDir: string, merges: readonly Merge[]): Promise<Answers> {
  const [first] = merges;
  if (!first) return {};
  const own = await mkdtemp(path.join(tmpdir(), 'policybook-merges-'));
  try {
    await borrowObjects(gitDir, own, first.id.length === 64 ? 'sha256' : 'sha1');
    const merged = await mergeAgain(own, merges);
    const recorded = await readTrees(own, merges);
    return Object.fromEntries(
      merges.map(({ id }, index) => [
        id,
        merged[index] !== undefined && merged[index] === recorded[index],
      ]),
    );
  } catch (error) {
    if (error instanceof EnvironmentError) return {};
    throw error;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

async function borrowObjects(gitDir: string, own: string, format: string): Promise<void> {
  await runGit({
    gitDir: own,
    args: ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, own],
  });
  const objects = await runGit({
    gitDir,
    args: ['rev-parse', '--path-format=absolute', '--git-path', 'objects'],
  });
  await writeFile(path.join(own, 'objects', 'info', 'alternates'), objects);
}

/**
 * The tree that git's merge gives, or undefined where it stops at a conflict; in the order of the commits. As git does
 * itself, a merge of several branches takes in one after the other.
 */
async function mergeAgain(own: string, merges: readonly Merge[]): Promise<(string | undefined)[]> {
  const trees = await mergePairs(own, merges);
  for (const [index, { parents }] of merges.entries()) {
    for (let next = 2; next < parents.length; next += 1) {
      const tree = trees[index];
      if (tree === undefined) break;
      const so = await commitTree(own, tree, parents.slice(0, next));
      [trees[index]] = await mergePairs(own, [{ id: so, parents: [so, parents[next] ?? ''] }]);
    }
  }
  return trees;
}

/** A commit of what was merged so far, which lies in the empty repository alone. */
async function commitTree(own: string, tree: string, parents: readonly string[]): Promise<string> {
  const header = parents.map((parent) => `parent ${parent}\n`).join('');
  const maker = 'policybook <policybook@localhost> 0 +0000';
  const text = `tree ${tree}\n${header}author ${maker}\ncommitter ${maker}\n\n`;
  const args = ['hash-object', '-t', 'commit', '-w', '--stdin'];
  return (await runGit({ gitDir: own, args, input: [text] })).trim();
}

/** The tree of the merge of the first two parents of each commit. */
async function mergePairs(own: string, merges: readonly Merge[]): Promise<(string | undefined)[]> {
  const printed = await runGit({
    gitDir: own,
    args: [
      'merge-tree',
      '--write-tree',
      '--no-messages',
      '--allow-unrelated-histories',
      '-z',
      '--stdin',
    ],
    input: merges.map(({ parents }) => `${parents.slice(0, 2).join(' ')}\n`),
  });
  const trees: (string | undefined)[] = [];
  // For each merge: 1 or 0, the tree, the paths in conflict, and an empty token.
  let token = 0;
  const tokens = printed.split('\0');
  while (token + 1 < tokens.length) {
    trees.push(tokens[token] === '1' ? tokens[token + 1] : undefined);
    const end = tokens.indexOf('', token);
    if (end < 0) break;
    token = end + 1;
  }
  return trees;
}

async function readTrees(own: string, merges: readonly Merge[]): Promise<readonly string[]> {
  const printed = await runGit({
    gitDir: own,
    args: ['cat-file', '--batch-check=%(objectname)'],
    input: merges.map(({ id }) => `${id}^{tree}\n`),
  });
  return printed.split('\n');
}
