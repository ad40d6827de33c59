import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root, runScript } from '../helpers/command.ts';

const content = path.join(root, 'test/fixtures/books/verdicts');
const policy = path.join(content, 'policies/change-management.mdx');

async function whatIf(
  edit: (text: string) => string,
  args: readonly string[] = [],
  name = 'change-management.mdx',
) {
  const folder = await mkdtemp(path.join(tmpdir(), 'policybook-draft-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, name);
  await writeFile(file, edit(await readFile(policy, 'utf8')));
  return runScript('check', ['--content', content, '--what-if', file, ...args]);
}

const stricter = (text: string) =>
  text.replace("normal: { clause: '3.b', approvals: 1", "normal: { clause: '3.b', approvals: 2");

test('a draft outside the book shows what it would have judged otherwise, with both counts', async () => {
  const { code, stdout } = await whatIf(stricter, ['--from', '2026-02-01']);
  expect(code).toBe(0);
  expect(stdout).toContain(
    'What if the Change Management Policy, version 1.0, had been in force from 1 February 2026?',
  );
  expect(stdout).toMatch(
    /change\/approvals: \d+ changes\n {2}platform-\d+ \(\d+ \w+ 2026\): pass \(1\.0, clause 4\.b\), then deviation \(1\.0, clause 4\.b\)\n {4}It has 1 of 2 approvals/,
  );
  expect(stdout).toMatch(/As judged: .*\nBy the draft: /);
});

test('its own effective date counts where no day is given', async () => {
  const later = (text: string) =>
    stricter(text).replace('effective: 2026-02', 'effective: 2026-03-15');
  const { stdout } = await whatIf(later);
  expect(stdout).toContain('from 15 March 2026?');
  expect(stdout).not.toContain('February 2026)');
});

test('JSON lists each change with both verdicts and the counts', async () => {
  const { code, stdout } = await whatIf(stricter, ['--from', '2026-03-01', '--format', 'json']);
  const report = JSON.parse(stdout) as {
    replayed: number;
    differences: {
      rule: string;
      before: { verdict: string };
      after: { verdict: string; statement: string };
    }[];
    counts: { before: { deviations: number }; after: { deviations: number } };
  };
  expect(code).toBe(0);
  expect(report.replayed).toBeGreaterThan(10);
  expect(report.differences.length).toBeGreaterThan(0);
  expect(report.differences.every(({ rule }) => rule === 'change/approvals')).toBe(true);
  expect(report.counts.after.deviations).toBeGreaterThan(report.counts.before.deviations);
});

test.for<[string, (text: string) => string, string]>([
  [
    'a field that no policy has',
    (text) => text.replace('owner: cto', 'owner: cto\nloud: true'),
    'schema/',
  ],
  [
    'a clause that the text lacks',
    (text) => text.replace("clause: '3.b'", "clause: '9.z'"),
    'policy/clause-unknown',
  ],
])('a draft with %s is refused with its fault', async ([, edit, words]) => {
  const { code, stdout } = await whatIf(edit);
  expect(code).toBe(1);
  expect(stdout).toContain(words);
  expect(stdout).not.toContain('What if');
});

test('a draft of no policy, a file that is not there and --from alone are bad usage', async () => {
  const misnamed = await whatIf((text) => text, [], 'change-managment.mdx');
  expect([misnamed.code, misnamed.stderr]).toEqual([
    2,
    expect.stringContaining('change-management.mdx'),
  ]);
  const none = await runScript('check', ['--content', content, '--what-if', 'none.mdx']);
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('no such file')]);
  const alone = await runScript('check', ['--content', content, '--from', '2026-01-01']);
  expect([alone.code, alone.stderr]).toEqual([
    2,
    expect.stringContaining('--from goes with --what-if'),
  ]);
});
