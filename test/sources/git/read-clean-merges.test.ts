import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { assembleChanges } from '#core/changes/population/assemble-changes.ts';
import type { CalendarDate } from '#core/model/calendar-date.ts';
import type { ForgeExport } from '#core/model/forge-pull.ts';
import type { Instant } from '#core/model/instant.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { settingsSchema } from '#core/schemas/settings.ts';
import { readCleanMerges } from '#sources/git/read-clean-merges.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { runGit } from '#sources/git/run-git.ts';
import { askOfMerges } from '../../helpers/clean-merges.ts';
import { git } from '../../helpers/git.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';
import { listOf } from '../../helpers/scenarios-page.ts';

vi.mock(import('#sources/git/run-git.ts'), async (original) => {
  const real = await original();
  return { ...real, runGit: vi.fn(real.runGit) };
});

const people = peopleSchema.parse({
  mira: { name: 'Mira Oduya', emails: ['mira@larkfield.example'], forge: { github: 'moduya' } },
  tess: { name: 'Tess Varga', emails: ['tess@larkfield.example'], forge: { github: 'tvarga' } },
});
const repository = settingsSchema.shape.repositories.unwrap().element.parse({
  id: 'platform',
  path: '../platform',
  since: '2026-01-01',
  policy: 'change-management',
});

const syncs = ['clean', 'edited', 'extended', 'resolved', 'another branch'] as const;
type Sync = (typeof syncs)[number];

/** A branch that was approved, then had the main branch (or another one) merged in, then was merged. */
async function build(sync: Sync, format = 'sha1') {
  const folder = await temporaryFolder();
  const run = (...args: string[]) => git(folder, args);
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    run('add', name);
  };
  run('init', '--quiet', '--initial-branch=main', `--object-format=${format}`);
  write('shared', 'one\n');
  run('commit', '-qm', 'Begin');
  run('checkout', '-qb', 'other');
  write('other', 'other\n');
  run('commit', '-qm', 'Work elsewhere');
  run('checkout', '-qb', 'topic', 'main');
  write('topic', 'topic\n');
  if (sync === 'resolved') write('shared', 'three\n');
  run('commit', '-qm', 'Work');
  const approved = run('rev-parse', 'HEAD');
  run('checkout', '-q', 'main');
  write('shared', 'two\n');
  run('commit', '-qm', 'Meanwhile');
  run('checkout', '-q', 'topic');
  const from = sync === 'another branch' ? 'other' : 'main';
  run('merge', '-q', '--no-ff', '--no-commit', '-X', 'ours', from);
  if (sync === 'edited') write('shared', 'four\n');
  if (sync === 'extended') write('extra', 'more\n');
  // The reviewer presses the button that updates the branch.
  const tess = { GIT_AUTHOR_NAME: 'Tess Varga', GIT_AUTHOR_EMAIL: 'tess@larkfield.example' };
  git(folder, ['commit', '-qm', `Merge branch '${from}' into topic`], '', tess);
  const merge = run('rev-parse', 'HEAD');
  run('checkout', '-q', 'main');
  run('merge', '-q', '--no-ff', '-m', 'Merge pull request #7 from example/topic', 'topic');
  return { folder, approved, merge, tip: run('rev-parse', 'HEAD') };
}

async function approvalAfter(sync: Sync, format = 'sha1') {
  const { folder, approved, merge, tip } = await build(sync, format);
  const history = await readHistory({ repository: 'platform', gitDir: folder, branch: 'main' });
  const at = '2026-03-01T09:00:00Z' as Instant;
  const forgeExports: ForgeExport[] = [
    {
      file: 'exports/platform.json',
      digest: 'd',
      pulls: [
        {
          forge: 'github',
          number: 7,
          title: 'Work',
          body: '',
          author: 'moduya',
          createdAt: at,
          mergedAt: '2026-03-02T09:00:00Z' as Instant,
          mergeCommit: tip,
          headCommit: merge,
          commits: [],
          reviews: [{ login: 'tvarga', state: 'approved', at, commit: approved }],
        },
      ],
    },
  ];
  const assemble = (cleanMerges: Readonly<Record<string, boolean>>) => {
    const { records } = assembleChanges({
      history,
      repository,
      people,
      followUps: [],
      timeZone: 'Europe/London',
      asOf: '2026-06-01' as CalendarDate,
      evidence: { repository: 'platform', forgeExports, cleanMerges },
    });
    return records.find(({ commit }) => commit === tip);
  };
  const cleanMerges = await askOfMerges(folder, { history, people, forgeExports });
  const record = assemble(cleanMerges);
  return {
    cleanMerges,
    merge,
    tip,
    authors: record?.authors.map(({ person }) => person),
    looked: record?.approvals,
    unlooked: assemble({})?.approvals,
  };
}

test('the page of scenarios lists what can become of an approval', () => {
  const listed = listOf('The main branch, merged in after an approval');
  expect(listed.map(({ name }) => name)).toEqual(syncs);
});

test.for(['sha1', 'sha256'])(
  'a clean merge from main leaves an approval standing (%s)',
  async (format) => {
    const { cleanMerges, merge, tip, looked } = await approvalAfter('clean', format);
    expect(cleanMerges).toEqual({ [merge]: true, [tip]: true });
    expect(looked).toMatchObject([
      { proof: 'exported', note: 'the main branch was merged in afterwards, and nothing else' },
    ]);
    expect(looked?.[0]).not.toHaveProperty('void');
  },
);

test.for(['edited', 'extended', 'resolved'] as const)(
  'a merge from main that was %s voids it',
  async (sync) => {
    const { cleanMerges, merge, looked } = await approvalAfter(sync);
    expect(cleanMerges[merge]).toBe(false);
    expect(looked).toMatchObject([
      { void: expect.stringContaining('changed other things too') as string },
    ]);
  },
);

test.for([
  ['clean', ['mira']],
  ['edited', ['mira', 'tess']],
] as const)(
  'who brought main into the branch wrote a part only where the merge is %s',
  async ([sync, expected]) => {
    expect((await approvalAfter(sync)).authors).toEqual(expected);
  },
);

test('without an export, the merges of whoever approves in the message are looked at', async () => {
  const { folder, merge } = await build('clean');
  const askedAfter = async (trailer: string) => {
    git(folder, ['commit', '-q', '--amend', '-m', 'Merge topic', '-m', trailer]);
    const history = await readHistory({ repository: 'platform', gitDir: folder, branch: 'main' });
    return Object.keys(await askOfMerges(folder, { history, people }));
  };
  expect(await askedAfter('Approved-by: Tess Varga <tess@larkfield.example>')).toEqual([merge]);
  expect(await askedAfter('Change-Type: normal')).toEqual([]);
});

test('a merge from another branch voids it', async () => {
  const { looked } = await approvalAfter('another branch');
  expect(looked).toMatchObject([{ void: 'it was of an earlier revision' }]);
});

test('a merge that nobody looked at leaves it stated, unless its paths alone show other content', async () => {
  const { unlooked } = await approvalAfter('clean');
  expect(unlooked).toMatchObject([
    { proof: 'stated', note: expect.stringContaining('is not known') as string },
  ]);
  expect((await approvalAfter('extended')).unlooked).toMatchObject([
    { void: expect.stringContaining('changed other things too') as string },
  ]);
});

test("looks without a merge driver of the repository's, and writes nothing to it", async () => {
  const { folder, merge } = await build('clean');
  const trap = path.join(folder, 'sprung');
  git(folder, ['config', 'merge.trap.driver', `touch ${trap}`]);
  git(folder, ['config', 'merge.default', 'trap']);
  writeFileSync(path.join(folder, '.git/info/attributes'), '* merge=trap\n');
  const before = git(folder, ['count-objects', '-v']);
  const parents = git(folder, ['rev-parse', `${merge}^1`, `${merge}^2`]).split('\n');
  expect(await readCleanMerges(folder, [{ id: merge, parents }])).toEqual({ [merge]: true });
  expect(git(folder, ['count-objects', '-v'])).toBe(before);
  expect(() => readFileSync(trap)).toThrow('ENOENT');
});

test('knows nothing where an object is missing', async () => {
  const { folder } = await build('clean');
  const missing = 'f'.repeat(40);
  expect(await readCleanMerges(folder, [{ id: missing, parents: [missing, missing] }])).toEqual({});
});

test('an answer is asked of git once, and again where it is damaged or another is asked', async () => {
  const { folder, merge, tip } = await build('edited');
  const cache = await temporaryFolder();
  const mergesOf = (...ids: string[]) =>
    ids.map((id) => ({
      id,
      parents: git(folder, ['rev-parse', `${id}^1`, `${id}^2`]).split('\n'),
    }));
  const ask = (...ids: string[]) => readCleanMerges(folder, mergesOf(...ids), cache);
  const isAsked = async (work: Promise<unknown>) => {
    vi.mocked(runGit).mockClear();
    await work;
    return vi
      .mocked(runGit)
      .mock.calls.flatMap(([{ args, input = [] }]) => (args[0] === 'merge-tree' ? [...input] : []))
      .length;
  };

  expect(await isAsked(ask(merge))).toBe(1);
  expect(await isAsked(ask(merge))).toBe(0);
  expect(await ask(merge)).toEqual({ [merge]: false });
  expect(await isAsked(ask(merge, tip))).toBe(1);
  expect(await ask(merge, tip)).toEqual({ [merge]: false, [tip]: true });

  for (const file of readdirSync(cache, { recursive: true, withFileTypes: true })) {
    const place = path.join(file.parentPath, file.name);
    if (file.isFile()) writeFileSync(place, readFileSync(place, 'utf8').replace(/ false/, ' true'));
  }
  expect(await ask(merge)).toEqual({ [merge]: false });
});

test('what git could not tell is not kept', async () => {
  const { folder, merge } = await build('clean');
  const cache = await temporaryFolder();
  const parents = git(folder, ['rev-parse', `${merge}^1`, `${merge}^2`]).split('\n');
  const missing = 'f'.repeat(40);
  const both = [
    { id: merge, parents },
    { id: missing, parents: [missing, missing] },
  ];
  expect(await readCleanMerges(folder, both, cache)).toEqual({});
  expect(await readCleanMerges(folder, both.slice(0, 1), cache)).toEqual({ [merge]: true });
});

test.for([
  ['as git makes it', undefined, true],
  ['with a file of its own', ['extra', 'more\n'], false],
  ['with a file of a branch altered', ['two', 'other\n'], false],
  ['with a file of a branch left out', ['three', undefined], false],
] as const)('a merge of three branches %s', async ([, own, isClean]) => {
  const folder = await temporaryFolder();
  const run = (...args: string[]) => git(folder, args);
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    run('add', name);
  };
  run('init', '--quiet', '--initial-branch=main');
  write('shared', 'one\n');
  run('commit', '-qm', 'Begin');
  for (const branch of ['one', 'two', 'three']) {
    run('checkout', '-qb', branch, 'main');
    write(branch, `${branch}\n`);
    run('commit', '-qm', `Work on ${branch}`);
  }
  run('checkout', '-q', 'main');
  run('merge', '-q', '--no-ff', '--no-commit', 'one', 'two', 'three');
  if (own) {
    const [name, text] = own;
    if (text === undefined) run('rm', '-qf', name);
    else write(name, text);
  }
  run('commit', '-qm', 'Merge them all');
  const { line } = await readHistory({ repository: 'platform', gitDir: folder, branch: 'main' });
  const merge = line.at(-1);
  expect(merge?.parents).toHaveLength(4);
  expect(await readCleanMerges(folder, merge ? [merge] : [])).toEqual({
    [merge?.id ?? '']: isClean,
  });
});
