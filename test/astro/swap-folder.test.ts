import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { recoverFolder, swapFolders } from '#astro/swap-folder.ts';
import { root } from '../helpers/command.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'policybook-swap-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Two sites in place and two finished ones beside them, as before a publication. */
async function prepare(folder: string) {
  const swaps = ['internal', 'public'].map((name) => ({
    finished: path.join(folder, 'work', name),
    place: path.join(folder, 'out', name),
  }));
  for (const { finished, place } of swaps) {
    await writeSite(place, 'old');
    await writeSite(finished, 'new');
  }
  return swaps;
}

async function writeSite(site: string, text: string): Promise<void> {
  await mkdir(path.join(site, 'policies'), { recursive: true });
  await writeFile(path.join(site, 'index.html'), text);
  await writeFile(path.join(site, `policies/${text}.html`), text);
}

/** "old" or "new"; throws where a site is missing or mixed. */
async function ageOf(site: string): Promise<string> {
  const text = await readFile(path.join(site, 'index.html'), 'utf8');
  expect(await readdir(path.join(site, 'policies'))).toEqual([`${text}.html`]);
  return text;
}

test('both folders are replaced, and nothing is left beside them', async () => {
  const folder = await temporaryFolder();
  const swaps = await prepare(folder);
  await swapFolders(swaps);
  for (const { place } of swaps) expect(await ageOf(place)).toBe('new');
  expect(await readdir(path.join(folder, 'out'))).toEqual(['internal', 'public']);
});

test('the first publication makes the folders', async () => {
  const folder = await temporaryFolder();
  const place = path.join(folder, 'out/deep/internal');
  await writeSite(path.join(folder, 'finished'), 'new');
  await swapFolders([{ finished: path.join(folder, 'finished'), place }]);
  expect(await ageOf(place)).toBe('new');
});

test('a folder that cannot be put in place leaves the old one there', async () => {
  const folder = await temporaryFolder();
  const place = path.join(folder, 'out/internal');
  await writeSite(place, 'old');
  await expect(swapFolders([{ finished: path.join(folder, 'missing'), place }])).rejects.toThrow();
  expect(await ageOf(place)).toBe('old');
});

test('where one of two cannot be put in place, both old ones stay', async () => {
  const folder = await temporaryFolder();
  const [internal, open] = await prepare(folder);
  if (!internal || !open) throw new Error('There are two editions.');
  // Once the first is replaced, the second is no longer where it was brought.
  const within = path.join(internal.place, 'policies');
  await expect(swapFolders([internal, { ...open, place: within }])).rejects.toThrow();
  expect(await ageOf(internal.place)).toBe('old');
  expect(await ageOf(open.place)).toBe('old');
});

// Ends the process before the nth step that changes something on disk.
const killer = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
let left = Number(process.env.KILL_AT);
const guard = (owner, name) => {
  const original = owner[name];
  owner[name] = (...args) => {
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    left -= 1;
    return original(...args);
  };
};
for (const name of ['mkdir', 'rm', 'rename', 'cp']) guard(fs.promises, name);
guard(fs, 'renameSync');
syncBuiltinESMExports();
`;

test('killed before any of its steps, each folder is the old or the new one once it is recovered', async () => {
  const ages = new Set<string>();
  let steps = 0;
  for (let isKilled = true; isKilled; steps += 1) {
    const folder = await temporaryFolder();
    const swaps = await prepare(folder);
    const file = path.join(folder, 'killer.mjs');
    await writeFile(file, killer);
    const program = `import { swapFolders } from ${JSON.stringify(path.join(root, 'src/astro/swap-folder.ts'))};
await swapFolders(${JSON.stringify(swaps)});`;
    try {
      execFileSync(process.execPath, ['--import', file, '--input-type=module', '--eval', program], {
        env: { ...process.env, KILL_AT: String(steps) },
        stdio: 'ignore',
      });
      isKilled = false;
    } catch (error) {
      expect((error as { signal?: string }).signal).toBe('SIGKILL');
    }
    const missing = swaps.filter(({ place }) => !existsSync(place));
    expect(missing.length).toBeLessThanOrEqual(1);
    for (const { place } of swaps) {
      await recoverFolder(place);
      ages.add(await ageOf(place));
    }
  }
  expect(steps).toBeGreaterThan(10);
  expect([...ages].sort()).toEqual(['new', 'old']);
});
