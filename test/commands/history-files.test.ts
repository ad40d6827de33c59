import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { peopleText, policyText, settingsText } from '../helpers/book.ts';
import { runHere } from '../helpers/command.ts';
import { git } from '../helpers/git.ts';
import { temporaryFolder } from '../helpers/recorded-repository.ts';

type Files = Readonly<Record<string, string | undefined>>;

const policy = 'content/policies/access-control.mdx';
const archived = 'content/archive/access-control/1.0.mdx';
const should = policyText({}, '## 1. Purpose\n\nKeys should be replaced.\n');
const must = should.replace('should', 'must');
const row = (version: string, date: string) =>
  `{ version: "${version}", date: ${date}, by: ada, change: normative, summary: S. }`;
const next = policyText({
  version: '"1.1"',
  effective: '2026-03-02',
  approval: '{ by: ben, on: 2026-03-02 }',
  history: `[${row('1.1', '2026-03-02')}, ${row('1.0', '2026-01-05')}]`,
});
const base: Files = { 'content/policybook.yaml': settingsText, 'content/people.yaml': peopleText };

async function write(folder: string, files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const place = path.join(folder, name);
    await mkdir(path.dirname(place), { recursive: true });
    if (text === undefined) await rm(place);
    else await writeFile(place, text);
  }
}

async function check(commits: readonly Files[], uncommitted: Files = {}, isInGit = true) {
  const folder = await temporaryFolder();
  if (isInGit) git(folder, ['init', '-q', '-b', 'main']);
  for (const files of commits) {
    await write(folder, files);
    if (isInGit) git(folder, ['add', '-A']);
    if (isInGit) git(folder, ['commit', '-q', '-m', 'Edit']);
  }
  await write(folder, uncommitted);
  const content = path.join(folder, 'content');
  const args = ['--content', content, '--as-of', '2026-06-01'];
  const { stdout } = await runHere('check', [...args, '--format', 'json']);
  const text = await runHere('check', args);
  const { diagnostics, unseen } = JSON.parse(stdout) as {
    diagnostics: { severity: string; code: string; remedy: string }[];
    unseen: string | null;
  };
  return {
    found: diagnostics.map(({ severity, code }) => `${severity} ${code}`),
    remedies: diagnostics.map(({ remedy }) => remedy),
    unseen,
    text: text.stdout,
  };
}

test.for<[string, readonly Files[], Files, readonly string[]]>([
  [
    'an uncommitted edit',
    [{ ...base, [policy]: should }],
    { [policy]: must },
    ['error policy/version-altered'],
  ],
  [
    'a committed edit',
    [{ ...base, [policy]: should }, { [policy]: must }],
    {},
    ['error policy/version-altered'],
  ],
  [
    'an edit that was taken back',
    [{ ...base, [policy]: should }, { [policy]: must }, { [policy]: should }],
    {},
    ['warning policy/version-altered'],
  ],
  [
    'an approval dated anew',
    [{ ...base, [policy]: should }],
    { [policy]: should.replace('on: 2026-01-05 }\nnext', 'on: 2026-01-04 }\nnext') },
    ['error policy/version-altered'],
  ],
  [
    'a new version with the old text in the archive',
    [
      { ...base, [policy]: should },
      { [policy]: next, [archived]: should },
    ],
    {},
    [],
  ],
  [
    'the old text altered on its way into the archive',
    [
      { ...base, [policy]: should },
      { [policy]: next, [archived]: must },
    ],
    {},
    ['error policy/version-twice'],
  ],
  [
    'an archived text that was edited',
    [
      { ...base, [policy]: should },
      { [policy]: next, [archived]: should },
      { [archived]: `${should}\nMore.\n` },
    ],
    {},
    ['error policy/version-twice', 'error policy/archive-edited'],
  ],
  ['a policy that is not committed yet', [base], { [policy]: should }, []],
  [
    'a draft that is edited',
    [{ ...base, [policy]: should.replace('status: approved', 'status: draft') }],
    { [policy]: must },
    [],
  ],
])('history: files in git shows %s', async ([, commits, uncommitted, codes]) => {
  const { found, unseen } = await check(commits, uncommitted);
  expect(found.sort()).toEqual([...codes].sort());
  expect(unseen).toContain('Not seen, because the versions come from files');
});

test('the remedy for an archived text names the text that landed, and check states what it cannot see', async () => {
  const { remedies, text } = await check([
    { ...base, [policy]: should },
    { [policy]: next, [archived]: must },
  ]);
  expect(remedies[0]).toMatch(
    /^Write the text that landed: git cat-file blob [0-9a-f]{12} > content\/archive\/access-control\/1\.0\.mdx$/,
  );
  expect(text).toMatch(/what was altered before commit [0-9a-f]{12}\. With "history: git"/);
});

test('outside git, check states that no altered text can be seen', async () => {
  const { found, text } = await check([{ ...base, [policy]: should }], { [policy]: must }, false);
  expect(found).toEqual([]);
  expect(text).toContain('whether a text was altered under its version, and when a version landed');
});
