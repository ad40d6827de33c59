import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { environment, root, type Outcome } from '../helpers/command.ts';
import { temporaryFolder } from '../helpers/recorded-repository.ts';

/** Runs a line of a shell in the folder of the engine. */
async function shell(line: string, cwd = root): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      '/bin/sh',
      ['-c', line],
      { cwd, env: environment, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
  });
}

test('npm hands the words after its dashes to the command, and its exit code on', async () => {
  const { code, stdout } = await shell('npm run -s check -- --format json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ asOf: '2026-11-15' });
  expect((await shell('npm run -s check -- --as-of 2028-01-01')).code).toBe(1);
  const usage = await shell('npm run -s check -- --loud');
  expect([usage.code, usage.stdout]).toEqual([2, '']);
  expect(usage.stderr).toContain('Usage: npm run check');
  const help = await shell('npm run -s diff -- --help');
  expect([help.code, help.stderr]).toEqual([0, '']);
});

test('a repository that is not there ends the process with 3', async () => {
  const folder = await temporaryFolder();
  const content = path.join(folder, 'content');
  await cp(path.join(root, 'content'), content, { recursive: true });
  const settings = path.join(content, 'policybook.yaml');
  const text = await readFile(settings, 'utf8');
  await writeFile(settings, text.replace(/recorded: .*/, 'path: ../platform'));
  const { code, stderr } = await shell(`npm run -s check -- --content ${content}`);
  expect(code).toBe(3);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a change is judged in the folder in which npm was called', async () => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'message.txt'), 'Title\n');
  const line = `npm --prefix ${root} run -s change -- --message-file message.txt --author ada --repository platform`;
  const { code, stderr } = await shell(line, folder);
  expect([code, stderr]).toEqual([1, '']);
});

test('a reader that stops reading is not a fault', async () => {
  const { stderr } = await shell('npm run -s check -- --format json | head -1');
  expect(stderr).toBe('');
});
