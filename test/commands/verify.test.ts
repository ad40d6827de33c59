import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { root, runHere } from '../helpers/command.ts';
import { packFolder, replaceIn, sumAgain } from '../helpers/sample-pack.ts';

const packs = packFolder();
const april = ['--from', '2026-04-01', '--to', '2026-04-30'];
let signed = '';
let unsigned = '';

beforeAll(async () => {
  signed = await packs.make('signed', ...april, '--sign', packs.key);
  unsigned = await packs.make('unsigned', ...april);
});

test('a pack is whole, and whoever signed it is named', async () => {
  const { code, stdout } = await runHere('verify', [signed]);
  expect([code, stdout]).toEqual([0, expect.stringContaining('The pack is whole. SAMPLE\n')]);
  expect(stdout).toMatch(/^pass +Signature: Signed by compliance@larkfield.example with SHA256:/m);
  expect(stdout).toMatch(/^pass +Judging: \d+ records with \d+ verdicts follow/m);
});

test('an unsigned pack states it, and is refused where a signer is expected', async () => {
  const { code, stdout } = await runHere('verify', [unsigned]);
  expect([code, stdout]).toEqual([0, expect.stringContaining('whole. SAMPLE UNSIGNED')]);
  expect(stdout).toContain('not checked  Signature: UNSIGNED');
  const signers = path.join(signed, 'allowed_signers');
  expect((await runHere('verify', [unsigned, '--signers', signers])).code).toBe(1);
  expect((await runHere('verify', [signed, '--signers', signers])).code).toBe(0);
});

test('a key that another person has is not the one that the verifier knows', async () => {
  const key = path.join(packs.folder, 'other');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const other = path.join(packs.folder, 'other-signers');
  const [, type = '', body = ''] = /^(\S+) (\S+)/.exec(readFileSync(`${key}.pub`, 'utf8')) ?? [];
  writeFileSync(other, `compliance@larkfield.example ${type} ${body}\n`);
  const { code, stdout } = await runHere('verify', [signed, '--signers', other]);
  expect([code, stdout]).toEqual([1, expect.stringMatching(/^FAIL +Signature/m)]);
});

/** How a pack is altered with care: its sums are written anew, so that only its contents can show it. */
const tampering: readonly (readonly [what: string, alter: (pack: string) => void, says: string])[] =
  [
    [
      'a verdict',
      (pack) => {
        replaceIn(pack, 'records/platform-1047.json', '"outcome":"pass"', '"outcome":"fail"');
      },
      'records/platform-1047.json is not what follows from judging again',
    ],
    [
      'a row of the table',
      (pack) => {
        replaceIn(pack, 'records.csv', 'platform-1047', 'platform-9999');
      },
      'records.csv is not what follows',
    ],
    [
      'a message that was judged',
      (pack) => {
        replaceIn(pack, 'judge/histories/platform.jsonl', 'Reason: ', 'Reason: Good. ');
      },
      'was judged with another message than it has',
    ],
    [
      'an author that was judged',
      (pack) => {
        replaceIn(pack, 'judge/histories/platform.jsonl', '"email":"', '"email":"x');
      },
      'was judged with another',
    ],
    [
      'the bytes of a commit',
      (pack) => {
        replaceIn(pack, 'commits/platform.batch', 'Reason: C', 'Reason: D');
      },
      'has other bytes than its id states',
    ],
    [
      'the commit beside a record',
      (pack) => {
        replaceIn(pack, 'records/platform-1047.commit', 'tree ', 'tree0');
      },
      'records/platform-1047.commit is not the commit',
    ],
    [
      'a record without its commit',
      (pack) => {
        rmSync(path.join(pack, 'records/platform-1047.commit'));
      },
      'records/platform-1047.commit is missing',
    ],
    [
      'a record that is gone',
      (pack) => {
        rmSync(path.join(pack, 'records/platform-1047.json'));
        rmSync(path.join(pack, 'records/platform-1047.commit'));
      },
      'records/platform-1047.json is missing',
    ],
    [
      'a file more',
      (pack) => {
        writeFileSync(path.join(pack, 'records/platform-1.json'), '{}');
      },
      'records/platform-1.json does not belong to the pack',
    ],
    [
      'a text of a policy',
      (pack) => {
        replaceIn(pack, 'policies/change-management/1.2.mdx', 'must', 'may');
      },
      'policies/change-management/1.2.mdx is not what follows',
    ],
    [
      'a policy that judges',
      (pack) => {
        replaceIn(
          pack,
          'judge/book/content/policies/change-management.mdx',
          'approvals: 1',
          'approvals: 0',
        );
      },
      'is not what follows from judging again',
    ],
    [
      'the export of the forge',
      (pack) => {
        replaceIn(pack, 'judge/evidence/platform-1', 'APPROVED', 'approved');
      },
      'is not what follows from judging again',
    ],
    [
      'the count of the population',
      (pack) => {
        replaceIn(pack, 'population.json', '"records":', '"records":1');
      },
      'population.json is not what follows',
    ],
    [
      'how to verify it',
      (pack) => {
        writeFileSync(path.join(pack, 'verify.py'), 'print("The pack is whole.")\n');
      },
      'verify.py is not what follows',
    ],
    [
      'the end of a branch',
      (pack) => {
        replaceIn(pack, 'checkpoint.json', '"tip":"', '"tip":"0');
      },
      'checkpoint.json is not what follows',
    ],
    [
      'what the judge read, which is no JSON any more',
      (pack) => {
        writeFileSync(path.join(pack, 'judge/order.json'), '{');
      },
      'The pack cannot be read',
    ],
  ];

test.for(tampering)('with new sums, %s is found', async ([, alter, says]) => {
  const pack = packs.copy(unsigned);
  alter(pack);
  sumAgain(pack);
  const { code, stdout } = await runHere('verify', [pack]);
  expect([code, stdout]).toEqual([1, expect.stringContaining(says)]);
});

test('a link is no file of a pack, and no path leads out of it', async () => {
  const linked = packs.copy(unsigned);
  symlinkSync('/etc/hostname', path.join(linked, 'records/more'));
  expect((await runHere('verify', [linked])).stdout).toContain('no plain file');
  const leading = packs.copy(unsigned);
  replaceIn(leading, 'SHA256SUMS', '  checkpoint.json', '  ../checkpoint.json');
  expect((await runHere('verify', [leading])).stdout).toContain('not a digest, two spaces');
});

test('a pack extends an older one, and an older one does not extend it', async () => {
  const older = await packs.make(
    'older',
    '--from',
    '2026-03-01',
    '--to',
    '2026-03-31',
    '--as-of',
    '2026-03-31',
  );
  expect((await runHere('verify', [signed, '--since', older])).code).toBe(0);
  const checkpoint = path.join(signed, 'checkpoint.json');
  const { code, stdout } = await runHere('verify', [older, '--since', checkpoint]);
  expect([code, stdout]).toEqual([1, expect.stringContaining('judged as of 2026-03-31, before')]);
});

test('the commits are those of the repository, and those of another are not', async () => {
  const histories = path.join(root, '.policybook/histories');
  // Those of an earlier sample may be there too; the newest is that of the present one.
  const newest = (name: string) =>
    readdirSync(histories)
      .filter((one) => one.startsWith(`${name}-`))
      .map((one) => path.join(histories, one))
      .sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs)[0] ?? '';
  const [assistant, platform] = [newest('assistant'), newest('platform')];
  const compare = (...repositories: readonly string[]) =>
    runHere('verify', [signed, ...repositories.map((one) => `--repository=${one}`)]);
  const both = await compare(`assistant=${assistant}`, `platform=${platform}`);
  expect([both.code, both.stdout]).toEqual([
    0,
    expect.stringContaining('commits of main are those'),
  ]);
  const other = await compare(`assistant=${platform}`);
  expect([other.code, other.stdout]).toEqual([1, expect.stringContaining('in the repository')]);
  const unknown = await compare(`elsewhere=${platform}`);
  expect([unknown.code, unknown.stderr]).toEqual([
    2,
    expect.stringContaining('platform, assistant'),
  ]);
});

test.for([
  ['no folder', [], 2],
  ['two folders', ['a', 'b'], 2],
  ['a folder that is no pack', ['content'], 2],
] as const)('%s is bad usage', async ([, args, code]) => {
  expect((await runHere('verify', args)).code).toBe(code);
});
