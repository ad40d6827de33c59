import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { proveApprovals } from '#core/changes/people/prove-approvals.ts';
import type { Approval } from '#core/model/change-record.ts';
import type { Instant } from '#core/model/instant.ts';
import type { RawCommit } from '#core/model/raw-commit.ts';
import type { Signer } from '#sources/git/check-signatures.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { expect, onTestFinished, test as anyTest, vi } from 'vitest';
import { day } from '../../helpers/book.ts';
import { git } from '../../helpers/git.ts';
import { hasKeygen } from '../../helpers/has-keygen.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';

const test = anyTest.skipIf(!hasKeygen);

interface Bench {
  readonly folder: string;
  /** Path of the private key of a person; the public one stands beside it. */
  readonly keyOf: (person: string) => string;
  readonly signer: (person: string, from?: string, to?: string) => Signer;
}

async function prepare(type = 'ed25519'): Promise<Bench> {
  const folder = await temporaryFolder();
  git(folder, ['init', '-q', '-b', 'main']);
  const keyOf = (person: string) => join(folder, '.git', person);
  for (const person of ['mira', 'tess']) {
    const size = type === 'rsa' ? ['-b', '2048'] : [];
    execFileSync('ssh-keygen', [
      '-q',
      '-t',
      type,
      ...size,
      '-N',
      '',
      '-C',
      'x',
      '-f',
      keyOf(person),
    ]);
  }
  return {
    folder,
    keyOf,
    signer: (person, from = '2026-01-01', to) => ({
      person,
      ssh: readFileSync(`${keyOf(person)}.pub`, 'utf8'),
      from: day(from),
      ...(to !== undefined && { to: day(to) }),
    }),
  };
}

function commitSigned({ folder, keyOf }: Bench, person: string): string {
  const options = ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${keyOf(person)}`];
  git(folder, [...options, 'commit', '-q', '--allow-empty', '-S', '-m', 'Sign it']);
  return git(folder, ['cat-file', 'commit', 'HEAD']);
}

/** Puts a changed object in place of the commit on the branch. */
function replaceTip(folder: string, object: string): void {
  const id = git(
    folder,
    ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'],
    `${object}\n`,
  );
  git(folder, ['update-ref', 'refs/heads/main', id]);
}

async function tipOf(folder: string, signers: readonly Signer[]): Promise<RawCommit | undefined> {
  const { line } = await readHistory({
    repository: 'platform',
    gitDir: folder,
    branch: 'main',
    signers,
  });
  return line.at(-1);
}

async function read(folder: string, signers: readonly Signer[]) {
  const { signatures = [] } = (await tipOf(folder, signers)) ?? {};
  return signatures.map(({ over, state, by, reason }) => [over, state, by ?? reason]);
}

/** What ssh-keygen itself calls a key. */
function fingerprintOf(file: string): string {
  return execFileSync('ssh-keygen', ['-l', '-f', file], { encoding: 'utf8' }).split(' ')[1] ?? '';
}

test('names the key, also of somebody whom nobody knows', async () => {
  const bench = await prepare();
  commitSigned(bench, 'mira');
  for (const signers of [[], [bench.signer('mira')]]) {
    const commit = await tipOf(bench.folder, signers);
    expect(commit?.signatures?.map(({ state, key }) => [state, key])).toEqual([
      [signers.length === 0 ? 'unknown-key' : 'good', fingerprintOf(`${bench.keyOf('mira')}.pub`)],
    ]);
  }
});

test.for(['ed25519', 'ecdsa', 'rsa'])('a good signature by a registered %s key', async (type) => {
  const bench = await prepare(type);
  commitSigned(bench, 'mira');
  const signers = [bench.signer('tess'), bench.signer('mira')];
  expect(await read(bench.folder, signers)).toEqual([['commit', 'good', 'mira']]);
});

test('a good signature by a key that nobody has', async () => {
  const bench = await prepare();
  commitSigned(bench, 'mira');
  expect(await read(bench.folder, [bench.signer('tess')])).toEqual([
    ['commit', 'unknown-key', 'Its key does not belong to anybody in people.yaml.'],
  ]);
});

test.for([
  [
    'ended',
    '2026-01-01',
    '2026-03-01',
    'unknown-key',
    'The key of mira ended on 2026-03-01, and it is dated 2026-03-02.',
  ],
  [
    'not begun',
    '2026-03-03',
    undefined,
    'unknown-key',
    'The key of mira begins on 2026-03-03, and it is dated 2026-03-02.',
  ],
  ['on its first and last day', '2026-03-02', '2026-03-02', 'good', 'mira'],
] as const)('a key whose time has %s', async ([, from, to, state, reason]) => {
  const bench = await prepare();
  commitSigned(bench, 'mira');
  expect(await read(bench.folder, [bench.signer('mira', from, to)])).toEqual([
    ['commit', state, reason],
  ]);
});

test('a key that two people have proves nothing', async () => {
  const bench = await prepare();
  commitSigned(bench, 'mira');
  const signers = [bench.signer('mira'), { ...bench.signer('mira'), person: 'tess' }];
  expect(await read(bench.folder, signers)).toEqual([
    ['commit', 'unknown-key', 'Two people in people.yaml have its key.'],
  ]);
});

test('an object that was changed after it was signed', async () => {
  const bench = await prepare();
  const object = commitSigned(bench, 'mira');
  replaceTip(bench.folder, object.replace('Sign it', 'Sign that'));
  expect(await read(bench.folder, [bench.signer('mira')])).toEqual([
    ['commit', 'bad', 'It names a key of mira, but it does not fit the signed object.'],
  ]);
});

test('a signature that was made for something else', async () => {
  const bench = await prepare();
  const object = commitSigned(bench, 'mira');
  const payload = object.replace(/gpgsig [^]*?END SSH SIGNATURE-----\n/, '');
  const place = join(bench.folder, '.git', 'payload');
  writeFileSync(place, `${payload}\n`);
  execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', bench.keyOf('mira'), '-n', 'file', place], {
    stdio: 'ignore',
  });
  const armor = readFileSync(`${place}.sig`, 'utf8').trimEnd().replaceAll('\n', '\n ');
  replaceTip(bench.folder, payload.replace('\n\n', `\ngpgsig ${armor}\n\n`));
  expect(await read(bench.folder, [bench.signer('mira')])).toEqual([
    ['commit', 'bad', 'It was made for "file" and not for git.'],
  ]);
});

test.for([
  [
    'behind the end mark',
    (object: string) => object.replace(' -----END SSH SIGNATURE-----', '$& \n and more'),
  ],
  [
    'as a second signature',
    (object: string) => object.replace(/gpgsig [^]*?END SSH SIGNATURE-----\n/, '$&$&'),
  ],
  [
    'in place of it',
    (object: string) =>
      object.replace(/(BEGIN SSH SIGNATURE-----\n) [^]*?\n( -----END)/, '$1 bm90aGluZw==\n$2'),
  ],
] as const)('something that stands %s', async ([, change]) => {
  const bench = await prepare();
  replaceTip(bench.folder, change(commitSigned(bench, 'mira')));
  expect(await read(bench.folder, [bench.signer('mira')])).toEqual([
    ['commit', 'bad', 'It is damaged, or text follows it.'],
  ]);
});

test('a PGP signature is not checked', async () => {
  const bench = await prepare();
  const object = commitSigned(bench, 'mira').replaceAll('SSH SIGNATURE', 'PGP SIGNATURE');
  replaceTip(bench.folder, object);
  expect(await read(bench.folder, [bench.signer('mira')])).toEqual([
    ['commit', 'not-checked', 'It is not an SSH signature; PGP and X.509 are not checked.'],
  ]);
});

test('a commit of a SHA-256 repository', async () => {
  const bench = await prepare();
  const other = await temporaryFolder();
  git(other, ['init', '-q', '-b', 'main', '--object-format=sha256']);
  commitSigned({ ...bench, folder: other }, 'mira');
  expect(await read(other, [bench.signer('mira')])).toEqual([['commit', 'good', 'mira']]);
});

test('an annotated tag on the commit, and none of a tag or of another commit', async () => {
  const bench = await prepare();
  const { folder, keyOf } = bench;
  git(folder, ['commit', '-q', '--allow-empty', '-m', 'Begin']);
  const tag = (name: string, target: string, person: string) =>
    git(folder, [
      '-c',
      'gpg.format=ssh',
      '-c',
      `user.signingKey=${keyOf(person)}`,
      'tag',
      '-s',
      '-m',
      name,
      name,
      target,
    ]);
  tag('approved', 'HEAD', 'tess');
  tag('also', 'HEAD', 'mira');
  tag('nested', 'approved', 'mira');
  git(folder, ['tag', 'light', 'HEAD']);
  const commit = await tipOf(folder, [bench.signer('mira'), bench.signer('tess')]);
  const key = (person: string) => fingerprintOf(`${keyOf(person)}.pub`);
  expect(commit?.signatures).toEqual([
    {
      over: 'tag',
      tag: 'also',
      at: '2026-03-02T09:00:00+00:00',
      state: 'good',
      by: 'mira',
      key: key('mira'),
    },
    {
      over: 'tag',
      tag: 'approved',
      at: '2026-03-02T09:00:00+00:00',
      state: 'good',
      by: 'tess',
      key: key('tess'),
    },
  ]);
});

test('a tag that is dated before its commit, by which a key that has ended would count', async () => {
  const bench = await prepare();
  const { folder, keyOf } = bench;
  git(folder, ['commit', '-q', '--allow-empty', '-m', 'Begin']);
  const options = ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${keyOf('mira')}`];
  const tag = (name: string, date: string) =>
    git(folder, [...options, 'tag', '-s', '-m', name, name], '', { GIT_COMMITTER_DATE: date });
  tag('backdated', '2026-02-28T09:00:00+00:00');
  tag('clocks-differ', '2026-03-02T08:51:00+00:00');
  const signatures = await read(folder, [bench.signer('mira', '2026-01-01', '2026-03-02')]);
  expect(signatures).toEqual([
    ['tag', 'bad', expect.stringContaining('before the commit that it tags')],
    ['tag', 'good', 'mira'],
  ]);
});

test('says why where there is no ssh-keygen', async () => {
  const bench = await prepare();
  commitSigned(bench, 'mira');
  const signer = bench.signer('mira');
  const onlyGit = join(bench.folder, '.git', 'bin');
  mkdirSync(onlyGit);
  symlinkSync(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), join(onlyGit, 'git'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  vi.stubEnv('PATH', onlyGit);
  const [found] = await read(bench.folder, [signer]);
  expect(found?.slice(0, 2)).toEqual(['commit', 'not-checked']);
  expect(found?.[2]).toContain('There is no ssh-keygen on this machine');
});

test('a run that finds its result kept gives the same one, and judges the key anew', async () => {
  const bench = await prepare();
  commitSigned(bench, 'mira');
  const order = {
    repository: 'platform',
    gitDir: bench.folder,
    branch: 'main',
    cache: await temporaryFolder(),
  };
  const states = async (signers: readonly Signer[]) =>
    (await readHistory({ ...order, signers })).line.map(({ signatures }) =>
      signatures?.map(({ state }) => state),
    );
  expect(await states([bench.signer('mira')])).toEqual([['good']]);
  expect(await states([bench.signer('mira')])).toEqual([['good']]);
  expect(await states([bench.signer('mira', '2026-01-01', '2026-02-01')])).toEqual([
    ['unknown-key'],
  ]);
});

function prove(approvals: readonly Approval[], signatures: RawCommit['signatures']) {
  const committer = { at: '2026-03-02T10:00:00+01:00' };
  return proveApprovals(approvals, {
    file: 'shop@1',
    commit: { id: '1', parents: ['0'], committer, signatures } as unknown as RawCommit,
    merger: undefined,
    authors: [],
    cleanMerges: {},
    exported: [],
    isExportComplete: false,
  }).approvals;
}

test('makes proof of the approval of the person who signed, and of no other', () => {
  const approval = (person: string) =>
    ({
      by: { name: person, email: '', person },
      capacity: 'approved',
      proof: 'stated',
      source: 'message',
    }) as const;
  const proofsBy = (signatures: RawCommit['signatures']) =>
    prove([approval('mira'), approval('tess')], signatures).map(({ proof }) => proof);
  expect(proofsBy([{ over: 'commit', state: 'good', by: 'mira' }])).toEqual(['signed', 'stated']);
  expect(proofsBy([{ over: 'tag', state: 'good', by: 'tess' }])).toEqual(['stated', 'signed']);
  expect(proofsBy([{ over: 'commit', state: 'unknown-key' }])).toEqual(['stated', 'stated']);
});

test('takes a tag that was made after the merge for no proof, and says so', () => {
  const approval = { by: { person: 'mira' }, proof: 'merged', note: 'A note' };
  const taggedAt = (...times: string[]) => {
    const signatures = times.map((at) => ({
      ...({ over: 'tag', state: 'good', by: 'mira', tag: 'v1.0' } as const),
      at: at as Instant,
    }));
    return prove([approval as Approval], signatures)[0];
  };
  expect(taggedAt('2026-03-02T09:09:00Z')).toMatchObject({ proof: 'signed', note: 'A note' });
  expect(taggedAt('2026-05-30T12:00:00Z', '2026-04-30T12:00:00Z')).toMatchObject({
    proof: 'merged',
    taggedAt: '2026-04-30T12:00:00Z',
    note: 'A note; its giver signed the tag v1.0 at 2026-04-30T12:00:00Z, after the merge, which proves no approval before it',
  });
});
