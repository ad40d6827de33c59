import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findPlaces } from '#commands/find-places.ts';
import { temporaryFolder } from '../helpers/recorded-repository.ts';

const mark = '{\n  "engine": "policybook 0.1.0"\n}\n';

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
}

const placesIn = async (out: string) =>
  Object.fromEntries(await findPlaces(out, ['internal', 'public'], '/elsewhere/content'));

test.each<[string, Readonly<Record<string, string>>]>([
  ['nothing', {}],
  [
    'editions of ours',
    { 'out/internal/api/policies.json': mark, 'out/public/api/policies.json': mark },
  ],
  ['one edition of ours', { 'out/public/api/policies.json': mark }],
  [
    'other files beside them',
    {
      'out/notes.txt': 'mine',
      'out/public.nginx.conf':
        '# The public edition: include this file in the block that serves it.\nold',
    },
  ],
])('editions go where there is %s', async (_, files) => {
  const folder = await temporaryFolder();
  const out = path.join(folder, 'out');
  await write(folder, files);
  expect(await placesIn(out)).toEqual({
    internal: path.join(out, 'internal'),
    public: path.join(out, 'public'),
  });
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['a file of somebody', { 'out/public/index.html': 'mine' }, 'contains files'],
  ['a hidden file of somebody', { 'out/internal/.git/config': 'mine' }, 'contains files'],
  [
    'a list of policies of another program',
    { 'out/public/api/policies.json': '{"engine": "other 1"}' },
    'contains files',
  ],
  ['a file where the folder goes', { 'out/public': 'mine' }, 'is not a folder'],
  [
    'settings of a host by somebody',
    { 'out/internal.nginx.conf': 'server {}' },
    'is a file that Policybook did not write',
  ],
])('nothing is replaced where there is %s', async (_, files, problem) => {
  const folder = await temporaryFolder();
  await write(folder, files);
  await expect(placesIn(path.join(folder, 'out'))).rejects.toThrow(problem);
  for (const [file, text] of Object.entries(files)) {
    expect(await readFile(path.join(folder, file), 'utf8')).toBe(text);
  }
});

test('a symbolic link is followed, and one that leads nowhere is refused', async () => {
  const folder = await temporaryFolder();
  await write(folder, { 'www/api/policies.json': mark, 'foreign/index.html': 'mine', 'out/a': '' });
  const link = path.join(folder, 'out/public');
  await symlink(path.join(folder, 'www'), link);
  expect((await placesIn(path.join(folder, 'out')))['public']).toBe(path.join(folder, 'www'));
  await symlink(path.join(folder, 'nowhere'), path.join(folder, 'out/internal'));
  await expect(placesIn(path.join(folder, 'out'))).rejects.toThrow('leads nowhere');
  const other = path.join(folder, 'other');
  await mkdir(other);
  await symlink(path.join(folder, 'foreign'), path.join(other, 'public'));
  await expect(placesIn(other)).rejects.toThrow('contains files');
  expect(await readdir(path.join(folder, 'foreign'))).toEqual(['index.html']);
});

test.each(['content', 'content/out'])('editions do not go into the book: %s', async (out) => {
  const folder = await temporaryFolder();
  const content = path.join(folder, 'content');
  await expect(findPlaces(path.join(folder, out), ['public'], content)).rejects.toThrow(
    'inside the book',
  );
});
