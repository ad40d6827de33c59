import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { peopleText, policyText, settingsText } from '../helpers/book.ts';
import { runScript } from '../helpers/command.ts';
import { copyEngine, digestFolder } from '../helpers/folders.ts';

const work = ['internal', 'public'] as const;
const pageOf = (policy: string) => `internal/policies/${policy}/index.html`;
let engine: string;
let remove: () => Promise<void>;
let folder: string;

beforeAll(async () => {
  ({ engine, remove } = await copyEngine());
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-kept-'));
  const access = { publish: 'extract', related: '[backup]' };
  await write('policybook.yaml', `${settingsText}sample: { asOf: 2026-06-01 }\n`);
  await write('people.yaml', peopleText);
  await write('policies/access.mdx', policyText(access));
  await write('policies/backup.mdx', policyText({ title: 'Backup Policy', publish: 'extract' }));
  await write('policies/email.mdx', policyText({ title: 'Email Policy' }));
  await build('first');
});

afterAll(async () => {
  await remove();
  await rm(folder, { recursive: true, force: true });
});

async function write(file: string, text: string): Promise<void> {
  const place = path.join(folder, 'content', file);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, text);
}

async function build(out: string): Promise<string> {
  const args = ['--content', path.join(folder, 'content'), '--out', path.join(folder, out)];
  const { code, stderr } = await runScript('build', args, engine);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return path.join(folder, out);
}

/** Builds with nothing kept from earlier builds. */
async function buildCold(out: string): Promise<string> {
  for (const part of [...work, 'bundles']) {
    await rm(path.join(folder, '.policybook', part), { recursive: true, force: true });
  }
  return build(out);
}

/** Whether two builds have one file for a page, which the second one took over. */
async function isTakenOver(page: string, before: string, after: string): Promise<boolean> {
  const [one, other] = await Promise.all([
    stat(path.join(before, page)),
    stat(path.join(after, page)),
  ]);
  return one.ino === other.ino;
}

/** The programs of the pages that are kept: one. */
function listBundles(): Promise<string[]> {
  return readdir(path.join(folder, '.policybook/bundles/internal'));
}

test('after an edit the build prints what a build from nothing prints, and takes over the other pages', async () => {
  const first = path.join(folder, 'first');
  const bundles = await listBundles();
  const versions =
    '[{ version: "1.1", date: 2026-03-02, by: ada, change: normative, summary: More. }, { version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: First. }]';
  await write('archive/backup/1.0.mdx', policyText({ title: 'Backup Policy', publish: 'extract' }));
  await write(
    'policies/backup.mdx',
    policyText(
      {
        title: 'Copies Policy',
        publish: 'extract',
        version: '"1.1"',
        effective: '2026-03-02',
        approval: '{ by: ben, on: 2026-03-02 }',
        history: versions,
      },
      '## 1. Purpose\n\nCopies are kept for a year.\n',
    ),
  );
  const warm = await build('warm');
  expect(await readFile(path.join(warm, pageOf('backup')), 'utf8')).toContain('kept for a year');
  // This page names the edited policy by its title, and the other one does not.
  expect(await isTakenOver(pageOf('access'), first, warm)).toBe(false);
  expect(await isTakenOver(pageOf('email'), first, warm)).toBe(true);
  expect(await listBundles()).toEqual(bundles);
  expect(await digestFolder(await buildCold('cold'))).toEqual(await digestFolder(warm));
});

test('a person with another name is named so on every page', async () => {
  await write('people.yaml', peopleText.replace('Ben Hollis', 'Ben Hill'));
  const warm = await build('people');
  expect(await readFile(path.join(warm, pageOf('email')), 'utf8')).toContain('Ben Hill');
  expect(await digestFolder(await buildCold('people-cold'))).toEqual(await digestFolder(warm));
});

test('the search index is taken over where no page to search changed, and made again otherwise', async () => {
  await build('found');
  const kept = path.join(folder, '.policybook/internal/search');
  const [name = ''] = await readdir(kept);
  await writeFile(path.join(kept, name, 'mark'), '');
  expect(await readdir(path.join(await build('same'), 'internal/pagefind'))).toContain('mark');
  await write('policies/email.mdx', policyText({ title: 'Mail Policy' }));
  const after = await build('other');
  expect(await readdir(path.join(after, 'internal/pagefind'))).not.toContain('mark');
  expect(await digestFolder(await buildCold('other-cold'))).toEqual(await digestFolder(after));
});

test('a page that was altered where it is published is printed again', async () => {
  const out = await build('altered');
  const before = await digestFolder(out);
  await writeFile(path.join(out, pageOf('email')), 'altered');
  expect(await digestFolder(await build('altered'))).toEqual(before);
});

test.each([
  [
    'an edit of the settings',
    () =>
      write(
        'policybook.yaml',
        `${settingsText.replace('Example', 'Sample')}sample: { asOf: 2026-06-01 }\n`,
      ),
  ],
  [
    'an edit of the engine',
    async () => {
      const layout = path.join(engine, 'src/layouts/SiteLayout.astro');
      await writeFile(layout, (await readFile(layout, 'utf8')).replace('Subscribe:', 'Follow:'));
    },
  ],
])('%s prints every page again', async (name, edit) => {
  const before = await build(`${name} before`);
  const bundles = await listBundles();
  await edit();
  const after = await build(`${name} after`);
  expect(await listBundles()).toHaveLength(1);
  expect(isDeepStrictEqual(await listBundles(), bundles)).toBe(name === 'an edit of the settings');
  const pages = Object.keys(await digestFolder(after)).filter((file) =>
    /policies.*\.html$/.test(file),
  );
  expect(pages.length).toBeGreaterThan(10);
  for (const page of pages) {
    expect(await isTakenOver(page, before, after)).toBe(false);
    expect(await readFile(path.join(after, page), 'utf8')).not.toBe(
      await readFile(path.join(before, page), 'utf8'),
    );
  }
});
