import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere } from '../helpers/command.ts';
import { temporaryFolder } from '../helpers/recorded-repository.ts';

const quarter = ['--from', '2026-04-01', '--to', '2026-06-30'];
const folder = mkdtempSync(path.join(tmpdir(), 'policybook-pack-'));
const pack = path.join(folder, 'pack');

beforeAll(async () => {
  const { code, stderr } = await runHere('export', [...quarter, '--out', pack]);
  expect([code, stderr]).toEqual([0, expect.stringContaining('0 errors')]);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function read(file: string): string {
  return readFileSync(path.join(pack, file), 'utf8');
}

test('the sums list every file of the pack, in their order, as sha256sum reads them', () => {
  const files = readdirSync(pack, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(pack, path.join(entry.parentPath, entry.name)))
    .filter((file) => file !== 'SHA256SUMS')
    .sort();
  const listed = read('SHA256SUMS').trimEnd().split('\n');
  expect(listed.map((line) => line.slice(66))).toEqual(files);
  execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: pack });
});

test('a record is there with the bytes of its commit, from which its id follows', () => {
  const record = JSON.parse(read('records/platform-1077.json')) as { commit: string };
  const bytes = readFileSync(path.join(pack, 'records/platform-1077.commit'));
  const id = execFileSync('git', ['hash-object', '-t', 'commit', '--stdin'], { input: bytes });
  expect(id.toString().trim()).toBe(record.commit);
});

test('commits of a range are its records and exclusions', () => {
  interface Range {
    readonly commits: number;
    readonly records: number;
    readonly exclusions: readonly unknown[];
  }
  const { records, repositories, outsideGit } = JSON.parse(read('population.json')) as {
    records: number;
    repositories: readonly Range[];
    outsideGit: readonly string[];
  };
  for (const { commits, records: own, exclusions } of repositories) {
    expect(own + exclusions.length).toBe(commits);
  }
  const ofGit = repositories.reduce((sum, one) => sum + one.records, 0);
  expect([records, ofGit, outsideGit.length]).toEqual([61, 59, 2]);
});

test('every file of the pack is at most two clicks from its first page, and no link leads out', () => {
  const visit = (pages: readonly string[]) =>
    pages
      .filter((page) => page.endsWith('.html'))
      .flatMap((page) =>
        [...read(page).matchAll(/ (?:href|src)="([^"#]+)(?:#[^"]*)?"/g)].map(([, target = '']) =>
          path.join(path.dirname(page), target),
        ),
      );
  const once = [...new Set(visit(['index.html']))];
  const twice = new Set([...once, ...visit(once)]);
  const listed = [
    'SHA256SUMS',
    ...read('SHA256SUMS')
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(66)),
  ];
  expect([...twice].filter((file) => !listed.includes(file))).toEqual([]);
  const own = listed.filter((file) => !/^(?:judge|commits)\//.test(file));
  expect(own.filter((file) => !twice.has(file))).toEqual([]);
});

test.for([
  ['no period', [], '--from and --to are missing'],
  ['one end', ['--from', '2026-04-01'], '--from goes with --to'],
  ['no day', ['--from', '2026-04-31', '--to', '2026-06-30'], 'expected a day'],
  ['a period backwards', ['--from', '2026-06-30', '--to', '2026-04-01'], 'is after 2026-04-01'],
  ['days to come', ['--from', '2026-04-01', '--to', '2027-04-01'], 'as of 2026-11-15'],
  ['somebody unknown', [...quarter, '--by', 'nobody'], 'not in people.yaml'],
  ['a folder in the book', [...quarter, '--out', 'content/pack'], 'inside the book'],
] as const)('%s is refused', async ([, args, message]) => {
  const { code, stderr } = await runHere('export', args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test('a folder that is no pack is not replaced, and a pack is', async () => {
  const foreign = path.join(await temporaryFolder(), 'mine');
  mkdirSync(foreign);
  writeFileSync(path.join(foreign, 'notes.txt'), 'mine');
  const refused = await runHere('export', [...quarter, '--out', foreign]);
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('did not write')]);
  expect(readdirSync(foreign)).toEqual(['notes.txt']);
  expect((await runHere('export', [...quarter, '--out', pack])).code).toBe(0);
});
