import { mkdir, symlink, writeFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createPathClassifier } from '#core/model/glob.ts';
import { readDependencyChanges } from '#sources/git/read-dependency-changes.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { git } from '../../helpers/git.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';

const npm = (dependencies: object) => JSON.stringify({ dependencies });

async function emptyRepository(): Promise<string> {
  const folder = await temporaryFolder();
  git(folder, ['init', '-q', '-b', 'main']);
  return folder;
}

async function commit(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  git(folder, ['add', '-A']);
  git(folder, ['commit', '-q', '--allow-empty', '-m', 'Something']);
  return git(folder, ['rev-parse', 'HEAD']);
}

const lineOf = async (folder: string) => {
  const order = { repository: 'platform', gitDir: folder, branch: 'main' };
  const { line } = await readHistory({ ...order, signers: [], timeZone: 'UTC', earlierTips: [] });
  return line;
};

async function changesOf(folder: string, cache?: string) {
  const line = await lineOf(folder);
  const compared = line.map(({ id, parents, paths }) => ({ id, base: parents[0], paths }));
  const found = await readDependencyChanges(folder, compared, cache);
  return line.map(({ id }) =>
    (found[id] ?? []).map(({ kind, manifest, name }) => `${kind} ${name} in ${manifest}`),
  );
}

test('tells of each commit what it did to dependencies, also from the cache', async () => {
  const folder = await emptyRepository();
  await commit(folder, { 'package.json': npm({ a: '1.0.0' }), 'src/a.ts': '' });
  await commit(folder, { 'src/a.ts': '1' });
  await commit(folder, { 'package.json': npm({ a: '1.0.1' }) });
  await commit(folder, { 'package.json': npm({ a: '1.1.0', b: '1.0.0' }) });
  await rm(path.join(folder, 'package.json'));
  await commit(folder, { 'web app/package.json': npm({ a: '1.1.0', b: '1.0.0' }) });
  await commit(folder, { 'web app/package.json': 'not JSON' });
  await commit(folder, { 'web app/package.json': npm({ a: '1.1.0' }) });
  const expected = [
    ['added a in package.json'],
    [],
    ['patch a in package.json'],
    ['minor a in package.json', 'added b in package.json'],
    [],
    ['unread it is not in its form in web app/package.json'],
    ['added a in web app/package.json'],
  ];
  const cache = path.join(folder, '.git/cache');
  expect(await changesOf(folder)).toEqual(expected);
  expect(await changesOf(folder, cache)).toEqual(expected);
  expect(await changesOf(folder, cache)).toEqual(expected);
});

test('compares a merge with the line that it joins', async () => {
  const folder = await emptyRepository();
  await commit(folder, { 'package.json': npm({ a: '1.0.0' }) });
  git(folder, ['checkout', '-q', '-b', 'side']);
  await commit(folder, { 'package.json': npm({ a: '1.0.0', b: '1.0.0' }) });
  git(folder, ['checkout', '-q', 'main']);
  await commit(folder, { 'readme.txt': '' });
  git(folder, ['merge', '-q', '--no-ff', '-m', 'Merge the side', 'side']);
  const [, , merged] = await changesOf(folder);
  expect(merged).toEqual(['added b in package.json']);
});

test('a path with a line end is not compared', async () => {
  const folder = await emptyRepository();
  await commit(folder, { 'a\nb/package.json': npm({ a: '1.0.0' }) });
  expect(await changesOf(folder)).toEqual([
    ['unread its path contains a line end in a\nb/package.json'],
  ]);
});

test.for([
  ['src/auth/**'],
  ['src/auth/'],
  ['src/auth/**/*.ts'],
  ['src/{auth,login}/**'],
  ['./src/auth/session.ts'],
  ['src/*/session.ts', 'src/auth'],
])('a submodule, a link and a file in place of a folder touch the scope %s', async (globs) => {
  const folder = await emptyRepository();
  const root = await commit(folder, { 'lib/login/session.ts': '' });
  await mkdir(path.join(folder, 'src'));
  git(folder, ['update-index', '--add', '--cacheinfo', `160000,${root},src/auth`]);
  git(folder, ['commit', '-q', '-m', 'Take sign-in from a repository of its own']);
  git(folder, ['update-index', '--cacheinfo', `160000,${root.replace(/^./, 'a')},src/auth`]);
  git(folder, ['commit', '-q', '-m', 'Raise it']);
  git(folder, ['rm', '-q', '--cached', 'src/auth']);
  await symlink('../lib/login', path.join(folder, 'src/auth'));
  git(folder, ['add', 'src/auth']);
  git(folder, ['commit', '-q', '-m', 'Link to another folder']);
  const scopesOf = createPathClassifier({ security: globs });
  const scopes = (await lineOf(folder)).map(({ paths }) => scopesOf(paths));
  expect(scopes).toEqual([[], ['security'], ['security'], ['security']]);
});
