import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { peopleText, policyText, settingsText } from '../helpers/book.ts';
import { runHere } from '../helpers/command.ts';
import { git } from '../helpers/git.ts';
import { temporaryFolder } from '../helpers/recorded-repository.ts';

const changeRules = "{ types: { normal: { clause: '1', approvals: 0 } } }";

/** A book and its repository, on whose branch two changes lie. */
async function prepare() {
  const folder = await temporaryFolder();
  const platform = path.join(folder, 'platform');
  const content = path.join(folder, 'content');
  mkdirSync(platform);
  mkdirSync(path.join(content, 'policies'), { recursive: true });
  const repositories =
    'repositories: [{ id: platform, path: platform, since: 2026-01-01, policy: access-control }]\n';
  writeFileSync(path.join(content, 'policybook.yaml'), `${settingsText}${repositories}`);
  writeFileSync(path.join(content, 'people.yaml'), peopleText);
  writeFileSync(path.join(content, 'policies/access-control.mdx'), policyText({ changeRules }));
  git(platform, ['init', '-q', '-b', 'main']);
  const commit = (message: string) => {
    writeFileSync(path.join(platform, 'file'), message);
    git(platform, ['add', '-A']);
    git(platform, ['commit', '-q', '-m', message]);
    return git(platform, ['rev-parse', 'HEAD']);
  };
  commit('Begin (#1)');
  const tip = commit('Raise the limit (#2)');
  const check = (...more: string[]) =>
    runHere('check', ['--content', content, '--as-of', '2026-06-01', ...more]);
  const file = path.join(content, 'checkpoints.jsonl');
  const lines = () => readFileSync(file, 'utf8').split('\n');
  return { platform, content, file, commit, tip, check, lines };
}

test('a checkpoint notes where branches end, once, and a branch that only grew keeps to it', async () => {
  const { commit, tip, check, lines } = await prepare();
  const first = await check('--checkpoint');
  expect(first.code).toBe(0);
  expect(first.stderr).toContain(`main of platform ends on ${tip.slice(0, 12)}, with 2 records`);
  const [line = '', ...rest] = lines();
  expect(rest).toEqual(['']);
  expect(JSON.parse(line)).toEqual({
    repository: 'platform',
    branch: 'main',
    tip,
    records: 2,
    at: '2026-06-01',
    engine: expect.stringMatching(/^policybook \d/) as string,
  });

  expect((await check('--checkpoint')).stderr).toContain('ends on the same commits already');
  expect(lines()).toHaveLength(2);
  commit('Go on (#3)');
  expect((await check('--checkpoint')).code).toBe(0);
  expect(lines()).toHaveLength(3);
});

test('a branch that was moved since is a fault that names what vanished, and is not noted', async () => {
  const { platform, commit, check, file, lines } = await prepare();
  const second = commit('Lower it (#3)');
  await check('--checkpoint');
  git(platform, ['reset', '-q', '--hard', 'HEAD~2']);
  commit('Something else (#4)');
  const moved = await check('--checkpoint');
  expect(moved.code).toBe(1);
  expect(moved.stdout).toContain(`${file.split('/').slice(-2).join('/')}:1 error`);
  expect(moved.stdout).toContain('record/history-rewritten');
  expect(moved.stdout).toContain('the changes that vanished are platform-2, platform-3');
  expect(moved.stdout).toContain(`has ${second.slice(0, 12)} on its first-parent line`);
  expect(lines()).toHaveLength(2);

  git(platform, ['reset', '-q', '--hard', second]);
  expect((await check()).code).toBe(0);
});

test('a fault is not noted over, nor a day after which there are commits, nor a draft', async () => {
  const { content, check, lines } = await prepare();
  const past = await check('--checkpoint', '--as-of', '2026-02-01');
  expect([past.code, past.stderr]).toEqual([
    2,
    expect.stringContaining('has commits after 2026-02-01; leave --as-of out'),
  ]);
  const draft = path.join(content, 'policies/access-control.mdx');
  expect((await check('--checkpoint', '--what-if', draft)).code).toBe(2);
  appendFileSync(path.join(content, 'policybook.yaml'), 'unknown: true\n');
  expect((await check('--checkpoint')).code).toBe(1);
  expect(lines).toThrow('ENOENT');
});

test('a last line without its end stays a line of its own', async () => {
  const { platform, check, file, lines } = await prepare();
  const tip = git(platform, ['rev-parse', 'HEAD~1']);
  const first = { repository: 'platform', branch: 'main', tip, records: 1, at: '2026-05-01' };
  writeFileSync(file, JSON.stringify({ ...first, engine: 'policybook 0.0.9' }));
  expect((await check('--checkpoint')).code).toBe(0);
  expect(lines()).toHaveLength(3);
  expect((await check()).code).toBe(0);
});
