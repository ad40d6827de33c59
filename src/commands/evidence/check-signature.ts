import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { signatureNamespace } from '#core/evidence/guide-files.ts';
import type { PackSigner } from '#core/evidence/pack.ts';
import { EnvironmentError } from '#sources/environment-error.ts';
import { searchPath } from '#sources/git/run-git.ts';

/** What a check found: `skipped` is neither a pass nor a fault, and is printed as what it is. */
export interface Finding {
  readonly state: 'pass' | 'fail' | 'skipped';
  readonly words: string;
}

interface SignatureOrder {
  readonly folder: string;
  /** As the pack states; absent where it is unsigned. */
  readonly signer: PackSigner | undefined;
  /** A file of allowed signers that the verifier has by another way. */
  readonly signers: string | undefined;
}

/** As ssh-keygen writes it, which itself accepts other signs between the lines. */
const armour =
  /^-----BEGIN SSH SIGNATURE-----\n(?:[A-Za-z0-9+/]{70}\n)*[A-Za-z0-9+/]{1,70}={0,2}\n-----END SSH SIGNATURE-----\n$/;

/** Whether the sums are signed by the key of the pack or, where one is named, by a key that the verifier knows. */
export function checkSignature({ folder, signer, signers }: SignatureOrder): Finding {
  const signature = path.join(folder, 'SHA256SUMS.sig');
  const isSigned = existsSync(signature);
  if (!signer) {
    if (isSigned) return fail('It has a signature, and states that it is UNSIGNED.');
    if (signers !== undefined) return fail('It is UNSIGNED.');
    return { state: 'skipped', words: 'UNSIGNED: nobody vouches for it.' };
  }
  if (!isSigned) return fail('SHA256SUMS.sig is missing, and the pack states that it is signed.');
  if (!armour.test(readFileSync(signature, 'latin1'))) return fail('The signature is damaged.');
  const known = signers ?? path.join(folder, 'allowed_signers');
  const args = [
    '-Y',
    'verify',
    '-f',
    known,
    '-I',
    signer.principal,
    '-n',
    signatureNamespace,
    '-s',
    signature,
  ];
  const { status, stdout, stderr } = run('ssh-keygen', args, path.join(folder, 'SHA256SUMS'));
  if (status !== 0) return fail(`The signature is not good: ${firstLine(stderr || stdout)}`);
  const fingerprint = / key (\S+)/.exec(stdout)?.[1] ?? '';
  return {
    state: 'pass',
    words: `Signed by ${signer.principal} with ${fingerprint}${signers === undefined ? '; compare this with the fingerprint that you got by another way' : ', a key that you know'}.`,
  };
}

/** Whether a time stamp (RFC 3161) is of these sums and, with the certificate of the authority, by it. */
export function checkTimeStamp(folder: string, authority: string | undefined): Finding {
  const stamp = path.join(folder, 'SHA256SUMS.tsr');
  if (!existsSync(stamp)) {
    if (authority !== undefined) return fail('SHA256SUMS.tsr is missing.');
    return { state: 'skipped', words: 'No authority stamped it with a time.' };
  }
  const sums = path.join(folder, 'SHA256SUMS');
  const { status, stdout, stderr } = run('openssl', ['ts', '-reply', '-in', stamp, '-text']);
  if (status !== 0) return fail(`The time stamp cannot be read: ${firstLine(stderr)}`);
  const at = /^Time stamp: (.+)$/m.exec(stdout)?.[1] ?? 'an unknown time';
  if (authority === undefined) {
    const algorithm = /^Hash Algorithm: (\w+)$/m.exec(stdout)?.[1] ?? '';
    if (!fits(stdout, algorithm, readFileSync(sums)))
      return fail('The time stamp is of other sums.');
    return {
      state: 'skipped',
      words: `A time stamp of these sums states ${at}. Who made it was not checked; name the certificate with --authority.`,
    };
  }
  const checked = run('openssl', [
    'ts',
    '-verify',
    '-data',
    sums,
    '-in',
    stamp,
    '-CAfile',
    authority,
  ]);
  if (checked.status !== 0) return fail(`The time stamp is not good: ${firstLine(checked.stderr)}`);
  return { state: 'pass', words: `Stamped at ${at}.` };
}

/** Whether the digest in what openssl prints of a time stamp is that of some bytes. */
function fits(printed: string, algorithm: string, bytes: Buffer): boolean {
  const dump = /Message data:\n((?: {4}[0-9a-f]{4} - .*\n)+)/.exec(printed)?.[1] ?? '';
  const digest = [...dump.matchAll(/ {4}[0-9a-f]{4} - ((?:[0-9a-f]{2}[ -])+)/g)]
    .map(([, bytesOfLine = '']) => bytesOfLine.replaceAll(/[ -]/g, ''))
    .join('');
  if (!/^sha\d+$/i.test(algorithm)) return false;
  return digest === createHash(algorithm).update(bytes).digest('hex');
}

function run(program: string, args: readonly string[], input?: string) {
  const stdin = input === undefined ? 'ignore' : openSync(input, 'r');
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    stdio: [stdin, 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { PATH: searchPath(), LC_ALL: 'C' },
  });
  if (typeof stdin === 'number') closeSync(stdin);
  if (error) {
    throw new EnvironmentError(
      `There is no ${program}, which this pack is verified with.`,
      `Install ${program === 'openssl' ? 'OpenSSL' : 'OpenSSH 8.2 or later'}.`,
      { cause: error },
    );
  }
  return { status, stdout, stderr };
}

function fail(words: string): Finding {
  return { state: 'fail', words };
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
