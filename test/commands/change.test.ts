import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, runHere } from '../helpers/command.ts';
import { git } from '../helpers/git.ts';

const book = path.join(root, 'test/fixtures/books/verdicts');
const good = `Show the opening hours

Change-Type: normal
Reason: Owners could not find them.
Rollback: revert; the merge
Approved-by: Ada Finch <ada@example.org>
`;
const bad = good
  .replace('revert; the merge', 'TBD')
  .replace('Ada Finch <ada@example.org>', 'Ben Hollis <ben@example.org>');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-change-'));
  git(folder, ['init', '-q', '-b', 'main']);
  const commit = async (file: string, message: string) => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), message);
    git(folder, ['add', file]);
    git(folder, ['commit', '-q', '-m', message]);
  };
  await commit('readme.txt', 'First');
  git(folder, ['checkout', '-q', '-b', 'hours']);
  await commit(
    'src/auth/session.ts',
    'Keep the session\n\nCo-authored-by: Ada Finch <ada@example.org>',
  );
  await commit('src/page.ts', 'Show the hours');
  git(folder, ['checkout', '-q', 'main']);
  await commit('other.txt', 'Something else');
  await writeFile(path.join(folder, 'good.txt'), good);
  await writeFile(path.join(folder, 'bad.txt'), bad);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** As somebody would call it in the repository of the change. */
const change = (args: readonly string[], cwd = folder) =>
  runHere('change', ['--content', book, ...args], { cwd });

const by = ['--author', 'ben@example.org'];
const range = ['--base', 'main', '--head', 'hours'];

test('a change that keeps the policy passes, and what is known later is listed apart', async () => {
  const urgent = good.replace('normal', 'emergency\nIncident: INC-2026-014');
  await writeFile(path.join(folder, 'urgent.txt'), urgent);
  const { code, stdout } = await change(['--message-file', 'urgent.txt', ...by]);
  expect(stdout).toContain(
    'change/record-fields (clause 4.a): The record contains reason, rollback, incident.',
  );
  expect(stdout).toContain('Without --base and --head: no commits, paths and scopes are known');
  expect(stdout).toContain(
    'Later, so no pass yet:\n  change/retrospective (clause 5): not known yet: ',
  );
  expect(stdout).toMatch(
    /^0 deviations, .*Nothing that can be known before the merge breaks the policy\.$/m,
  );
  expect(code).toBe(0);
});

test('what is unknown and can be mended before the merge is told with its line and what to write', async () => {
  const windows = path.join(root, 'test/fixtures/books/windows');
  const text = `${good.replace('Approved-by: Ada Finch <ada@example.org>\n', '')}Tested: passed; 12 unit tests\nRequested-at: 2026-06-01 09:00\n`;
  await writeFile(path.join(folder, 'undated.txt'), text);
  const args = [
    '--content',
    windows,
    '--repository',
    'shop',
    '--message-file',
    'undated.txt',
    '--author',
    'tom@example.org',
  ];
  const { stdout } = await change([...args, '--merged-at', '2026-06-03T10:00:00-05:00']);
  expect(stdout).toContain(
    'undated.txt:7 warning change/lead-time\n  The request is dated "2026-06-01 09:00", which is not a moment with its offset. (clause 3.2 of change-management 1.0)\n  Fix: Add a trailer such as "Requested-at: 2026-03-25T14:05:00+01:00".',
  );
  expect(stdout).toMatch(/^\d deviations?, \d advice, 1 unknown, /m);
  const { stdout: github } = await change([...args, '--format', 'github']);
  expect(github).toMatch(/^::warning file=undated.txt,line=7,title=change\/lead-time::/m);
});

test('one that breaks it names the rule, the clause, the line and what to write', async () => {
  const { code, stdout } = await change(['--message-file', 'bad.txt', ...by]);
  expect(code).toBe(1);
  expect(stdout).toContain('bad.txt:5 error change/record-fields\n');
  expect(stdout).toContain('(clause 4.a of change-management 1.0)\n  Fix: ');
  expect(stdout).toContain('bad.txt:6 error change/approvals\n');
  expect(stdout).not.toContain('Afterwards:');
  expect(stdout).toMatch(/^\d deviations, .*Merged like this it breaks the policy\.$/m);
});

test('authors, co-authors and paths come from the commits', async () => {
  const { code, stdout } = await change(['--message-file', 'good.txt', ...by, ...range]);
  expect(stdout).toContain('2 commits, 2 paths, scopes Security');
  expect(stdout).toContain('Ada Finch is an author of the change');
  expect(stdout).toContain('by Ben Hollis, Mira Oduya, Ada Finch\n');
  expect(code).toBe(1);
});

test('JSON has the shape of the check, and a failed verdict is a diagnostic at its line', async () => {
  const { code, stdout } = await change(['--message-file', 'bad.txt', ...by, '--format', 'json']);
  const report = JSON.parse(stdout) as {
    diagnostics: { code: string; file: string; line: number; severity: string }[];
    verdicts: Record<string, unknown>[];
  };
  expect(Object.keys(report)).toEqual([
    'schemaVersion',
    'asOf',
    'engine',
    'period',
    'diagnostics',
    'verdicts',
    'rules',
    'unknown',
    'unregistered',
    'unseen',
    'counts',
  ]);
  expect(report.diagnostics).toContainEqual(
    expect.objectContaining({
      code: 'change/record-fields',
      file: 'bad.txt',
      line: 5,
      severity: 'error',
    }),
  );
  expect(report.verdicts).toContainEqual({
    change: 'platform-proposal',
    rule: 'change/record-fields',
    verdict: 'fail',
    level: 'must',
    clause: '4.a',
    policy: 'change-management',
    version: '1.0',
    statement: expect.stringMatching(/rollback \(only filler/) as string,
    remedy: expect.stringMatching(/^Before the merge: /) as string,
    proof: null,
    answer: null,
  });
  expect(code).toBe(1);
});

test('annotations point at the lines of the message', async () => {
  const { stdout } = await change(['--message-file', 'bad.txt', ...by, '--format', 'github']);
  const lines = stdout.trim().split('\n');
  expect(
    lines.every((line) => /^::(?:error|warning) file=bad\.txt,line=\d,title=\S+::/.test(line)),
  ).toBe(true);
  expect(stdout).toContain('::error file=bad.txt,line=5,title=change/record-fields::');
});

test('a day before the first version judges nothing and says so', async () => {
  const merged = ['--merged-at', '2025-01-01T10:00:00Z'];
  const { code, stdout } = await change(['--message-file', 'good.txt', ...by, ...merged]);
  expect(stdout).toContain('warning change/not-judged');
  expect(stdout).toContain('Nothing was judged, so nothing passes.');
  expect(code).toBe(0);
});

test('an author given by id or by name is one author', async () => {
  for (const author of ['ben', 'Ben Hollis']) {
    const { stdout } = await change(['--message-file', 'good.txt', '--author', author]);
    expect(stdout).toMatch(/^\w+: ".*" by Ben Hollis$/m);
  }
});

test('an author whom nobody knows is named', async () => {
  const { stdout } = await change(['--message-file', 'good.txt', '--author', 'zoe@example.org']);
  expect(stdout).toContain('The author "zoe@example.org" is not in people.yaml.');
});

test('what a message would do to a terminal is shown and not done', async () => {
  await writeFile(
    path.join(folder, 'hostile.txt'),
    `\u001b[2JTitle\n\nChange-Type: \u001b[31mnormal\n`,
  );
  const { stdout } = await change(['--message-file', 'hostile.txt', ...by]);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toContain('\\u{001b}');
});

test.for([
  [[...by], '--message-file is missing.'],
  [['--message-file', 'none.txt', ...by], 'there is no such file to read.'],
  [['--message-file', 'good.txt', ...by, '--base', 'main'], '--base and --head belong together'],
  [['--message-file', 'good.txt', ...by, '--repository', 'platfrom'], 'the nearest is "platform"'],
] as const)('%j is bad usage', async ([args, words]) => {
  const { code, stderr } = await change(args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a commit that is not there, no repository and a shallow clone are the environment', async () => {
  const args = ['--message-file', path.join(folder, 'good.txt'), ...by];
  const unknown = await change([...args, '--base', 'main', '--head=--output=x']);
  expect([unknown.code, unknown.stderr]).toEqual([
    3,
    expect.stringContaining('--head is "--output=x"'),
  ]);
  const outside = await mkdtemp(path.join(tmpdir(), 'policybook-none-'));
  const none = await change([...args, ...range], outside);
  expect([none.code, none.stderr]).toEqual([
    3,
    expect.stringContaining('lies in no git repository'),
  ]);
  git(outside, [
    'clone',
    '-q',
    '--depth',
    '1',
    '--no-single-branch',
    `file://${folder}`,
    'shallow',
  ]);
  const shallow = await change(
    [...args, '--base', 'main', '--head', 'origin/hours'],
    path.join(outside, 'shallow'),
  );
  expect([shallow.code, shallow.stderr]).toEqual([3, expect.stringContaining('fetch --unshallow')]);
  await rm(outside, { recursive: true, force: true });
});

test('a line that cannot be read is shown with the form to write', async () => {
  const unread = good.replace('revert; the merge', 'as we always do');
  await writeFile(path.join(folder, 'unread.txt'), unread);
  const { code, stdout } = await change(['--message-file', 'unread.txt', ...by]);
  expect(stdout).toContain('unread.txt:5 error change/record-fields\n');
  expect(stdout).toContain('rollback ("as we always do" is not in its form)');
  expect(stdout).toContain('Fix: Write "Rollback: revert; no data is touched".');
  expect(code).toBe(1);
});
