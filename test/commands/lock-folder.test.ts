import { spawn } from 'node:child_process';
import { readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockFolder } from '#commands/lock-folder.ts';
import { temporaryFolder } from '../helpers/recorded-repository.ts';

/** A lock as another process of this container left it. */
async function heldBy(folder: string, change: (lines: string[]) => string[]): Promise<void> {
  const release = await lockFolder(folder);
  const text = await readFile(path.join(folder, 'lock'), 'utf8');
  await release();
  await writeFile(path.join(folder, 'lock'), change(text.split('\n')).join('\n'));
}

test('a second build waits for the first, and the lock is gone after it', async () => {
  const folder = await temporaryFolder();
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow('Another build');
  await release();
  await (
    await lockFolder(folder)
  )();
  expect(await readdir(folder)).toEqual([]);
});

test.each<[string, (lines: string[]) => string[]]>([
  ['of a process that is gone', ([place = '']) => [place, '999999999', '1']],
  [
    'of an earlier process with the number of this one',
    ([place = '', pid = '']) => [place, pid, '1'],
  ],
])('a lock %s is taken over', async (_, change) => {
  const folder = await temporaryFolder();
  await heldBy(folder, change);
  await (
    await lockFolder(folder)
  )();
});

test('the lock of another container counts while it gives signs of life', async () => {
  const folder = await temporaryFolder();
  await heldBy(folder, ([, pid = '', start = '']) => ['another', pid, start]);
  await expect(lockFolder(folder)).rejects.toThrow('Another build');
  const past = new Date(Date.now() - 60_000);
  await utimes(path.join(folder, 'lock'), past, past);
  await (
    await lockFolder(folder)
  )();
});

test('a lock that its process did not finish counts for a moment', async () => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'lock'), '');
  await expect(lockFolder(folder)).rejects.toThrow('Another build');
});

test('the lock of a process that runs is kept', async () => {
  const folder = await temporaryFolder();
  const other = spawn('sleep', ['60'], { stdio: 'ignore' });
  onTestFinished(() => void other.kill());
  const start = (await readFile(`/proc/${other.pid}/stat`, 'utf8'))
    .replace(/^.*\)/s, '')
    .split(' ')[20];
  await heldBy(folder, ([place = '']) => [place, String(other.pid), start ?? '']);
  await expect(lockFolder(folder)).rejects.toThrow(`process ${other.pid}`);
});
