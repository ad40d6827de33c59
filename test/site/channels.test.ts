import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectSiteSecrets } from '#core/editions/scan/collect-secrets.ts';
import { decodeChannels } from '#core/editions/scan/decode-channels.ts';
import { findLeaks } from '#core/editions/scan/find-leaks.ts';
import { findSecrets } from '#core/editions/scan/find-secrets.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import type { Secrets } from '#core/editions/scan/secrets.ts';
import { readOutput } from '#sources/read-output.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import { io, root } from '../helpers/command.ts';
import { plantedWords } from './planted-words.ts';
import { buildInCopy } from '../helpers/folders.ts';

const content = path.join(root, 'test/fixtures/books/channels');
const asText = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** Every file of an edition with its name and every text that can be made of its bytes. */
type Edition = ReadonlyMap<string, string>;

let folder: string;
let internal: Edition;
let open: Edition;
let secrets: Secrets;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-channels-'));
  const { code, stderr } = await buildInCopy(['--content', content, '--out', folder]);
  expect(stderr).toContain('0 errors');
  expect(code).toBe(0);
  internal = await readEdition('internal');
  open = await readEdition('public');
  const { book } = await loadBook({ content, asOf: undefined }, io);
  if (!book) throw new Error('The fixture book was not read.');
  secrets = collectSiteSecrets(book, publicBook(book).book);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function readEdition(name: string): Promise<Edition> {
  const texts = new Map<string, string>();
  for await (const { path: file, bytes } of readOutput(path.join(folder, name))) {
    const views = [...decodeChannels(bytes)].map(({ text }) => text);
    texts.set(file, [file, asText(bytes), ...views].join('\n'));
  }
  return texts;
}

function placesOf(word: string, edition: Edition): string[] {
  return [...edition].filter(([, text]) => text.toLowerCase().includes(word)).map(([file]) => file);
}

test('the list names every planted word of the book', async () => {
  const found = new Set<string>();
  for (const entry of await readdir(content, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'README.md') continue;
    const bytes = await readFile(path.join(entry.parentPath, entry.name));
    for (const text of [entry.name, asText(bytes)]) {
      for (const [word] of text.toLowerCase().matchAll(/planted(?:[a-z]+|-[a-z]+(?:-[a-z]+)?)/g))
        found.add(word);
    }
  }
  const listed = plantedWords.map(({ word }) => word);
  expect([...found].filter((word) => !listed.some((one) => one.startsWith(word)))).toEqual([]);
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.length).toBeGreaterThan(60);
});

test.each(plantedWords.filter(({ notPrinted }) => notPrinted === undefined))(
  'the internal edition has it: $channel',
  ({ word }) => {
    expect(placesOf(word, internal)).not.toEqual([]);
  },
);

test('what the internal edition is said not to print it does not print', () => {
  const silent = plantedWords.filter(({ notPrinted }) => notPrinted !== undefined);
  expect(silent.filter(({ word }) => placesOf(word, internal).length > 0)).toEqual([]);
});

test('a heading is in the page, in its id, in the contents and in the search index', () => {
  const page = internal.get('policies/supply/index.html') ?? '';
  expect(page).toContain('Plantedheading of the north office</h3>');
  expect(page).toContain('id="plantedheading');
  expect(page).toContain('href="#plantedheading');
  expect(placesOf('plantedheading', internal)).toContainEqual(expect.stringMatching(/^pagefind\//));
});

test('the public edition has no planted word in any file, plain or encoded', () => {
  expect(open.size).toBeGreaterThan(20);
  expect(placesOf('planted', open)).toEqual([]);
  expect(placesOf('goods are bought from suppliers', open)).not.toEqual([]);
});

test('its images are there, and say nothing that cannot be seen', async () => {
  const images = [...open.keys()].filter((file) => /\.(?:png|jpe?g|webp|svg)$/.test(file));
  expect(images.map((file) => path.basename(file).split('.')[0])).toEqual(
    expect.arrayContaining(['crate', 'drawing']),
  );
  for (const image of images) {
    const bytes = await readFile(path.join(folder, 'public', image));
    expect(findLeaks(secrets, { path: image, bytes })).toEqual([]);
  }
  const bytes = await readFile(path.join(content, 'assets/crate.jpg'));
  expect(findLeaks(secrets, { path: 'crate.jpg', bytes })).toMatchObject([
    { kind: 'image-metadata' },
  ]);
});

test.each(plantedWords.filter(({ notKnown }) => notKnown === undefined))(
  'the scanner would see it: $channel',
  async ({ word, notPrinted }) => {
    const texts = notPrinted === undefined ? [...internal.values()] : [await readContent()];
    const isSeen = texts.some((text) =>
      [...windowsAround(text, word)].some(
        (window) =>
          findSecrets(secrets, window).some(({ found }) => found.toLowerCase().includes(word)) ||
          hasPerson(window, word),
      ),
    );
    expect(isSeen).toBe(true);
  },
);

/** The id of a person counts as a whole value of data, which is another part of the scanner. */
function hasPerson(window: string, word: string): boolean {
  return (
    window.includes(`"${word}"`) &&
    findLeaks(secrets, { path: 'a.json', bytes: Buffer.from(`{"by":"${word}"}`) }).length > 0
  );
}

function* windowsAround(text: string, word: string): Iterable<string> {
  const small = text.toLowerCase();
  for (let at = small.indexOf(word); at >= 0; at = small.indexOf(word, at + 1))
    yield text.slice(Math.max(at - 150, 0), at + 150);
}

/** The book itself, names of files included, in place of an output that has it. */
async function readContent(): Promise<string> {
  const texts: string[] = [];
  for await (const { path: file, bytes } of readOutput(content))
    texts.push(`channels/${file}`, asText(bytes));
  return texts.join('\n');
}
