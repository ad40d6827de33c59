import { appendFileSync, chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBranchTip } from '#sources/git/find-branch-tip.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { readDifference, readLine } from '#sources/git/read-line.ts';
import { readObjects } from '#sources/git/read-objects.ts';
import { runGit } from '#sources/git/run-git.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { git } from '../../helpers/git.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';
import { sectionOf } from '../../helpers/scenarios-page.ts';

/** A repository with attributes and a signed tag, so that everything that could be set off has a reason to be. */
interface Place {
  readonly folder: string;
  /** A program that leaves a marker when it is started. */
  readonly program: string;
  readonly markers: () => readonly string[];
}

let place: Place;

beforeEach(async () => {
  const folder = await temporaryFolder();
  const outside = await temporaryFolder();
  const program = join(outside, 'program');
  mkdirSync(join(outside, 'fired'));
  writeFileSync(program, `#!/bin/sh\ntouch ${outside}/fired/$$\ncat\n`);
  chmodSync(program, 0o755);
  git(folder, ['init', '-q', '-b', 'main']);
  writeFileSync(join(folder, '.gitattributes'), '* diff=trap filter=trap merge=trap text\n');
  writeFileSync(join(folder, 'a.txt'), 'one\n');
  git(folder, ['add', '-A']);
  git(folder, ['commit', '-q', '-m', 'Begin']);
  writeFileSync(join(folder, 'a.txt'), 'two\n');
  git(folder, ['commit', '-qam', 'Go on']);
  const armor = '-----BEGIN SSH SIGNATURE-----\n bm8=\n -----END SSH SIGNATURE-----';
  const object = git(folder, ['cat-file', 'commit', 'HEAD']).replace(
    '\n\n',
    `\ngpgsig ${armor}\n\n`,
  );
  const signed = git(folder, ['hash-object', '-t', 'commit', '-w', '--stdin'], `${object}\n`);
  git(folder, ['update-ref', 'refs/heads/main', signed]);
  git(folder, ['tag', '-a', '-m', armor.replaceAll('\n ', '\n'), 'v1', 'HEAD']);
  place = { folder, program, markers: () => readdirSync(join(outside, 'fired')) };
});

afterEach(() => {
  vi.unstubAllEnvs();
});

/** All that is ever asked of a repository. */
async function readEverything(gitDir: string): Promise<unknown> {
  const history = await readHistory({ repository: 'platform', gitDir, branch: 'main' });
  const tip = await findBranchTip({ gitDir, branch: 'main' });
  const line = await readLine({ gitDir, tip, folders: ['.'] });
  await readDifference({ gitDir, from: `${tip}~1`, tip, folders: ['.'] });
  const blobs: string[] = [];
  const ids = line.flatMap(({ changes }) => changes.map(({ blob }) => blob));
  await readObjects(gitDir, ids, ({ bytes }) => blobs.push(bytes.toString()));
  await runGit({ gitDir, args: ['rev-parse', '--verify', 'HEAD'] });
  return { history, line, blobs };
}

const setting = (name: string, value = (program: string) => program) => ({
  name,
  set: ({ folder, program }: Place) => {
    git(folder, ['config', name, value(program)]);
  },
});
const variable = (name: string, value = ({ program }: Place) => program) => ({
  name,
  set: (here: Place) => {
    vi.stubEnv(name, value(here));
  },
});

const traps: readonly { name: string; set: (here: Place) => void }[] = [
  setting('core.fsmonitor'),
  setting('core.pager'),
  setting('pager.log'),
  setting('core.editor'),
  setting('core.sshCommand'),
  setting('core.askPass'),
  setting('core.alternateRefsCommand'),
  setting('diff.external'),
  setting('diff.trap.textconv'),
  setting('diff.trap.command'),
  setting('filter.trap.clean'),
  setting('filter.trap.smudge'),
  setting('filter.trap.process'),
  setting('merge.trap.driver'),
  setting('gpg.program'),
  setting('gpg.ssh.program'),
  setting('gpg.ssh.defaultKeyCommand'),
  setting('credential.helper', (program) => `!${program}`),
  setting('alias.log', (program) => `!${program}`),
  setting('trailer.trap.command'),
  setting('uploadpack.packObjectsHook'),
  setting('core.hooksPath', (program) => join(program, '..')),
  {
    name: 'log.showSignature with gpg.ssh.program',
    set: ({ folder, program }) => {
      git(folder, ['config', 'log.showSignature', 'true']);
      git(folder, ['config', 'gpg.ssh.program', program]);
      git(folder, ['config', 'gpg.ssh.allowedSignersFile', program]);
    },
  },
  {
    name: 'include.path',
    set: ({ folder, program }) => {
      const file = join(folder, '.git', 'more');
      writeFileSync(
        file,
        `[core]\n\tfsmonitor = ${program}\n\tpager = ${program}\n[diff]\n\texternal = ${program}\n`,
      );
      git(folder, ['config', 'include.path', file]);
    },
  },
  {
    name: 'hooks of every name',
    set: ({ folder, program }) => {
      const hooks = [
        'fsmonitor-watchman',
        'post-checkout',
        'post-index-change',
        'reference-transaction',
        'pre-auto-gc',
      ];
      for (const hook of hooks) {
        writeFileSync(join(folder, '.git', 'hooks', hook), `#!/bin/sh\n${program}\n`, {
          mode: 0o755,
        });
      }
    },
  },
  {
    name: 'a promisor remote that would be fetched from by a program',
    set: ({ folder, program }) => {
      git(folder, ['config', 'remote.origin.url', `ext::${program}`]);
      git(folder, ['config', 'remote.origin.promisor', 'true']);
      git(folder, ['config', 'protocol.ext.allow', 'always']);
      git(folder, ['config', 'extensions.partialClone', 'origin']);
    },
  },
  variable('GIT_EXTERNAL_DIFF'),
  variable('GIT_PAGER'),
  variable('GIT_SSH'),
  variable('GIT_SSH_COMMAND'),
  variable('GIT_ASKPASS'),
  variable('GIT_EDITOR'),
  variable('GIT_EXEC_PATH', ({ program }) => join(program, '..')),
  variable('GIT_DIR', () => '/nowhere'),
  variable('GIT_INDEX_FILE', () => '/nowhere'),
  variable('GIT_OBJECT_DIRECTORY', () => '/nowhere'),
  {
    name: 'GIT_CONFIG_COUNT',
    set: ({ program }) => {
      vi.stubEnv('GIT_CONFIG_COUNT', '2');
      vi.stubEnv('GIT_CONFIG_KEY_0', 'core.fsmonitor');
      vi.stubEnv('GIT_CONFIG_VALUE_0', program);
      vi.stubEnv('GIT_CONFIG_KEY_1', 'diff.external');
      vi.stubEnv('GIT_CONFIG_VALUE_1', program);
    },
  },
  {
    name: 'a git and an ssh-keygen in the repository, where PATH begins with its folder',
    set: ({ folder, program }) => {
      for (const name of ['git', 'ssh-keygen']) {
        writeFileSync(join(folder, name), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
      }
      vi.stubEnv('PATH', `.::./:${process.env['PATH'] ?? ''}`);
    },
  },
];

test.for(traps)('$name sets off nothing and changes nothing', async ({ set }) => {
  const before = await readEverything(place.folder);
  set(place);
  expect(await readEverything(place.folder)).toEqual(before);
  expect(place.markers()).toEqual([]);
});

test('the page of scenarios lists every trap', () => {
  const listed = [...sectionOf('What a repository cannot set off').matchAll(/^- .*$/gm)].flatMap(
    ([line]) => [...line.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  expect(listed.sort()).toEqual(traps.map(({ name }) => name).sort());
});

test('there are twenty-five traps or more, and the marker shows', () => {
  expect(traps.length).toBeGreaterThanOrEqual(25);
  git(place.folder, ['config', 'diff.external', place.program]);
  git(place.folder, ['diff', 'main~1', 'main']);
  expect(place.markers()).not.toEqual([]);
});

test.for([
  '--upload-pack=touch MARK',
  '-n1',
  '--output=MARK',
  '--help',
  '-',
  '--',
  '@',
  '..',
  'a b',
  '*',
  'HEAD',
  'main~1',
  ':main',
  '$(touch MARK)',
])('a branch that is called %s is a name and nothing else', async (branch) => {
  const { folder } = place;
  const read = readHistory({ repository: 'platform', gitDir: folder, branch });
  await expect(read).rejects.toThrow('has no branch');
  expect(readdirSync(folder).sort()).toEqual(['.git', '.gitattributes', 'a.txt']);
});

test('a file whose name looks like an option is a path', async () => {
  const { folder } = place;
  for (const name of ['--output=MARK', '-n1']) appendFileSync(join(folder, name), 'x\n');
  git(folder, ['add', '--', '--output=MARK', '-n1']);
  git(folder, ['commit', '-q', '-m', 'Odd names']);
  const { line } = await readHistory({ repository: 'platform', gitDir: folder, branch: 'main' });
  expect(line.at(-1)?.paths).toEqual(['--output=MARK', '-n1']);
});
