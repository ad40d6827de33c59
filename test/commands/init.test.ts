import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { root, runHere } from '../helpers/command.ts';
import { git } from '../helpers/git.ts';
import { temporaryFolder } from '../helpers/recorded-repository.ts';

const day = '2026-12-01T10:00:00+00:00';
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  const config = path.join(folder, 'gitconfig');
  await writeFile(config, '[user]\nname = Ada Lovelace\nemail = ada@nord.example\n');
  vi.stubEnv('GIT_CONFIG_GLOBAL', config);
  vi.stubEnv('GIT_AUTHOR_DATE', day);
  vi.stubEnv('GIT_COMMITTER_DATE', day);
  return () => vi.unstubAllEnvs();
});

/** A repository beside the book, of commits by these authors. */
async function neighbour(name: string, authors: readonly string[]): Promise<void> {
  const place = path.join(folder, name);
  await mkdir(path.join(place, 'src/auth'), { recursive: true });
  await writeFile(path.join(place, 'src/auth/login.ts'), 'export {};\n');
  git(place, ['init', '-q', '-b', 'trunk']);
  git(place, ['add', '.']);
  for (const author of authors) {
    git(place, ['commit', '-q', '--allow-empty', '-m', 'Change', '--author', author]);
  }
}

const init = (...args: string[]) =>
  runHere('init', ['our policies', '--yes', ...args], { cwd: folder });
const inBook = (name: string, ...args: string[]) =>
  runHere(name, args, { cwd: path.join(folder, 'our policies') });
const read = (file: string) => readFile(path.join(folder, 'our policies', file), 'utf8');

const priya = 'Priya Raman <priya@larkfield.example>';

test('a book that nobody approved has drafts, passes check and has its versions from git', async () => {
  const { code, stdout, stderr } = await init('--name', 'Nord Øst');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('12, all drafts');
  const policies = await readdir(path.join(folder, 'our policies/content/policies'));
  expect(policies).toHaveLength(12);
  for (const file of policies) {
    const text = await read(`content/policies/${file}`);
    expect(text).toMatch(/^status: draft$/m);
    expect(text).not.toMatch(/^approval:|\{\{/m);
    const lines = text.split('\n');
    expect(lines.length, file).toBeGreaterThanOrEqual(40);
    expect(lines.filter((line) => line !== '').length, file).toBeLessThanOrEqual(80);
    expect(text).toMatch(/^controls: \{ soc2: \[.+\], iso27001: \[.+\] \}$/m);
  }
  expect(parse(await read('content/policybook.yaml'))).toMatchObject({
    organisation: { name: 'Nord Øst', contact: 'ada@nord.example' },
    policies: { history: 'git' },
  });
  expect((await inBook('check')).code).toBe(0);
});

test('approved policies are in force, and the commit that the README shows passes', async () => {
  await neighbour('platform', ['Ada Lovelace <ada@nord.example>', priya]);
  const made = await init('--approved-by', 'priya');
  expect(made.code).toBe(0);
  expect((await inBook('check', '--strict')).code).toBe(0);
  const readme = await readFile(path.join(root, 'README.md'), 'utf8');
  const message = /```\n([^`]*Change-Type: [^`]*)```/.exec(readme)?.[1] ?? '';
  await writeFile(path.join(folder, 'message.txt'), message.replaceAll(/^ {3}/gm, ''));
  const judged = await inBook(
    'change',
    ...['--message-file', '../message.txt', '--author', 'ada@nord.example'],
  );
  expect(judged.stdout + judged.stderr).toMatch(/version 1\.0/);
  expect(judged.code).toBe(0);
});

test('the authors of the neighbours are people once, with their accounts; bots are bots', async () => {
  await neighbour('platform', [
    'Jonas Leitner <jonas@nord.example>',
    'Jonas Leitner <jonas@nord.example>',
    'jleitner <4410233+jleitner@users.noreply.github.com>',
    'Jonas  Leitner <jonas@home.example>',
    'Jonas Weiß <weiss@nord.example>',
    'dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>',
  ]);
  expect((await init()).code).toBe(0);
  const people = parse(await read('content/people.yaml')) as Record<string, unknown>;
  expect(people).toMatchObject({
    jonas: { name: 'Jonas Leitner', emails: ['jonas@nord.example', 'jonas@home.example'] },
    jleitner: { forge: { github: 'jleitner' } },
    'jonas-weiss': { name: 'Jonas Weiß' },
    dependabot: { bot: true },
    ada: { roles: [{ role: 'cto' }, { role: 'ciso' }, { role: 'ceo' }] },
  });
  expect(await read('content/people.yaml')).toMatch(/# These addresses were joined .*\njonas:/);
  expect(parse(await read('content/policybook.yaml'))).toMatchObject({
    repositories: [
      {
        id: 'platform',
        path: '../platform',
        branch: 'trunk',
        scopes: { security: ['**/auth/**'] },
      },
    ],
  });
});

test('a framework keeps its own controls, and what is not chosen is planned', async () => {
  await neighbour('platform', [priya]);
  const { code, stdout } = await init(
    '--framework',
    'soc2',
    '--policies',
    'access-control,people-security',
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/repositories {2}none\n[^]*\nNot judged: platform\. The book lacks/);
  expect(await read('content/policies/access-control.mdx')).toMatch(
    /^controls: \{ soc2: \[[^\]]+\] \}$/m,
  );
  expect(parse(await read('content/policybook.yaml'))).toMatchObject({
    policies: { planned: ['acceptable-use', 'change-management', 'information-security'] },
  });
});

test('both editions are planned with a public address, and a pipeline lies where the forge looks', async () => {
  const args = ['--public-url', 'https://trust.nord.example', '--forge', 'gitlab', '--no-commit'];
  expect((await init(...args)).code).toBe(0);
  expect(parse(await read('content/policybook.yaml'))).toMatchObject({
    editions: { public: { url: 'https://trust.nord.example' } },
    policies: { history: 'files' },
  });
  expect(parse(await read('.gitlab-ci.yml'))).toHaveProperty('publish');
  expect(JSON.parse(await read('package.json'))).toMatchObject({
    scripts: { check: 'policybook check' },
    dependencies: { policybook: '0.1.0' },
  });
});

test('what is there already is kept: the fields of package.json, the lines of .gitignore, AGENTS.md', async () => {
  const place = path.join(folder, 'our policies');
  await mkdir(place);
  await writeFile(path.join(place, 'package.json'), '{"name":"own","scripts":{"check":"own"}}');
  await writeFile(path.join(place, '.gitignore'), 'out/\n*.log');
  await writeFile(path.join(place, 'AGENTS.md'), 'Ours.\n');
  expect((await init()).code).toBe(0);
  expect(JSON.parse(await read('package.json'))).toMatchObject({
    name: 'own',
    scripts: { check: 'own', build: 'policybook build' },
  });
  expect(await read('.gitignore')).toBe('out/\n*.log\nnode_modules/\n.policybook/\n');
  expect(await read('AGENTS.md')).toBe('Ours.\n');
});

test.each([
  [['--approved-by', 'ada'], '--approved-by names the owner'],
  [['--approved-by', 'bob'], '--approved-by is "bob"; expected a name and an address'],
  [['--framework', 'hipaa'], '--framework is "hipaa"; expected soc2, iso27001.'],
  [['--policies', 'acces-control'], 'the nearest is "access-control"'],
  [['--time-zone', 'Mars/Base'], '--time-zone is "Mars/Base"'],
  [['--url', 'policies'], '--url is "policies"'],
  [['--contact', 'us'], '--contact is "us"'],
  [['--since', 'soon'], '--since is "soon"'],
])('%j is bad usage and writes nothing', async (args, problem) => {
  const { code, stderr } = await init(...args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
  expect(await readdir(folder)).toEqual(['gitconfig']);
});

test('a book is not started over another, and nothing is asked without a terminal', async () => {
  expect((await init()).code).toBe(0);
  const again = await init();
  expect([again.code, again.stderr]).toEqual([
    1,
    expect.stringContaining('contains a book already'),
  ]);
  const silent = await runHere('init', ['other'], { cwd: folder });
  expect([silent.code, silent.stderr]).toEqual([2, expect.stringContaining('--yes')]);
});
