import { expect, test } from 'vitest';
import { createLogParser } from '#sources/git/parse-log.ts';

const change = ':100644 100644 1111 2222 M';
const stream = [
  'aaaa\0Überschrift\n\n:not a path\n\0\0',
  `\n${change}\0src/a.ts\0${change}\0:odd\n"name"\0`,
  'bbbb\0\0\0',
  'cccc\0last\0\0',
  `\n${change}\0naïve.ts\0`,
].join('');

interface Entry {
  readonly fields: readonly string[];
  readonly paths: readonly string[];
}

function parse(chunks: readonly Uint8Array[]): Entry[] {
  const entries: Entry[] = [];
  const parser = createLogParser(2, (fields, changes) => {
    entries.push({ fields, paths: changes.map(({ path }) => path) });
  });
  for (const chunk of chunks) parser.write(chunk);
  parser.end();
  return entries;
}

const expected = [
  { fields: ['aaaa', 'Überschrift\n\n:not a path\n'], paths: ['src/a.ts', ':odd\n"name"'] },
  { fields: ['bbbb', ''], paths: [] },
  { fields: ['cccc', 'last'], paths: ['naïve.ts'] },
];

test('tells commits, messages and paths apart', () => {
  expect(parse([Buffer.from(stream)])).toEqual(expected);
});

test('reads the same wherever the stream is cut', () => {
  const bytes = Buffer.from(stream);
  for (let cut = 1; cut < bytes.length; cut += 1) {
    expect(parse([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(expected);
  }
  expect(parse([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
});

test.for([
  ['in a field', 'aaaa\0mess'],
  ['between fields', 'aaaa\0'],
  ['before the separator', 'aaaa\0message\0'],
  ['before a path', `aaaa\0message\0\0\n${change}\0`],
  ['in a path', `aaaa\0message\0\0\n${change}\0src/a`],
])('refuses a stream that stops %s', ([, text]) => {
  expect(() => parse([Buffer.from(text ?? '')])).toThrow('stopped inside a commit');
});

test('joins a message of many chunks in time that grows with its length', () => {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const chunks = Array.from({ length: 400 }, () => chunk);
  const [entry] = parse([Buffer.from('aaaa\0'), ...chunks, Buffer.from('\0\0')]);
  expect(entry?.fields[1]).toHaveLength(400 * chunk.length);
});

test('reads no history at all as no commits', () => {
  expect(parse([])).toEqual([]);
});
