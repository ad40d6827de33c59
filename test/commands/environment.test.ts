import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runHere } from '../helpers/command.ts';
import { git } from '../helpers/git.ts';
import { peopleText, policyText, settingsText } from '../helpers/book.ts';
import { temporaryFolder } from '../helpers/recorded-repository.ts';
import { listOf } from '../helpers/scenarios-page.ts';

interface Outcome {
  readonly code: number;
  readonly said: string;
}

/** A book beside the repository `platform`, which has two commits. */
async function prepare(): Promise<{ folder: string; platform: string }> {
  const folder = await temporaryFolder();
  const platform = join(folder, 'platform');
  mkdirSync(join(folder, 'content', 'policies'), { recursive: true });
  mkdirSync(platform);
  const repositories =
    'repositories:\n  - { id: platform, path: platform, since: 2026-01-01, policy: access-control }\n';
  writeFileSync(join(folder, 'content', 'policybook.yaml'), `${settingsText}${repositories}`);
  writeFileSync(join(folder, 'content', 'people.yaml'), peopleText);
  writeFileSync(join(folder, 'content', 'policies', 'access-control.mdx'), policyText());
  git(platform, ['init', '-q', '-b', 'main']);
  for (const message of ['Begin', 'Go on']) {
    git(platform, ['commit', '-q', '--allow-empty', '-m', message]);
  }
  return { folder, platform };
}

async function check(folder: string, path = process.env['PATH']): Promise<Outcome> {
  // git looks for settings in HOME, and is looked for in PATH.
  vi.stubEnv('HOME', folder).stubEnv('PATH', path);
  onTestFinished(() => void vi.unstubAllEnvs());
  const args = ['--content', join(folder, 'content'), '--as-of', '2026-06-01'];
  const { code, stdout, stderr } = await runHere('check', args);
  return { code, said: `${stdout}${stderr}` };
}

function writeOldGit(folder: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'git'), '#!/bin/sh\necho git version 2.25.1\n');
  chmodSync(join(bin, 'git'), 0o755);
  return bin;
}

const cases: readonly {
  readonly name: string;
  /** Breaks the repository, and says which PATH to use where it is another. */
  readonly spoil: (folder: string, platform: string) => string | undefined;
  readonly said: readonly string[];
}[] = [
  {
    name: 'a shallow clone',
    spoil(folder, platform) {
      git(folder, ['clone', '-q', '--depth', '1', `file://${platform}`, 'shallow']);
      rmSync(platform, { recursive: true });
      git(folder, ['clone', '-q', '--depth', '1', `file://${join(folder, 'shallow')}`, 'platform']);
      return undefined;
    },
    said: ['is a shallow clone', 'fetch --unshallow'],
  },
  {
    name: 'grafts',
    spoil(_, platform) {
      writeFileSync(
        join(platform, '.git', 'info', 'grafts'),
        `${git(platform, ['rev-parse', 'HEAD'])}\n`,
      );
      return undefined;
    },
    said: ['has grafts', 'rm '],
  },
  {
    name: 'a replace ref',
    spoil(_, platform) {
      git(platform, ['replace', 'HEAD', 'HEAD~1']);
      return undefined;
    },
    said: ['has replace refs (1', 'replace -d'],
  },
  {
    name: 'a missing object',
    spoil(_, platform) {
      const id = git(platform, ['rev-parse', 'HEAD~1']);
      rmSync(join(platform, '.git', 'objects', id.slice(0, 2), id.slice(2)));
      return undefined;
    },
    said: ['lacks objects of its history', 'clone it again'],
  },
  {
    name: 'an unborn branch',
    spoil(_, platform) {
      rmSync(platform, { recursive: true });
      mkdirSync(platform);
      git(platform, ['init', '-q', '-b', 'main']);
      return undefined;
    },
    said: ['has no branch with a commit', 'Make its first commit'],
  },
  {
    name: 'another branch than the one that is named',
    spoil(_, platform) {
      git(platform, ['branch', '-m', 'trunk']);
      return undefined;
    },
    said: ['has no branch "main"; it has "trunk"', 'policybook.yaml'],
  },
  {
    name: 'a folder that is no repository',
    spoil(_, platform) {
      rmSync(join(platform, '.git'), { recursive: true });
      return undefined;
    },
    said: ['is a folder, but not a git repository', 'Name the folder that contains .git'],
  },
  {
    name: 'no folder at all',
    spoil(_, platform) {
      rmSync(platform, { recursive: true });
      return undefined;
    },
    said: ['There is no folder', 'Correct the path in policybook.yaml'],
  },
  {
    name: 'a git that is too old',
    spoil: writeOldGit,
    said: ['git version 2.25.1', '2.32 or later'],
  },
  {
    name: 'no git',
    spoil: (folder) => join(folder, 'nothing'),
    said: ['There is no git', 'Install git'],
  },
];

test.for(cases)('$name: exit code 3 and the way out', async ({ spoil, said }) => {
  const { folder, platform } = await prepare();
  const outcome = await check(folder, spoil(folder, platform));
  expect(outcome.code).toBe(3);
  for (const words of said) expect(outcome.said).toContain(words);
  expect(outcome.said).toContain('Fix: ');
  expect(outcome.said).not.toMatch(/^\s+at /m);
});

test('the page of scenarios lists every case', () => {
  const names = [...cases.map(({ name }) => name), "another user's repository"];
  expect(listOf('Repositories that cannot be read whole').map(({ name }) => name)).toEqual(names);
});

test.runIf(process.getuid?.() === 0)("another user's repository: exit code 3", async () => {
  const { folder, platform } = await prepare();
  chownSync(platform, 12345, 12345);
  chownSync(join(platform, '.git'), 12345, 12345);
  const { code, said } = await check(folder);
  expect([code, said]).toEqual([3, expect.stringContaining('belongs to another user')]);
  expect(said).toContain('chown -R');
});

test('a force push since the last checkpoint: exit code 1, with what vanished', async () => {
  const { folder, platform } = await prepare();
  const before = git(platform, ['rev-parse', 'HEAD']);
  const line = {
    repository: 'platform',
    branch: 'main',
    tip: before,
    records: 0,
    at: '2026-03-31',
    engine: 'x',
  };
  writeFileSync(join(folder, 'content', 'checkpoints.jsonl'), `${JSON.stringify(line)}\n`);
  const same = await check(folder);
  expect(same.said).not.toContain('record/history-rewritten');
  git(platform, ['reset', '-q', '--hard', 'HEAD~1']);
  git(platform, ['commit', '-q', '--allow-empty', '-m', 'Something else']);
  const { code, said } = await check(folder);
  expect(code).toBe(1);
  expect(said).toContain('record/history-rewritten');
  expect(said).toContain(`the changes that vanished are platform-${before.slice(0, 12)}`);
});
