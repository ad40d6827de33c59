import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { environment, root } from '../helpers/command.ts';
import { peopleText, policyText, settingsText } from '../helpers/book.ts';

// What the machine refuses is a sentence with a remedy and exit code 3, or 2 where the call was wrong.

let folder: string;
const program = path.join(root, 'scripts/policybook.ts');

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-machine-'));
  const content = path.join(folder, 'content');
  await mkdir(path.join(content, 'policies'), { recursive: true });
  await writeFile(path.join(content, 'policybook.yaml'), settingsText);
  await writeFile(path.join(content, 'people.yaml'), peopleText);
  await writeFile(path.join(content, 'policies/access.mdx'), policyText());
  await writeFile(path.join(folder, 'file'), 'mine');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function shell(line: string): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const run = `policybook() { "${process.execPath}" "${program}" "$@"; }; cd "${folder}"; ${line}`;
    execFile('/bin/sh', ['-c', run], { env: environment }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr });
    });
  });
}

const build = 'policybook build --as-of 2026-06-01';

test.each([
  ['--out is a file', `${build} --out file`, 3, 'is a file'],
  ['--out is below a file', `${build} --out file/out`, 3, 'is a file'],
  ['--out is where nothing may be written', `${build} --out /proc/policybook`, 3, '/proc'],
  ['the name of --out is too long', `${build} --out ${'x'.repeat(300)}`, 3, 'too long'],
  ['--out is the folder of the book', `${build} --out content`, 2, 'inside the book'],
  ['--out leads in a circle', `ln -s loop loop; ${build} --out loop`, 3, 'circle'],
  ['the content is not there', 'policybook check --content nowhere', 2, 'no folder'],
  ['the content is a file', 'policybook check --content file', 2, 'no folder'],
  ['the standard output is full', 'policybook check --as-of 2026-06-01 >/dev/full', 3, 'no space'],
  [
    'a large output is full',
    'policybook check --as-of 2026-06-01 --format json >/dev/full',
    3,
    'no space',
  ],
  [
    'a file to read is a folder',
    'policybook change --message-file content --author ada',
    2,
    'no such file',
  ],
  ['a file to read is missing', 'policybook import nowhere.docx --policy access', 2, 'nowhere'],
  ['too few files may be open', `ulimit -n 22; ${build}`, 3, ''],
])('%s', async (_, line, code, said) => {
  const outcome = await shell(line);
  expect(outcome.said).not.toMatch(/^\s+at |fault of Policybook/m);
  expect(outcome.code).toBe(code);
  expect(outcome.said).toContain(said);
  expect(await readFile(path.join(folder, 'file'), 'utf8')).toBe('mine');
});

test('a name that is not UTF-8 is a fault of the book with the name', async () => {
  const content = path.join(folder, 'odd/content');
  await cp(path.join(folder, 'content'), content, { recursive: true });
  const outcome = await shell(
    `printf x > "$(printf 'odd/content/policies/a\\377.mdx')"; policybook check --content odd/content --as-of 2026-06-01`,
  );
  expect(outcome.code).toBe(1);
  expect(outcome.said).toContain('not UTF-8');
});
