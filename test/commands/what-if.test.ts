import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root, runHere } from '../helpers/command.ts';
import { git } from '../helpers/git.ts';

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
  return runHere('check', ['--content', content, '--what-if', file, ...args]);
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
    /change\/approvals: \d+ changes\n {2}platform-\d+ \(\d+ \w+ 2026\): pass \(1\.0, clause 4\.b\), then deviation \(1\.0, clause 3\.b\)\n {4}The change has 1 of 2 approvals/,
  );
  expect(stdout).toMatch(/As judged: .*\nBy the draft: /);
});

test('the first day of the version in force counts where no day is given, whenever the draft begins', async () => {
  const later = (text: string) =>
    stricter(text).replace('effective: 2026-02', 'effective: 2027-03-15');
  const { stdout } = await whatIf(later);
  expect(stdout).toContain('from 28 February 2026?');
  expect(stdout).toMatch(/change\/approvals: \d+ changes/);
});

/** The same book in a repository of its own, with a draft in the place of the version in force. */
async function bookWithDraft(edit: (text: string) => string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'policybook-draft-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const own = path.join(folder, 'verdicts');
  await cp(content, own, { recursive: true });
  const file = path.join(own, 'policies/change-management.mdx');
  const run = () => runHere('check', ['--content', own, '--what-if', file]);
  const commit = () => {
    git(folder, ['init', '-q', '-b', 'main']);
    git(folder, ['add', '.']);
    git(folder, ['commit', '-q', '-m', 'Write the book']);
  };
  const write = async () => writeFile(file, edit(await readFile(file, 'utf8')));
  return { folder, own, run, commit, write };
}

const nextVersion = (text: string) =>
  stricter(text)
    .replace("version: '1.0'", "version: '1.1'")
    .replace(
      'history: [',
      "history: [{ version: '1.1', date: 2026-05-30, by: ada, change: normative, summary: Two. }, ",
    );

test.for<[string, (text: string) => string]>([
  ['with the same number and date', stricter],
  ['with a number of its own', nextVersion],
  ['that begins later', (text) => nextVersion(text).replace('2026-02\n', '2027-02-01\n')],
  [
    'not yet approved',
    (text) =>
      nextVersion(text)
        .replace('status: approved', 'status: draft')
        .replace(/^approval.*\n/m, ''),
  ],
])('a draft in place %s is judged against what git holds', async ([, edit]) => {
  const outside = (await whatIf(stricter)).stdout.replaceAll('1.0', '');
  const { run, commit, write, folder } = await bookWithDraft(edit);
  commit();
  await write();
  const inPlace = await run();
  const words = (text: string) => text.replaceAll(/1\.[01]/g, '');
  expect(words(inPlace.stdout)).toBe(words(outside));
  expect(inPlace.stdout).toMatch(/change\/approvals: \d+ changes/);

  git(folder, ['checkout', '-q', '-b', 'draft']);
  git(folder, ['commit', '-q', '-a', '-m', 'Draft']);
  expect((await run()).stdout).toBe(inPlace.stdout);
});

test('a version that was moved to the archive beside the draft counts once', async () => {
  const { run, commit, write, own } = await bookWithDraft(nextVersion);
  commit();
  await mkdir(path.join(own, 'archive/change-management'), { recursive: true });
  await cp(
    path.join(own, 'policies/change-management.mdx'),
    path.join(own, 'archive/change-management/1.0.mdx'),
  );
  await write();
  expect((await run()).stdout).toMatch(/change\/approvals: \d+ changes/);
});

test('a draft in place whose former text is lost is refused with the way out', async () => {
  const untracked = await bookWithDraft(stricter);
  await untracked.write();
  const lost = await untracked.run();
  expect([lost.code, lost.stderr]).toEqual([
    2,
    expect.stringContaining('git does not know that file; write the draft elsewhere, for example'),
  ]);
  const landed = await bookWithDraft(nextVersion);
  await landed.write();
  landed.commit();
  const hidden = await landed.run();
  expect([hidden.code, hidden.stderr]).toEqual([
    2,
    expect.stringContaining('its history names a version that the book does not contain'),
  ]);
});

test('the version in force itself judges nothing otherwise', async () => {
  const { run, commit } = await bookWithDraft((text) => text);
  commit();
  const { code, stdout } = await run();
  expect(code).toBe(0);
  expect(stdout).toMatch(/[1-9]\d* changes judged again, 0 of them otherwise/);
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
  const none = await runHere('check', ['--content', content, '--what-if', 'none.mdx']);
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('no such file')]);
  const alone = await runHere('check', ['--content', content, '--from', '2026-01-01']);
  expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('--from goes with --to')]);
});
