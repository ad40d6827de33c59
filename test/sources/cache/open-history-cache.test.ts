import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHistory } from '#sources/git/read-history.ts';
import { runGit } from '#sources/git/run-git.ts';
import { expect, test, vi } from 'vitest';
import { git } from '../../helpers/git.ts';
import { graphRepository } from '../../helpers/graph-repository.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';

vi.mock(import('#sources/git/run-git.ts'), async (original) => {
  const real = await original();
  return { ...real, runGit: vi.fn(real.runGit), streamGit: vi.fn(real.streamGit) };
});

const graph = `
a  Begin
b  Zählen 日本            < a
c  Write texts            < a
d  Merge two branches     < a b c
e  Empty                  < d (empty)
`;

async function prepare() {
  const { gitDir, ids } = await graphRepository(graph);
  const cache = await temporaryFolder();
  const fresh = () => readHistory({ repository: 'platform', gitDir, branch: 'main' });
  const kept = () => readHistory({ repository: 'platform', gitDir, branch: 'main', cache });
  return { gitDir, ids, cache, fresh, kept, files: () => listFiles(cache) };
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function logsDuring(work: () => Promise<unknown>): Promise<string[][]> {
  const { streamGit } = await import('#sources/git/run-git.ts');
  vi.mocked(streamGit).mockClear();
  await work();
  return vi
    .mocked(streamGit)
    .mock.calls.map(([{ args }]) => [...args])
    .filter(([name]) => name === 'log');
}

test('a second run gives the same and asks git for no commit', async () => {
  const { fresh, kept } = await prepare();
  expect(await kept()).toEqual(await fresh());
  expect(
    await logsDuring(async () => {
      expect(await kept()).toEqual(await fresh());
    }),
  ).toHaveLength(1);
});

test('new commits are read alone, and the whole is what a fresh run gives', async () => {
  const { gitDir, ids, fresh, kept } = await prepare();
  await kept();
  git(gitDir, ['commit', '-q', '--allow-empty', '-m', 'More']);
  const side = git(gitDir, ['commit-tree', '-m', 'Side', '-p', ids['b'] ?? '', 'HEAD^{tree}']);
  const merge = ['commit-tree', '-m', 'Merge', '-p', 'main', '-p', side, 'HEAD^{tree}'];
  git(gitDir, ['update-ref', 'refs/heads/main', git(gitDir, merge)]);
  const logs = await logsDuring(kept);
  expect(logs).toEqual([expect.arrayContaining([`^${ids['e'] ?? ''}`])]);
  expect(await kept()).toEqual(await fresh());
});

test('a branch that was moved, or that took its line from elsewhere, is read anew', async () => {
  const { gitDir, ids, fresh, kept } = await prepare();
  await kept();
  const move = async (id: string) => {
    git(gitDir, ['update-ref', 'refs/heads/main', id]);
    expect(await kept()).toEqual(await fresh());
  };
  await move(ids['c'] ?? '');
  const parents = ['-p', ids['b'] ?? '', '-p', ids['c'] ?? ''];
  await move(git(gitDir, ['commit-tree', '-m', 'Foxtrot', ...parents, 'HEAD^{tree}']));
});

test('another repository at the same place is not taken for the one that was there', async () => {
  const { gitDir, fresh, kept } = await prepare();
  await kept();
  rmSync(join(gitDir, '.git'), { recursive: true });
  git(gitDir, ['init', '-q', '-b', 'main']);
  git(gitDir, ['commit', '-q', '--allow-empty', '-m', 'Another']);
  expect(await kept()).toEqual(await fresh());
  expect((await kept()).line).toHaveLength(1);
});

test('a byte that was changed anywhere, a file that was cut or is gone: read anew', async () => {
  const { fresh, kept, files } = await prepare();
  const expected = await fresh();
  await kept();
  for (const file of files()) {
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += Math.max(1, Math.floor(whole.length / 12))) {
      const broken = Buffer.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 1;
      writeFileSync(file, broken);
      expect(await kept()).toEqual(expected);
    }
    writeFileSync(file, whole.subarray(0, whole.length / 2));
    expect(await kept()).toEqual(expected);
    rmSync(file, { force: true });
    expect(await kept()).toEqual(expected);
  }
});

test('runs at once and a run that was killed leave what holds', async () => {
  const { fresh, kept, cache, files } = await prepare();
  const expected = await fresh();
  expect(await Promise.all([kept(), kept(), kept(), kept()])).toEqual(Array(4).fill(expected));
  for (const file of files()) writeFileSync(`${file}.1234`, readFileSync(file).subarray(0, 40));
  expect(await kept()).toEqual(expected);
  const [history = ''] = files().filter((file) => file.endsWith('.jsonl'));
  rmSync(history);
  expect(await kept()).toEqual(expected);
  expect(readdirSync(cache)).toEqual(['commits-format-4']);
});

test('drafts of killed runs and other histories are removed after an hour, but for the newest', async () => {
  const { gitDir, cache, fresh, kept, files } = await prepare();
  await kept();
  const [file = ''] = files();
  writeFileSync(`${file}.1234`, '');
  for (let count = 0; count < 70; count += 1) {
    writeFileSync(join(cache, 'commits-format-4', `${count}.jsonl`), '');
  }
  const commit = () => git(gitDir, ['commit', '-q', '--allow-empty', '-m', 'More']);
  commit();
  await kept();
  // Within the hour another run may still be reading or writing them.
  expect(files()).toHaveLength(72);

  for (const old of files()) utimesSync(old, 1772442000, 1772442000);
  commit();
  await kept();
  expect(files()).toHaveLength(64);
  expect(files()).toContain(file);
  expect(files()).not.toContain(`${file}.1234`);
  expect(await kept()).toEqual(await fresh());
});

test('a folder that cannot be written costs time and nothing else', async () => {
  const { gitDir, fresh } = await prepare();
  const file = join(await temporaryFolder(), 'file');
  writeFileSync(file, '');
  const order = { repository: 'platform', gitDir, branch: 'main', cache: join(file, 'below') };
  expect(await readHistory(order)).toEqual(await fresh());
  expect(vi.mocked(runGit)).toHaveBeenCalled();
});
