import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readOutput } from '#sources/read-output.ts';
import { temporaryFolder } from '../helpers/recorded-repository.ts';

async function paths(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of readOutput(folder))
    found.push(`${file.path} ${Buffer.from(file.bytes).toString()}`);
  return found;
}

test('reads every file in order, hidden ones too', async () => {
  const folder = await temporaryFolder();
  await mkdir(path.join(folder, 'b', 'c'), { recursive: true });
  await mkdir(path.join(folder, 'empty'));
  await writeFile(path.join(folder, 'b', 'c', 'x.html'), '1');
  await writeFile(path.join(folder, 'a.html'), '2');
  await writeFile(path.join(folder, '.hidden'), '3');
  expect(await paths(folder)).toEqual(['.hidden 3', 'a.html 2', 'b/c/x.html 1']);
});

test.each(['file', 'dir'] as const)('refuses a link to a %s', async (kind) => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'a.html'), 'x');
  await symlink(kind === 'file' ? 'a.html' : '.', path.join(folder, 'z'), kind);
  await expect(paths(folder)).rejects.toThrow(/^z in .* is a link/);
});
