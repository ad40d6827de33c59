import { chown, chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { readHistory } from '#sources/git/read-history.ts';
import { runGit, streamGit } from '#sources/git/run-git.ts';
import { git } from '../../helpers/git.ts';
import { recordedRepository, temporaryFolder } from '../../helpers/recorded-repository.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const oneChange = '- { at: 2026-03-02T09:00:00Z, author: mira, message: Begin, files: [a] }\n';
const read = (gitDir: string) => readHistory({ repository: 'platform', gitDir, branch: 'main' });

test('says that git is missing', async () => {
  const gitDir = await recordedRepository(oneChange);
  vi.stubEnv('PATH', await temporaryFolder());
  await expect(read(gitDir)).rejects.toMatchObject({
    name: 'EnvironmentError',
    message: expect.stringContaining('no git on this machine') as string,
    remedy: expect.stringContaining('Install git 2.32') as string,
  });
});

test('says that git is too old', async () => {
  const gitDir = await recordedRepository(oneChange);
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'git'), '#!/bin/sh\necho git version 2.31.8\n');
  await chmod(join(folder, 'git'), 0o755);
  vi.stubEnv('PATH', folder);
  await expect(read(gitDir)).rejects.toThrow('calls itself "git version 2.31.8"; 2.32 or later');
});

test('says that there is no folder, or no repository in it', async () => {
  const folder = await temporaryFolder();
  await expect(read(join(folder, 'nowhere'))).rejects.toThrow('There is no folder');
  await expect(read(folder)).rejects.toThrow('is a folder, but not a git repository');
});

test('does not take the repository around a folder for the one in it', async () => {
  const folder = await temporaryFolder();
  git(folder, ['init', '-q', '-b', 'main']);
  git(folder, ['commit', '-q', '--allow-empty', '-m', 'outer']);
  await mkdir(join(folder, 'inner'));
  await expect(read(join(folder, 'inner'))).rejects.toThrow(
    'is a folder, but not a git repository',
  );
});

test.runIf(process.getuid?.() === 0)("says that a repository is another user's", async () => {
  const gitDir = await recordedRepository(oneChange);
  await chown(gitDir, 12345, 12345);
  await expect(read(gitDir)).rejects.toThrow('belongs to another user');
});

test('takes nothing from the environment but the way to git', async () => {
  const gitDir = await recordedRepository(oneChange);
  const other = await recordedRepository(oneChange.replace('Begin', 'Another'));
  const before = await read(gitDir);
  const variables = {
    GIT_DIR: other,
    GIT_WORK_TREE: other,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'log.showRoot',
    GIT_CONFIG_VALUE_0: 'false',
    GIT_GRAFT_FILE: join(other, 'HEAD'),
    GIT_OBJECT_DIRECTORY: join(other, 'objects'),
    GIT_TRACE: '1',
    GIT_EXTERNAL_DIFF: 'false',
    LANGUAGE: 'de',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  expect(await read(gitDir)).toEqual(before);
});

test("runs no program that the repository's settings name", async () => {
  const folder = await temporaryFolder();
  git(folder, ['init', '-q', '-b', 'main']);
  const mark = `touch ${join(folder, 'MARK')}`;
  await writeFile(join(folder, '.git', 'fsmonitor'), `#!/bin/sh\n${mark}\n`, { mode: 0o755 });
  git(folder, ['config', 'core.fsmonitor', join(folder, '.git', 'fsmonitor')]);
  git(folder, ['config', 'core.pager', mark]);
  await runGit({ gitDir: folder, args: ['status'] });
  expect(await readdir(folder)).toEqual(['.git']);
});

test('names the command and what git said where anything else fails', async () => {
  const gitDir = await recordedRepository(oneChange);
  await expect(runGit({ gitDir, args: ['cat-file', '-t', 'main:b'] })).rejects.toThrow(
    /^git cat-file ended with status 128 in .*\(git: "fatal: path 'b' does not exist in 'main'"\)/,
  );
});

test('stops git where the reader of its output throws', async () => {
  const gitDir = await recordedRepository(oneChange);
  const refuse = () => {
    throw new Error('enough');
  };
  await expect(streamGit({ gitDir, args: ['log'] }, refuse)).rejects.toThrow('enough');
});
