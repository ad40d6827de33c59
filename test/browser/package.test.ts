import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { environment, root } from '../helpers/command.ts';
import { git } from '../helpers/git.ts';
import { digestFolder } from '../helpers/folders.ts';

const run = promisify(execFile);
// Names with a space and an umlaut are usual outside this repository.
let folder: string;
let book: string;
let tarball: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-package-'));
  book = path.join(folder, 'Unsere Bücher', 'policies');
  const platform = path.join(folder, 'Unsere Bücher', 'platform');
  await mkdir(book, { recursive: true });
  await mkdir(platform);
  git(platform, ['init', '-q', '-b', 'main']);
  git(platform, ['commit', '-q', '--allow-empty', '-m', 'Begin']);
  const packed = await run('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: root,
  });
  tarball = path.join(folder, packed.stdout.trim().split('\n').at(-1) ?? '');
  await writeFile(path.join(book, 'package.json'), '{ "private": true }');
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], {
    cwd: book,
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const policybook = (...args: string[]) =>
  run('npx', ['--no-install', 'policybook', ...args], { cwd: book, env: environment });

test('the package is below 2 MB, and contains JavaScript with maps, the licence and no types', async () => {
  expect((await stat(tarball)).size).toBeLessThan(2_000_000);
  const { stdout } = await run('tar', ['-tzf', tarball]);
  const files = stdout.trim().split('\n');
  expect(files).toEqual(
    expect.arrayContaining([
      'package/LICENSE',
      'package/lib/scripts/policybook.js',
      'package/lib/src/core/assemble-book.js.map',
      'package/lib/src/starter/access-control.md',
    ]),
  );
  expect(files.filter((file) => /\.ts$|^package\/(?:src|content|test)\//.test(file))).toEqual([]);
});

test('installed from its tarball it starts, checks and builds a book, and writes nothing below node_modules', async () => {
  const installed = path.join(book, 'node_modules/policybook');
  const before = await digestFolder(installed);
  const owner = ['--owner', 'Ada Lovelace <ada@nord.example>', '--name', 'Nord', '--no-commit'];
  const { stdout } = await policybook('init', '--yes', ...owner);
  expect(stdout).toContain('12, all drafts');
  await policybook('check');
  await policybook('build');
  expect(await digestFolder(installed)).toEqual(before);

  const port = '4651';
  const server = spawn('npx', ['--no-install', 'policybook', 'preview', '--port', port], {
    cwd: book,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  await new Promise((resolve) => server.stdout.once('data', resolve));
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${port}/policies/access-control/`);
    expect(await page.locator('h1').innerText()).toBe('Access Control Policy');
    expect(await page.locator('#p-6, [id="6"]').count()).toBeGreaterThan(0);
  } finally {
    await browser.close();
    if (server.pid !== undefined) process.kill(-server.pid);
  }
});

test('a fault of a file in the package is reported at its line of the source', async () => {
  const text = await readFile(
    path.join(book, 'node_modules/policybook/lib/scripts/policybook.js'),
    'utf8',
  );
  expect(text).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(text).toMatch(/\/\/# sourceMappingURL=policybook\.js\.map\s*$/);
});
