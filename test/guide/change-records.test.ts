import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root, runHere } from '../helpers/command.ts';

test('the change command accepts the example of the guide without a deviation or advice', async () => {
  const page = await readFile(path.join(root, 'src/guide/change-records.mdx'), 'utf8');
  const [, example = ''] = /```text\n([^]*?)```/.exec(page) ?? [];
  const folder = await mkdtemp(path.join(tmpdir(), 'policybook-guide-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(path.join(folder, 'message.txt'), example);
  const args = ['--message-file', 'message.txt', '--author', 'jonas', '--repository', 'platform'];
  const time = ['--merged-at', '2026-11-12T10:00:00+00:00'];
  const content = ['--content', path.join(root, 'content')];
  const { code, stdout } = await runHere('change', [...content, ...args, ...time], { cwd: folder });
  expect(stdout).toContain('\n0 deviations, 0 advice, 0 unknown, ');
  expect(code).toBe(0);
});
