import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test as anyTest } from 'vitest';
import { readOutput } from '#sources/read-output.ts';
import { peopleText, policyText, settingsText } from '../helpers/book.ts';
import { git } from '../helpers/git.ts';
import { hasKeygen } from '../helpers/has-keygen.ts';
import { buildInCopy } from '../helpers/folders.ts';

const test = anyTest.skipIf(!hasKeygen);

let folder: string;
let fingerprint: string;

/** A book with one change, whose commit Ada signed and whose tag bears the key of somebody unknown. */
beforeAll(async () => {
  if (!hasKeygen) return;
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-signatures-'));
  const repository = path.join(folder, 'platform');
  await mkdir(repository);
  git(repository, ['init', '-q', '-b', 'main']);
  const keyOf = (person: string) => path.join(repository, '.git', person);
  for (const person of ['ada', 'nobody']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'x', '-f', keyOf(person)]);
  }
  const signing = (person: string) =>
    ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${keyOf(person)}`] as const;
  const message = 'Round once at the end (#7)';
  git(repository, [...signing('ada'), 'commit', '-q', '-S', '--allow-empty', '-m', message]);
  await writeFile(path.join(repository, 'sum.ts'), 'round(sum)\n');
  git(repository, ['add', '.']);
  git(repository, [...signing('ada'), 'commit', '-q', '-S', '--amend', '-m', message]);
  git(repository, [...signing('nobody'), 'tag', '-s', '-m', 'Approved', 'approved-7']);
  const publicKey = (await readFile(`${keyOf('ada')}.pub`, 'utf8')).trim();
  const printed = execFileSync('ssh-keygen', ['-l', '-f', keyOf('ada')], { encoding: 'utf8' });
  fingerprint = printed.split(' ')[1] ?? '';

  const content = path.join(folder, 'content');
  await mkdir(path.join(content, 'policies'), { recursive: true });
  const repositories =
    'repositories: [{ id: platform, path: platform, branch: main, since: 2026-01-01, policy: changes }]\n';
  await writeFile(path.join(content, 'policybook.yaml'), settingsText + repositories);
  await writeFile(
    path.join(content, 'people.yaml'),
    peopleText.replace(
      'emails: [ada@example.org]\n',
      `emails: [ada@example.org]\n  keys: [{ ssh: ${publicKey}, from: 2026-01-01 }]\n`,
    ),
  );
  const rules = '{ types: { normal: { clause: "1", approvals: 1 } } }';
  await writeFile(
    path.join(content, 'policies/changes.mdx'),
    policyText({ title: 'Changes', publish: 'extract', changeRules: rules }),
  );
  const args = ['--content', content, '--out', path.join(folder, 'out'), '--as-of', '2026-06-01'];
  const { code, stderr } = await buildInCopy(args);
  expect(stderr).not.toContain(' error ');
  expect(code).toBe(0);
});

afterAll(() => (hasKeygen ? rm(folder, { recursive: true, force: true }) : undefined));

test('the page of a change says who signed, with which key, and what that proves', async () => {
  const file = path.join(folder, 'out/internal/changes/platform-7/index.html');
  const text = (await readFile(file, 'utf8')).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  // Who signs a commit is an author of it, whatever name its author field has.
  expect(text).toContain(`Commit Good, by Ada Finch, who wrote it Key ${fingerprint}`);
  expect(text).toContain('Tag approved-7 By an unknown key: it proves nothing');
});

test('programs read the same', async () => {
  const file = path.join(folder, 'out/internal/api/changes.json');
  const { changes } = JSON.parse(await readFile(file, 'utf8')) as {
    changes: { signatures: { over: string; state: string; by: string; key: string }[] }[];
  };
  expect(changes[0]?.signatures).toMatchObject([
    { over: 'commit', tag: null, state: 'good', by: 'ada', key: fingerprint, reason: null },
    { over: 'tag', tag: 'approved-7', state: 'unknown-key', by: null },
  ]);
});

test('nothing of it is in the public edition', async () => {
  const filesWith = async (edition: string) => {
    const files: string[] = [];
    for await (const { path: file, bytes } of readOutput(path.join(folder, 'out', edition))) {
      const text = Buffer.from(bytes).toString('latin1');
      if (text.includes(fingerprint) || text.includes('approved-7')) files.push(file);
    }
    return files;
  };
  expect(await filesWith('internal')).toContain('api/changes.json');
  expect(await filesWith('public')).toEqual([]);
});
