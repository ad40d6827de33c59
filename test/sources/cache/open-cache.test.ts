import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openCache } from '#sources/cache/open-cache.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';

const version = 'format-1';

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
}

test('a value comes back, for its own key and its own version only, and a later one takes its place', async () => {
  const folder = await temporaryFolder();
  const cache = openCache({ folder, version });
  cache.write('a key', { words: ['naïve\n', 1] });
  expect(openCache({ folder, version }).read('a key')).toEqual({ words: ['naïve\n', 1] });
  expect(cache.read('other')).toBeUndefined();
  expect(openCache({ folder, version: 'format-2' }).read('a key')).toBeUndefined();
  cache.write('a key', 2);
  expect(cache.read('a key')).toBe(2);
  expect(await listFiles(folder)).toHaveLength(1);
});

test('any flipped byte, a cut and a file under another name are read as missing', async () => {
  const folder = await temporaryFolder();
  const cache = openCache({ folder, version });
  cache.write('key', { text: 'Keys must be replaced.' });
  const [file = ''] = await listFiles(folder);
  const whole = await readFile(file);
  for (let place = 0; place < whole.length; place += 1) {
    const damaged = Buffer.from(whole);
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    await writeFile(file, damaged);
    expect(cache.read('key')).toBeUndefined();
  }
  await writeFile(file, whole.subarray(0, whole.length - 1));
  expect(cache.read('key')).toBeUndefined();

  cache.write('other', 1);
  const other = (await listFiles(folder)).find((one) => one !== file) ?? '';
  await writeFile(other, whole);
  expect(cache.read('other')).toBeUndefined();
});

test('a folder that cannot be written costs nothing but the time', () => {
  const cache = openCache({ folder: path.join(import.meta.filename, 'below-a-file'), version });
  cache.write('key', 1);
  expect(cache.read('key')).toBeUndefined();
});
