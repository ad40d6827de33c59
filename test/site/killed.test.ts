import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { peopleText, policyText, settingsText } from '../helpers/book.ts';
import { environment, runScript } from '../helpers/command.ts';
import { copyEngine, digestFolder } from '../helpers/folders.ts';

const moments = 30;
const editions = ['internal', 'public'] as const;
let engine: string;
let remove: () => Promise<void>;
let folder: string;

beforeAll(async () => {
  ({ engine, remove } = await copyEngine());
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-killed-'));
});

afterAll(async () => {
  await remove();
  await rm(folder, { recursive: true, force: true });
});

async function writeBook(name: string, sentence: string): Promise<string> {
  const content = path.join(folder, name, 'content');
  await mkdir(path.join(content, 'policies'), { recursive: true });
  const sample = 'sample: { asOf: 2026-06-01 }\n';
  await writeFile(path.join(content, 'policybook.yaml'), settingsText + sample);
  await writeFile(path.join(content, 'people.yaml'), peopleText);
  const text = policyText({ publish: 'extract' }, `## 1. Purpose\n\n${sentence}\n`);
  await writeFile(path.join(content, 'policies/access.mdx'), text);
  return content;
}

async function build(content: string, out: string): Promise<void> {
  const { code, stderr } = await runScript('build', ['--content', content, '--out', out], engine);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

/** Starts a build and kills it, with everything that it started, after some milliseconds. */
async function killBuild(args: readonly string[], after: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [path.join(engine, 'scripts/policybook.ts'), 'build', ...args],
    {
      cwd: engine,
      env: environment,
      stdio: 'ignore',
      detached: true,
    },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const timer = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, after);
  await ended;
  clearTimeout(timer);
}

async function digestsOf(out: string): Promise<string[]> {
  return Promise.all(
    editions.map(async (edition) => JSON.stringify(await digestFolder(path.join(out, edition)))),
  );
}

test(`killed at any of ${moments} moments, both sites are whole, old or new, and the next build needs no help`, async () => {
  const books = [
    await writeBook('one', 'Access is given by role.'),
    await writeBook('two', 'Access is given by name, and ends with the month.'),
  ] as const;
  const out = path.join(folder, 'out');
  await build(books[1], path.join(folder, 'other'));
  const start = performance.now();
  await build(books[0], out);
  const duration = performance.now() - start;
  const [one, two] = [await digestsOf(out), await digestsOf(path.join(folder, 'other'))];
  expect(one[0]).not.toBe(two[0]);
  expect(one[1]).not.toBe(two[1]);

  for (let moment = 0; moment < moments; moment += 1) {
    const [internal] = await digestsOf(out);
    const next = internal === one[0] ? books[1] : books[0];
    // Two of three builds are of one edition, which takes about half as long.
    const edition = [undefined, ...editions][moment % 3];
    const share = (moment + 0.5) / moments / (edition ? 1.7 : 1);
    const only = edition ? ['--edition', edition] : [];
    await killBuild(['--content', next, '--out', out, ...only], duration * share);
    for (const [index, digest] of (await digestsOf(out)).entries()) {
      expect([one[index], two[index]], `${editions[index]} after moment ${moment}`).toContain(
        digest,
      );
    }
  }
  await build(books[1], out);
  expect(await digestsOf(out)).toEqual(two);
  const left = (await readdir(out)).filter((name) => /incoming|outgoing|~/.test(name));
  expect(left).toEqual([]);
});
