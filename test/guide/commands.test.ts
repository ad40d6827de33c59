import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, runHere } from '../helpers/command.ts';

// The test of the page of reports runs what that page shows.
const ownTest = 'programs.mdx';
// What builds, serves or measures is run by the tests of the site; `change` has a message of its own beside this file.
const elsewhere = ['build', 'dev', 'preview', 'test', 'change'];

const guide = path.join(root, 'src/guide');
const pages = [
  path.join(root, 'README.md'),
  ...(await readdir(guide))
    .filter((name) => name !== ownTest)
    .sort()
    .map((name) => path.join(guide, name)),
];

/** Every `npm run` in the blocks of shell commands of the README and the guide, in their order. */
const shown = (
  await Promise.all(
    pages.map(async (page) => {
      const text = await readFile(page, 'utf8');
      return [...text.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) =>
        [...block.matchAll(/^npm run (?:--silent )?(\S+)(?: -- (.*))?$/gm)].map(
          ([, name = '', options = '']) => [path.basename(page), name, options] as const,
        ),
      );
    }),
  )
)
  .flat()
  .filter(([, name]) => !elsewhere.includes(name));

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-guide-'));
  await cp(path.join(root, 'content'), path.join(folder, 'content'), { recursive: true });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.for(shown)('%s: npm run %s -- %s', async ([, name, options]) => {
  const words = [...options.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, word = '']) => quoted ?? word,
  );
  const { code, stdout, stderr } = await runHere(name, words, { cwd: folder });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).not.toBe('');
});

test('the guide shows the commands for daily work', () => {
  const names = new Set(shown.map(([, name]) => name));
  const daily = ['new', 'set', 'answer', 'review', 'next', 'remind', 'since'];
  expect(daily.filter((name) => !names.has(name))).toEqual([]);
});
