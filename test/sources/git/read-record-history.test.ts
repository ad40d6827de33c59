import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readRecordHistory } from '#sources/git/read-record-history.ts';
import { git } from '../../helpers/git.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';

interface Place {
  /** The top of the repository. */
  readonly folder: string;
  readonly content: string;
  readonly commit: (day: number, files: Readonly<Record<string, string | null>>) => string;
}

/** A repository with a book in a folder of it. */
async function book(inside = 'content'): Promise<Place> {
  const folder = await temporaryFolder();
  git(folder, ['init', '-q', '-b', 'main']);
  const content = path.join(folder, inside);
  mkdirSync(content, { recursive: true });
  return {
    folder,
    content,
    commit(day, files) {
      for (const [name, text] of Object.entries(files)) {
        const place = path.join(content, name);
        mkdirSync(path.dirname(place), { recursive: true });
        if (text === null) rmSync(place);
        else writeFileSync(place, text);
      }
      git(folder, ['add', '-A']);
      const at = `2026-04-${String(day).padStart(2, '0')}T10:00:00+02:00`;
      git(folder, ['commit', '-q', '--allow-empty', '-m', `Day ${day}`], '', {
        GIT_COMMITTER_DATE: at,
      });
      return git(folder, ['rev-parse', 'HEAD']);
    },
  };
}

async function read(directory: string, cache?: string) {
  return readRecordHistory({ directory, branch: 'main', ...(cache !== undefined && { cache }) });
}

async function readBriefly(directory: string, cache?: string) {
  const { history } = await read(directory, cache);
  return history.landings.map(({ at, texts }) => [
    at.slice(8, 10),
    Object.fromEntries(texts.map(({ file, text }) => [file, text])),
  ]);
}

test.for([
  ['in the repository', 'content'],
  ['in a folder of a larger one', 'docs/policies/book'],
  ['that is the repository', '.'],
])('every text that a record had, in a book %s', async ([, inside]) => {
  const { content, commit } = await book(inside);
  commit(1, { 'policies/a.mdx': 'x', 'changes/one.mdx': 'first' });
  commit(2, { 'policies/a.mdx': 'y' });
  commit(3, { 'changes/one.mdx': 'second', 'answers/one.yaml': 'naïve', 'changes/note.txt': 'z' });
  commit(4, { 'changes/one.mdx': null, 'changes/two.mdx': 'second' });
  const name = path.basename(content);
  expect(await readBriefly(content)).toEqual([
    ['01', { [`${name}/changes/one.mdx`]: 'first' }],
    ['03', { [`${name}/changes/one.mdx`]: 'second', [`${name}/answers/one.yaml`]: 'naïve' }],
    ['04', { [`${name}/changes/one.mdx`]: undefined, [`${name}/changes/two.mdx`]: 'second' }],
  ]);
});

test('a branch lands with its merge, which knows who wrote what it brought in', async () => {
  const { folder, content, commit } = await book();
  commit(1, {});
  git(folder, ['checkout', '-q', '-b', 'topic']);
  const written = commit(2, { 'changes/one.mdx': 'first' });
  git(folder, ['checkout', '-q', 'main']);
  git(folder, ['merge', '-q', '--no-ff', '-m', 'Merge', 'topic'], '', {
    GIT_COMMITTER_DATE: '2026-04-09T10:00:00+02:00',
  });
  const { history } = await read(content);
  expect(history.landings).toMatchObject([
    { at: '2026-04-09T10:00:00+02:00', merged: [{ id: written }] },
  ]);
});

test('nothing lands before what stands below it, whatever its date says', async () => {
  const { content, commit } = await book();
  commit(20, {});
  commit(3, { 'changes/one.mdx': 'first' });
  expect(await readBriefly(content)).toMatchObject([['20', {}]]);
});

test('a second run gives the same, and new commits are added', async () => {
  const { content, commit } = await book();
  const cache = await temporaryFolder();
  commit(1, { 'changes/one.mdx': 'first' });
  expect(await readBriefly(content, cache)).toEqual(await readBriefly(content));
  commit(2, { 'changes/one.mdx': 'second' });
  expect(await readBriefly(content, cache)).toEqual(await readBriefly(content));
  expect(await readBriefly(content, cache)).toHaveLength(2);
});

test('a path with a line break in it is no record, and shifts no other text', async () => {
  const { content, commit } = await book();
  commit(1, { 'changes/a\nb.mdx': 'odd', 'changes/one.mdx': 'first', 'changes/z.mdx': 'last' });
  expect(await readBriefly(content)).toEqual([
    ['01', { 'content/changes/one.mdx': 'first', 'content/changes/z.mdx': 'last' }],
  ]);
});

test('without a repository nothing is known, and nothing is wrong', async () => {
  expect(await read(await temporaryFolder())).toEqual({
    history: { landings: [], unknown: 'the book lies in no git repository' },
  });
});

test.for([
  ['a shallow clone', ['clone', '-q', '--depth', '1'], 'is a shallow clone'],
  [
    'a clone without texts',
    ['clone', '-q', '--filter=blob:none', '--no-checkout'],
    'lacks objects',
  ],
  ['a clone without the branch', ['clone', '-q', '-b', 'other'], 'has no local branch "main"'],
] as const)('in %s nothing is known, and what is in the way is said', async ([, args, why]) => {
  const { folder, commit } = await book();
  commit(1, { 'changes/one.mdx': 'first' });
  commit(2, { 'changes/one.mdx': 'second' });
  git(folder, ['branch', 'other']);
  git(folder, ['config', 'uploadpack.allowFilter', 'true']);
  git(folder, [...args, `file://${folder}`, 'clone']);
  const clone = path.join(folder, 'clone/content');
  mkdirSync(clone, { recursive: true });
  const { history, obstacle } = await read(clone);
  expect(history).toEqual({
    landings: [],
    unknown: 'the history of the book cannot be read whole',
  });
  expect(obstacle?.message).toContain(why);
  expect(obstacle?.remedy).toBeTruthy();
});

test('a text that is missing does not pass for a file that was taken away', async () => {
  const { folder, content, commit } = await book();
  commit(1, { 'changes/one.mdx': 'first', 'changes/two.mdx': 'other' });
  commit(2, { 'changes/two.mdx': null });
  const id = git(folder, ['rev-parse', 'HEAD:content/changes/one.mdx']);
  expect((await read(content)).obstacle).toBeUndefined();
  rmSync(path.join(folder, '.git/objects', id.slice(0, 2), id.slice(2)));
  expect((await read(content)).obstacle?.message).toContain(`lacks the object ${id}`);
});
