import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { digestEngine } from '#sources/cache/digest-engine.ts';
import { openValueCache, type ValueCache } from '#sources/cache/open-value-cache.ts';
import { readPolicyTexts } from '#sources/git/read-policy-texts.ts';
import { bookRepository, type BookRepository } from '../../helpers/book-repository.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';

const version = 'a'.repeat(64);

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** A cache that lists the keys that it was asked for and knew, and those that were written. */
function watched(
  cache: ValueCache,
): ValueCache & { readonly hits: string[]; readonly writes: string[] } {
  const hits: string[] = [];
  const writes: string[] = [];
  return {
    hits,
    writes,
    read(key) {
      const value = cache.read(key);
      if (value !== undefined) hits.push(key);
      return value;
    },
    write(key, value) {
      writes.push(key);
      cache.write(key, value);
    },
    save: cache.save,
  };
}

const readBook = async ({ content, commits }: BookRepository, cache: ValueCache) =>
  readPolicyTexts({
    directory: content,
    policies: { since: commits[2]?.id, branch: 'main', renamed: {} },
    cache,
  });

test('a value comes back, for its own key and its own version only', async () => {
  const folder = await temporaryFolder();
  const cache = openValueCache({ folder, version });
  cache.write('key', { words: ['naïve\n', 1] });
  cache.save();
  const again = openValueCache({ folder, version });
  expect(again.read('key')).toEqual({ words: ['naïve\n', 1] });
  expect(again.read('other')).toBeUndefined();
  const other = openValueCache({ folder, version: 'b'.repeat(64) });
  expect(other.read('key')).toBeUndefined();
  // The same folder by its short name, and yet another version.
  const near = openValueCache({ folder, version: `${'a'.repeat(63)}b` });
  expect(near.read('key')).toBeUndefined();
});

test('a damaged value is read as missing whichever byte it is, and written again beside it', async () => {
  const folder = await temporaryFolder();
  const values = { one: { text: 'Keys must be replaced.' }, two: { text: 'Keys may be kept.' } };
  const fill = () => {
    const cache = openValueCache({ folder, version });
    for (const [key, value] of Object.entries(values)) cache.write(key, value);
    cache.save();
  };
  const readBoth = () => {
    const cache = openValueCache({ folder, version });
    return [cache.read('one'), cache.read('two')];
  };
  fill();
  const [file = ''] = await listFiles(folder);
  const whole = await readFile(file);
  for (let place = 0; place < whole.length - 1; place += 1) {
    const damaged = Buffer.from(whole);
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    await writeFile(file, damaged);
    const [one, two] = readBoth();
    expect([undefined, JSON.stringify(values.one)]).toContain(one && JSON.stringify(one));
    expect([undefined, JSON.stringify(values.two)]).toContain(two && JSON.stringify(two));
    expect([one, two]).toContain(undefined);
  }
  await writeFile(file, whole.subarray(0, whole.length - 3));
  expect(readBoth()).toEqual([values.one, undefined]);
  fill();
  expect(readBoth()).toEqual([values.one, values.two]);
});

test('a folder that cannot be written costs nothing but the time', () => {
  const cache = openValueCache({
    folder: path.join(import.meta.filename, 'below-a-file'),
    version,
  });
  cache.write('key', 1);
  cache.save();
  expect(cache.read('key')).toBeUndefined();
});

/** One run, which reads some values and learns one. */
function run(folder: string, learns: string, reads: readonly string[] = [], spareBytes = 0) {
  const cache = openValueCache({ folder, version, spareBytes });
  for (const key of reads) expect(cache.read(key)).toBe(key);
  cache.write(learns, learns);
  cache.save();
}

const many = 'a b c d e f g h i j k l m n o p'.split(' ');

test('one file takes the values of all runs, and beyond its limit keeps those used and the newest', async () => {
  const folder = await temporaryFolder();
  for (const key of many) run(folder, key, [], 1024);
  expect(await listFiles(folder)).toHaveLength(1);
  const readAll = () => {
    const { read } = openValueCache({ folder, version });
    return [...many, 'q'].filter((key) => read(key) === key);
  };
  expect(readAll()).toEqual(many);

  const lineBytes = '["a","a"]'.length;
  run(folder, 'q', ['c', 'k'], 2 * lineBytes);
  expect(readAll()).toEqual(['c', 'k', 'o', 'p', 'q']);
  expect(await listFiles(folder)).toHaveLength(1);
});

test('a run that opened the cache before it was written anew keeps what it read, and loses nothing it learns', async () => {
  const folder = await temporaryFolder();
  for (const key of many) run(folder, key, [], 1024);
  const early = openValueCache({ folder, version });
  run(folder, 'q', many);
  expect(many.map((key) => early.read(key))).toEqual(many);
  early.write('r', 'r');
  early.save();
  const { read } = openValueCache({ folder, version });
  expect([...many, 'q', 'r'].filter((key) => read(key) !== key)).toEqual([]);
});

test('of other versions of the engine the newest three stay', async () => {
  const folder = await temporaryFolder();
  for (const [letter, hours] of Object.entries({ b: 9, c: 5, d: 6, e: 7, f: 8 })) {
    const place = path.join(folder, `${letter.repeat(16)}.jsonl`);
    await writeFile(place, '');
    const time = new Date(Date.UTC(2026, 0, 20, 12 - hours));
    await utimes(place, time, time);
  }
  run(folder, 'key');
  expect((await readdir(folder)).map(([letter]) => letter)).toEqual(['a', 'c', 'd', 'e']);
});

test('the second run reads every text from the cache and gives the same; a flipped byte is read from git again', async () => {
  const repository = await bookRepository();
  const folder = await temporaryFolder();
  const first = watched(openValueCache({ folder, version }));
  const expected = await readBook(repository, first);
  expect(first.hits).toEqual([]);
  expect(first.writes.length).toBeGreaterThan(20);

  const second = watched(openValueCache({ folder, version }));
  expect(await readBook(repository, second)).toEqual(expected);
  expect(second.hits.sort()).toEqual(first.writes.sort());
  expect(second.writes).toEqual([]);

  const [file = ''] = await listFiles(folder);
  const bytes = await readFile(file);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  await writeFile(file, bytes);
  const third = watched(openValueCache({ folder, version }));
  expect(await readBook(repository, third)).toEqual(expected);
  expect(third.writes).toHaveLength(1);
});

test('two runs at once leave whole files and nothing else', async () => {
  const repository = await bookRepository();
  const folder = await temporaryFolder();
  const runs = [1, 2, 3].map(() => readBook(repository, openValueCache({ folder, version })));
  const [one, ...others] = await Promise.all(runs);
  for (const other of others) expect(other).toEqual(one);
  const files = await listFiles(folder);
  expect(files.filter((file) => !file.endsWith('.jsonl'))).toEqual([]);
  const again = watched(openValueCache({ folder, version }));
  await readBook(repository, again);
  expect(again.writes).toEqual([]);
});

test('the version of the cache is a digest of what reads a policy', async () => {
  expect(await digestEngine()).toMatch(/^[0-9a-f]{64}$/);
});
