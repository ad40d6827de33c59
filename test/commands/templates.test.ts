import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runHere } from '../helpers/command.ts';
import { digestFolder } from '../helpers/folders.ts';

async function templates(args: readonly string[]) {
  const out = await mkdtemp(path.join(tmpdir(), 'policybook-templates-'));
  onTestFinished(() => rm(out, { recursive: true, force: true }));
  return { out, ...(await runHere('templates', ['--out', out, ...args])) };
}

test('the templates of the version in force on the day, the same bytes each time', async () => {
  const first = await templates(['--repository', 'assistant']);
  const second = await templates(['--repository', 'assistant']);
  expect(first.code).toBe(0);
  expect(await digestFolder(first.out)).toEqual(await digestFolder(second.out));
  expect(Object.keys(await digestFolder(first.out)).sort()).toEqual([
    'book/.github/workflows/policies.yml',
    'book/.gitlab/ci/policies.yml',
    'changes/.github/pull_request_template.md',
    'changes/.github/workflows/change.yml',
    'changes/.gitlab/ci/change.yml',
    'changes/.gitlab/merge_request_templates/Default.md',
    'changes/.gitmessage',
  ]);
  const request = await readFile(
    path.join(first.out, 'changes/.github/pull_request_template.md'),
    'utf8',
  );
  expect(request).toContain('- [ ] system-prompt (clause 10.1, type normal, sign-off: CTO)');
  expect(request).toContain(
    '- [ ] content-filter (clause 10.1, type normal, security review: Security)',
  );
  expect(
    await readFile(path.join(first.out, 'changes/.github/workflows/change.yml'), 'utf8'),
  ).toContain('--repository assistant');
});

test('an earlier day has the fields of its own version', async () => {
  const { out } = await templates(['--repository', 'platform', '--as-of', '2025-10-01']);
  const request = await readFile(
    path.join(out, 'changes/.github/pull_request_template.md'),
    'utf8',
  );
  expect(request).toContain('version 1.0');
  expect(request).not.toContain('- [ ] major');
});

test('before the first version there is nothing to make them from', async () => {
  const { code, stderr } = await templates(['--repository', 'platform', '--as-of', '2024-01-01']);
  expect([code, stderr]).toEqual([1, expect.stringContaining('no version of "change-management"')]);
});

test('several repositories have to be told apart', async () => {
  const { code, stderr } = await templates([]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--repository: platform, assistant')]);
});
