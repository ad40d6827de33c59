import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { AssembledBook } from '#core/assemble-book.ts';
import type { Book } from '#core/model/book.ts';
import { inForceOn } from '#core/history/in-force.ts';
import { day } from '../../helpers/book.ts';
import { bookRepository, type BookRepository } from '../../helpers/book-repository.ts';
import { git } from '../../helpers/git.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import { io } from '../../helpers/command.ts';

const load = ({ content }: Pick<BookRepository, 'content'>) =>
  loadBook({ content, asOf: '2026-06-01' }, io);

const brief = ({ diagnostics }: AssembledBook, severity: string) =>
  diagnostics
    .filter((one) => one.severity === severity)
    .map(({ at, code }) => `${at.file}:${at.line} ${code}`);

function bookOf({ book, diagnostics }: AssembledBook): Book {
  if (!book) throw new Error(JSON.stringify(diagnostics));
  return book;
}

/** What a commit brought, in the words of the fixture. */
function listBrought(book: Book, commit: string): string[] {
  return book.policies.flatMap(({ id, versions, faults = [] }) => [
    ...versions.flatMap(({ version, landed, corrections = [] }) => [
      ...(landed?.commit === commit ? [`${id} ${version} lands`] : []),
      ...corrections.filter((one) => one.commit === commit).map(() => `${id} ${version} corrected`),
    ]),
    ...faults
      .filter((one) => one.commit === commit)
      .filter(({ kind }) => ['altered', 'down', 'landed-backwards'].includes(kind))
      .map(({ kind, version }) => {
        const code = { altered: 'version-altered', down: 'version-down' }[kind as string] ?? kind;
        return `${code} ${id} ${version}`;
      }),
  ]);
}

async function edit(repository: BookRepository, file: string, change: (text: string) => string) {
  const place = path.join(repository.folder, file);
  const text = await readFile(place, 'utf8');
  expect(change(text)).not.toBe(text);
  await writeFile(place, change(text));
}

test('forty commits over three policies give exactly the versions and faults that stand above them', async () => {
  const repository = await bookRepository();
  expect(repository.commits).toHaveLength(40);
  const loaded = await load(repository);
  const book = bookOf(loaded);
  const found = repository.commits.map(({ id, message }) => [
    message,
    listBrought(book, id).sort(),
  ]);
  expect(found).toEqual(
    repository.commits.map(({ message, brings }) => [message, [...brings].sort()]),
  );
  expect(brief(loaded, 'error').sort()).toEqual([...repository.remaining].sort());
  expect(
    brief(loaded, 'warning')
      .map((one) => one.split(' ')[1])
      .sort(),
  ).toEqual([
    'policy/landed-backwards',
    'policy/version-altered',
    'policy/version-altered',
    'policy/version-altered',
    'policy/version-down',
  ]);
});

test('a version holds from the day it landed and not from the day that it states', async () => {
  const { policies } = bookOf(await load(await bookRepository()));
  const held = (id: string, on: string) => {
    const policy = policies.find((one) => one.id === id);
    const found = policy && inForceOn(policy, day(on));
    return found?.kind === 'version' ? found.version.version : found?.kind;
  };
  // Effective on 2 February, merged on the 3rd.
  expect(held('incidents', '2026-02-02')).toBe('1.0');
  expect(held('incidents', '2026-02-03')).toBe('1.1');
  // Its committer states 16 February; the commits below it are from 3 March.
  expect(held('backup-and-restore', '2026-03-02')).toBe('1.1');
  expect(held('backup-and-restore', '2026-03-03')).toBe('1.2');
  // The archived text is older than the first commit that counts.
  expect(held('access', '2026-01-11')).toBe('0.9');
});

test('one word without a version fails before the merge, with sentence, line and the version to write', async () => {
  const repository = await bookRepository();
  const file = 'content/policies/incidents.mdx';
  await edit(repository, file, (text) => text.replace('by telephone', 'preferably by telephone'));
  const { diagnostics } = await load(repository);
  const found = diagnostics.find(({ at }) => at.file === file && at.line > 1);
  const text = await readFile(path.join(repository.folder, file), 'utf8');
  expect(found).toMatchObject({ code: 'policy/version-altered', severity: 'error' });
  expect(text.split('\n')[(found?.at.line ?? 0) - 1]).toContain('preferably');
  expect(found?.problem).toContain(
    '"Whoever sees an incident must report it within an hour, by telephone if the chat is down." became "Whoever sees an incident must report it within an hour, preferably by telephone if the chat is down."',
  );
  expect(found?.remedy).toContain('version: "2.2"');
});

test('a version that has not landed is known, and not in force', async () => {
  const repository = await bookRepository();
  const file = 'content/policies/incidents.mdx';
  await edit(repository, file, (text) =>
    text
      .replace('version: "2.1"', 'version: "2.2"')
      .replace(
        'history:\n',
        'history:\n  - { version: "2.2", date: 2026-03-17, by: tess, change: normative, summary: More. }\n',
      )
      .replace('within an hour', 'within half an hour'),
  );
  const policy = bookOf(await load(repository)).policies.find(({ id }) => id === 'incidents');
  expect(policy?.current).toMatchObject({ version: '2.2', isPending: true });
  expect(policy && inForceOn(policy, day('2026-06-01'))).toMatchObject({
    version: { version: '2.1' },
  });
  expect(policy?.faults?.some((one) => one.kind === 'altered' && !one.isMended)).toBe(false);
});

test('a rename on a branch that is not merged keeps the policy', async () => {
  const repository = await bookRepository();
  git(repository.folder, ['checkout', '-q', '-b', 'topic']);
  git(repository.folder, ['mv', 'content/policies/incidents.mdx', 'content/policies/mishaps.mdx']);
  git(repository.folder, ['commit', '-q', '-m', 'Rename', 'content/policies']);
  const policy = bookOf(await load(repository)).policies.find(({ id }) => id === 'mishaps');
  expect(policy?.versions.map(({ version }) => version)).toEqual([
    '2.1',
    '2.0',
    '1.2',
    '1.1',
    '1.0',
  ]);
});

test('a rewritten file of another name is another policy, unless the settings say otherwise', async () => {
  const repository = await bookRepository();
  await edit(repository, 'content/policybook.yaml', (text) =>
    text.replace(/, renamed: \{.*?\}/, ''),
  );
  const loaded = await load(repository);
  const policy = bookOf(loaded).policies.find(({ id }) => id.startsWith('backup'));
  expect(policy?.versions.map(({ version }) => version)).toEqual(['1.2', '1.1']);
  expect(loaded.diagnostics).toContainEqual(
    expect.objectContaining({
      code: 'book/policy-lost',
      severity: 'error',
      problem:
        'Version 1.0 of the policy "backup" landed on the branch, and its file content/policies/backup.mdx is missing.',
    }),
  );
});

test('the book may stand in a folder of its repository, and odd settings of git change nothing', async () => {
  const repository = await bookRepository();
  const before = bookOf(await load(repository)).policies;
  for (const [key, value] of Object.entries({
    'diff.renames': 'false',
    'log.diffMerges': 'off',
    'diff.relative': 'true',
    'diff.noprefix': 'true',
    'log.follow': 'true',
    'diff.renameLimit': '1',
  })) {
    git(repository.folder, ['config', key, value]);
  }
  expect(bookOf(await load(repository)).policies).toEqual(before);

  git(repository.folder, ['config', 'user.name', 'Mira']);
  await mkdir(path.join(repository.folder, 'docs'));
  git(repository.folder, ['mv', 'content', 'docs/content']);
  git(repository.folder, ['commit', '-q', '-m', 'Move the book', '--', 'content', 'docs']);
  const tip = git(repository.folder, ['rev-parse', 'HEAD']);
  const moved = path.join(repository.folder, 'docs/content');
  const settings = path.join(moved, 'policybook.yaml');
  const text = await readFile(settings, 'utf8');
  await writeFile(settings, text.replace(/since: \w+/, `since: ${tip.slice(0, 12)}`));
  const { policies } = bookOf(await load({ content: moved }));
  expect(policies.map(({ current }) => current.landed?.commit)).toEqual([tip, tip, tip]);
});

test('a first commit that is not on the line is a fault of the settings', async () => {
  const repository = await bookRepository();
  const side = git(repository.folder, ['rev-list', '--merges', '--max-count=1', 'HEAD']);
  const merged = git(repository.folder, ['rev-parse', `${side}^2`]);
  await edit(repository, 'content/policybook.yaml', (text) =>
    text.replace(/since: \w+/, `since: ${merged}`),
  );
  const { diagnostics } = await load(repository);
  expect(diagnostics.filter(({ code }) => code === 'book/since-unknown')).toMatchObject([
    { severity: 'error', at: { file: 'content/policybook.yaml' } },
  ]);
});

test('a first commit that stood before the folder does not hide a move of it', async () => {
  const repository = await bookRepository();
  git(repository.folder, ['mv', 'content', 'book']);
  git(repository.folder, [
    '-c',
    'user.name=Mira',
    'commit',
    '-q',
    '-m',
    'Move',
    '--',
    'content',
    'book',
  ]);
  const moved = git(repository.folder, ['rev-parse', 'HEAD']);
  const { diagnostics } = await load({ content: path.join(repository.folder, 'book') });
  expect(diagnostics.filter(({ code }) => code === 'book/since-without-policies')).toMatchObject([
    { severity: 'error', problem: expect.stringContaining(moved.slice(0, 12)) as string },
  ]);
});

test('a first commit that was moved to a later one is told', async () => {
  const repository = await bookRepository();
  const { folder, commits } = repository;
  const commit = (message: string) =>
    git(folder, ['-c', 'user.name=Mira', 'commit', '-qam', message]);
  commit('Count from the third');
  await edit(repository, 'content/policybook.yaml', (text) =>
    text.replace(/since: \w+/, `since: ${commits[9]?.id ?? ''}`),
  );
  const told = async () =>
    (await load(repository)).diagnostics.filter(({ code }) => code === 'book/since-moved');
  const before = commits[2]?.id.slice(0, 12) ?? '';
  const expected = [
    { severity: 'warning', problem: expect.stringContaining(`was ${before}`) as string },
  ];
  expect(await told()).toMatchObject(expected);
  commit('Count from the tenth');
  expect(await told()).toMatchObject(expected);
});

test('git without a first commit is a fault of the settings', async () => {
  const repository = await bookRepository();
  await edit(repository, 'content/policybook.yaml', (text) => text.replace(/since: \w+, /, ''));
  const { diagnostics } = await load(repository);
  expect(diagnostics).toMatchObject([
    { code: 'schema/field-missing', problem: expect.stringContaining('policies.since') as string },
  ]);
});

test('a shallow clone and a folder without git are refused', async () => {
  const repository = await bookRepository();
  const folder = await temporaryFolder();
  git(folder, ['clone', '-q', '--depth', '5', `file://${repository.origin}`, 'shallow']);
  const settings = await readFile(path.join(repository.content, 'policybook.yaml'), 'utf8');
  const content = path.join(folder, 'shallow/content');
  await writeFile(path.join(content, 'policybook.yaml'), settings);
  await expect(load({ content })).rejects.toMatchObject({
    name: 'EnvironmentError',
    message: expect.stringContaining('shallow clone') as string,
  });

  await rm(path.join(folder, 'shallow/.git'), { recursive: true });
  await expect(load({ content })).rejects.toMatchObject({
    name: 'EnvironmentError',
    message: expect.stringContaining('lies in no git repository') as string,
  });
});
