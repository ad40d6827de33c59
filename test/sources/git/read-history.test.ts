import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EnvironmentError } from '#sources/environment-error.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { git } from '../../helpers/git.ts';
import { recordedRepository, temporaryFolder } from '../../helpers/recorded-repository.ts';

const read = (gitDir: string, branch = 'main') =>
  readHistory({ repository: 'platform', gitDir, branch });

const failure = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EnvironmentError);
  const { message, remedy } = error as EnvironmentError;
  return `${message} ${remedy}`;
};

const threeChanges = `
- { at: 2026-03-02T09:00:00+01:00, author: mira, message: Begin, files: [README.md] }
- at: 2026-03-03T12:00:00Z
  author: mira
  message: |
    Merge pull request #7 from larkfield/mails

    Limit mails
  branch:
    - { at: 2026-03-03T10:00:00Z, author: jonas, message: Count mails, files: [src/a.ts, src/b.ts] }
    - { at: 2026-03-03T11:00:00Z, author: priya, message: Undo one, remove: [src/b.ts] }
- { at: 2026-03-04T09:00:00Z, authoredAt: 2026-03-01T09:00:00Z, author: jonas, committer: forge, message: 'Say more (#8)', files: [README.md] }
`;

async function emptyRepository(): Promise<string> {
  const folder = await temporaryFolder();
  git(folder, ['init', '-q', '-b', 'main']);
  return folder;
}

function commitFile(folder: string, path: string, message: string): string {
  const blob = git(folder, ['hash-object', '-w', '--stdin'], `${path} ${message}`);
  git(folder, ['update-index', '--add', '-z', '--index-info'], `100644 ${blob}\t${path}\0`);
  git(folder, ['commit', '-q', '--allow-empty', '-m', message]);
  return git(folder, ['rev-parse', 'HEAD']);
}

test('divides the branch into its line and what each merge brought in', async () => {
  const { line, merged } = await read(await recordedRepository(threeChanges));

  expect(line.map(({ message, paths }) => [message.split('\n')[0], paths])).toEqual([
    ['Begin', ['README.md']],
    ['Merge pull request #7 from larkfield/mails', ['src/a.ts']],
    ['Say more (#8)', ['README.md']],
  ]);
  expect(Object.keys(merged)).toEqual([line[1]?.id]);
  expect(merged[line[1]?.id ?? '']?.map(({ message, paths }) => [message, paths])).toEqual([
    ['Count mails', ['src/a.ts', 'src/b.ts']],
    ['Undo one', ['src/b.ts']],
  ]);
});

const body = 'Because.\n\nReason: Long.\n';

/** A commit as `git fast-import` reads it, made `at` seconds after 1970. */
function drawn(mark: number, at: number, message: string, parents: readonly number[]): string {
  const [from, merge] = parents;
  return [
    `commit refs/heads/main\nmark :${mark}\ncommitter Ada <ada@example.org> ${at} +0000\n`,
    `data ${Buffer.byteLength(message)}\n${message}\n`,
    from === undefined ? '' : `from :${from}\n`,
    merge === undefined ? '' : `merge :${merge}\n`,
  ].join('');
}

async function drawnRepository(commits: readonly string[]): Promise<string> {
  const folder = await emptyRepository();
  git(folder, ['fast-import', '--quiet', '--date-format=raw'], commits.join(''));
  return folder;
}

test('keeps the whole message on the line, and of what was merged what is used of it', async () => {
  const coAuthored = `Two wrote it\n\n${body}Co-authored-by: Ben <ben@example.org>\n`;
  const requested = `Ask\n\n${body}\nSee merge request group/project!12\n`;
  const { line, merged } = await read(
    await drawnRepository([
      drawn(1, 100, `Begin\n\n${body}`, []),
      drawn(2, 200, `\n  One wrote it \n\n${body}`, [1]),
      drawn(3, 300, coAuthored, [2]),
      drawn(4, 400, requested, [3]),
      drawn(5, 500, `Merge\n\n${body}`, [1, 4]),
    ]),
  );
  expect(line.map(({ message }) => message)).toEqual([`Begin\n\n${body}`, `Merge\n\n${body}`]);
  const brought = merged[line[1]?.id ?? ''] ?? [];
  expect(brought.map(({ message }) => message)).toEqual(['One wrote it', coAuthored, requested]);
});

test('keeps the whole message of a commit on the line that git prints before its child there', async () => {
  // The clock of the fourth commit was wrong, so git follows the branch down to the third one first.
  const { line } = await read(
    await drawnRepository([
      drawn(1, 100, `Begin\n\n${body}`, []),
      drawn(2, 1000, `Second\n\n${body}`, [1]),
      drawn(3, 2000, `Third\n\n${body}`, [2]),
      drawn(4, 50, `Fourth\n\n${body}`, [3]),
      drawn(5, 3000, `On the branch\n\n${body}`, [3]),
      drawn(6, 4000, `Merge\n\n${body}`, [4, 5]),
    ]),
  );
  expect(line.map(({ message }) => message)).toEqual(
    ['Begin', 'Second', 'Third', 'Fourth', 'Merge'].map((title) => `${title}\n\n${body}`),
  );
});

test('keeps names, addresses and both times with their offsets', async () => {
  const { line } = await read(await recordedRepository(threeChanges));
  expect(line[0]?.committer.at).toBe('2026-03-02T09:00:00+01:00');
  expect(line[2]).toMatchObject({
    author: {
      name: 'Jonas Leitner',
      email: 'jonas@larkfield.example',
      at: '2026-03-01T09:00:00+00:00',
    },
    committer: { name: 'GitHub', email: 'noreply@github.com', at: '2026-03-04T09:00:00+00:00' },
    parents: [line[1]?.id],
  });
});

test('counts a commit once, with the first merge that reached it, and every commit of the branch', async () => {
  const folder = await emptyRepository();
  commitFile(folder, 'a', 'root');
  git(folder, ['checkout', '-q', '-b', 'topic']);
  commitFile(folder, 'b', 'topic one');
  git(folder, ['checkout', '-q', 'main']);
  commitFile(folder, 'c', 'on main');
  git(folder, ['merge', '-q', '--no-ff', '-m', 'first merge', 'topic']);
  git(folder, ['checkout', '-q', 'topic']);
  git(folder, ['merge', '-q', '--no-ff', '-m', 'main into topic', 'main']);
  commitFile(folder, 'd', 'topic two');
  git(folder, ['checkout', '-q', 'main']);
  git(folder, ['merge', '-q', '--no-ff', '-m', 'second merge', 'topic']);

  const { line, merged } = await read(folder);
  const subjects = (id = '') => merged[id]?.map(({ message }) => message.trim());
  expect(line.map(({ message }) => message.trim())).toEqual([
    'root',
    'on main',
    'first merge',
    'second merge',
  ]);
  expect(subjects(line[2]?.id)).toEqual(['topic one']);
  expect(subjects(line[3]?.id)).toEqual(['main into topic', 'topic two']);
  const counted = line.length + Object.values(merged).flat().length;
  expect(String(counted)).toBe(git(folder, ['rev-list', '--count', 'main']));
});

test('reads an octopus merge with all that its parents brought', async () => {
  const folder = await emptyRepository();
  commitFile(folder, 'a', 'root');
  for (const topic of ['one', 'two']) {
    git(folder, ['checkout', '-q', '-b', topic, 'main']);
    commitFile(folder, topic, `on ${topic}`);
  }
  git(folder, ['checkout', '-q', 'main']);
  git(folder, ['merge', '-q', '--no-ff', '-m', 'octopus', 'one', 'two']);

  const { line, merged } = await read(folder);
  expect(line[1]?.parents).toHaveLength(3);
  expect(line[1]?.paths).toEqual(['one', 'two']);
  expect(merged[line[1]?.id ?? '']?.map(({ message }) => message.trim())).toEqual([
    'on one',
    'on two',
  ]);
});

test('reads odd paths, empty commits and empty messages', async () => {
  const folder = await emptyRepository();
  const odd = ['naïve "quoted".ts', 'two\nlines', ':colon', 'tab\there'];
  for (const path of odd) commitFile(folder, path, `add ${path}`);
  git(folder, ['commit', '-q', '--allow-empty', '--allow-empty-message', '-m', '']);

  const { line } = await read(folder);
  expect(line.flatMap(({ paths }) => paths)).toEqual(odd);
  expect(line.at(-1)).toMatchObject({ message: '', paths: [] });
});

test('is not swayed by settings of the repository', async () => {
  const folder = await emptyRepository();
  commitFile(folder, 'a', 'root');
  git(folder, ['read-tree', '--prefix=moved/', 'HEAD']);
  git(folder, ['rm', '-q', '--cached', 'a']);
  git(folder, ['commit', '-q', '-m', 'moved']);
  const before = await read(folder);
  expect(before.line.at(-1)?.paths).toEqual(['a', 'moved/a']);

  const mark = `touch ${join(folder, 'MARK')}`;
  const settings = {
    'log.showRoot': 'false',
    'diff.renames': 'copies',
    'diff.relative': 'true',
    'log.diffMerges': 'off',
    'i18n.logOutputEncoding': 'ISO-8859-1',
    'color.ui': 'always',
    'format.pretty': 'oneline',
    'core.pager': mark,
    'core.fsmonitor': mark,
    'diff.external': mark,
    'diff.textconv': mark,
  };
  for (const [key, value] of Object.entries(settings)) git(folder, ['config', key, value]);
  await writeFile(
    join(folder, '.mailmap'),
    'Boss <boss@larkfield.example> <mira@larkfield.example>\n',
  );

  expect(await read(folder)).toEqual(before);
  expect(await readdir(folder)).not.toContain('MARK');
});

test('shows the path of a submodule that was raised, whatever the settings say', async () => {
  const folder = await emptyRepository();
  const commit = commitFile(folder, 'a', 'root');
  git(folder, ['update-index', '--add', '--cacheinfo', `160000,${commit},library`]);
  git(folder, ['commit', '-q', '-m', 'Raise the library']);
  git(folder, ['config', 'diff.ignoreSubmodules', 'all']);
  expect((await read(folder)).line.at(-1)?.paths).toEqual(['library']);
});

test('believes the commits, and not a commit graph that tells of other parents', async () => {
  const folder = await emptyRepository();
  const ids = ['root', 'second', 'tip'].map((message) => commitFile(folder, message, message));
  git(folder, ['commit-graph', 'write', '--reachable']);
  const file = join(folder, '.git/objects/info/commit-graph');
  const graph = await readFile(file);
  // The chunk CDAT has 36 bytes a commit, in the order of their ids: the tree, then the place of each parent.
  const table = graph.readUInt32BE(graph.indexOf('CDAT') + 8);
  const places = ids.toSorted();
  const [root = '', , tip = ''] = ids;
  graph.writeUInt32BE(places.indexOf(root), table + places.indexOf(tip) * 36 + 20);
  await chmod(file, 0o644);
  await writeFile(file, graph);
  expect(git(folder, ['rev-list', '--count', 'HEAD'])).toBe('2');
  expect((await read(folder)).line.map(({ id }) => id)).toEqual(ids);
});

test('reads a branch whose name begins with a hyphen', async () => {
  const folder = await emptyRepository();
  const commit = commitFile(folder, 'a', 'root');
  git(folder, ['update-ref', 'refs/heads/--all', commit]);
  const { line } = await read(folder, '--all');
  expect(line.map(({ id }) => id)).toEqual([commit]);
});

test('keeps the moment of a date whose offset no calendar knows', async () => {
  const folder = await emptyRepository();
  const tree = git(folder, ['mktree']);
  const who = 'Mira Oduya <mira@larkfield.example> 1772442000 +9999';
  const commit = git(
    folder,
    ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'],
    `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nOdd offset\n`,
  );
  git(folder, ['update-ref', 'refs/heads/main', commit]);
  const { line } = await read(folder);
  expect(Date.parse(line[0]?.committer.at ?? '')).toBe(1772442000_000);
});

test('refuses a shallow clone', async () => {
  const origin = await recordedRepository(threeChanges);
  const folder = await temporaryFolder();
  git(folder, ['clone', '-q', '--depth', '1', `file://${origin}`, 'clone']);
  expect(await failure(read(join(folder, 'clone')))).toMatch(/shallow clone.*fetch --unshallow/);
});

test('refuses replace refs, and never looks through them', async () => {
  const folder = await emptyRepository();
  const first = commitFile(folder, 'a', 'root');
  const second = commitFile(folder, 'b', 'second');
  git(folder, ['replace', second, first]);
  expect(await failure(read(folder))).toContain(`replace -d ${second}`);
});

test.for([
  ['as git writes them', (id: string) => `${id}\n`],
  ['in capitals', (id: string) => `${id.toUpperCase()}\n`],
  ['below a comment', (id: string) => `# old\n\n${id}`],
] as const)('refuses grafts %s', async ([, graft]) => {
  const folder = await emptyRepository();
  commitFile(folder, 'a', 'root');
  let second = commitFile(folder, 'b', 'second');
  // Only a letter has a case.
  while (/^\d/.test(second)) second = commitFile(folder, second, 'another');
  await mkdir(join(folder, '.git/info'), { recursive: true });
  await writeFile(join(folder, '.git/info/grafts'), graft(second));
  expect(await failure(read(folder))).toMatch(/grafts.*rm .*info\/grafts/);
});

test('reads a repository whose list of grafts holds none', async () => {
  const folder = await emptyRepository();
  commitFile(folder, 'a', 'root');
  await mkdir(join(folder, '.git/info'), { recursive: true });
  await writeFile(join(folder, '.git/info/grafts'), '# none\n\n');
  expect((await read(folder)).line).toHaveLength(1);
});

test('reads a partial clone that lacks only contents, and refuses one that lacks trees', async () => {
  const origin = await recordedRepository(threeChanges);
  git(origin, ['config', 'uploadpack.allowFilter', 'true']);
  const folder = await temporaryFolder();
  const clone = (filter: string, name: string) => {
    git(folder, ['clone', '-q', '--bare', `--filter=${filter}`, `file://${origin}`, name]);
    return join(folder, name);
  };
  expect((await read(clone('blob:none', 'blobless'))).line).toHaveLength(3);

  const treeless = clone('tree:0', 'treeless');
  expect(await failure(read(treeless))).toMatch(/lacks objects.*fetch --refetch --no-filter/);
  git(treeless, ['fetch', '-q', '--refetch', '--no-filter']);
  expect((await read(treeless)).line).toHaveLength(3);
});

test('refuses a repository without commits, and a branch that it does not have', async () => {
  const folder = await emptyRepository();
  expect(await failure(read(folder))).toContain('no branch with a commit');
  const commit = commitFile(folder, 'a', 'root');
  expect(await failure(read(folder, 'mian'))).toMatch(/no branch "mian"; it has "main"/);

  git(folder, ['update-ref', 'refs/remotes/origin/trunk', commit]);
  expect(await failure(read(folder, 'trunk'))).toContain(
    'update-ref refs/heads/trunk refs/remotes/origin/trunk',
  );
});

test('points a detached clone, as build services make it, to the branch that it fetched', async () => {
  const folder = await emptyRepository();
  const commit = commitFile(folder, 'a', 'root');
  git(folder, ['update-ref', 'refs/remotes/origin/main', commit]);
  git(folder, ['update-ref', '--no-deref', 'HEAD', commit]);
  git(folder, ['checkout', '-q', '--detach']);
  git(folder, ['branch', '-q', '-D', 'main']);
  const said = await failure(read(folder));
  expect(said).toContain('has no local branch "main"');
  expect(said).toContain('update-ref refs/heads/main refs/remotes/origin/main');
});
