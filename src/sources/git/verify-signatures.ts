import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signed } from './parse-object.ts';
import { searchPath } from './run-git.ts';

/** A signature that claims to be by a registered key. */
export interface Claim extends Signed {
  /** Type and base64 of the key, as in a `.pub` file. */
  readonly key: string;
}

export type Verification =
  { readonly state: 'good' | 'bad' } | { readonly state: 'not-checked'; readonly reason: string };

interface Ended {
  readonly status: number;
  readonly complaint: string;
}

/** The one name space that git signs in. */
export const gitNamespace = 'git';

// Each is one process of a few milliseconds; a few at once keep the processors busy.
const atOnce = 4;
const principal = 'signer';

/**
 * Lets ssh-keygen verify signatures, each against its own key and nothing else. Neither git's settings nor the
 * user's play a part. The result has the order of the claims.
 */
export async function verifySignatures(claims: readonly Claim[]): Promise<readonly Verification[]> {
  if (claims.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), 'policybook-signatures-'));
  const results: Verification[] = [];
  const queue = claims.entries();
  const work = async () => {
    for (const [index, claim] of queue) {
      results[index] = await verify(claim, join(folder, String(index)));
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return results;
}

async function verify({ key, armor, payload }: Claim, place: string): Promise<Verification> {
  const [signers, signature] = [`${place}.signers`, `${place}.sig`];
  await writeFile(signers, `${principal} namespaces="${gitNamespace}" ${key}\n`);
  await writeFile(signature, `${armor.trimEnd()}\n`);
  const args = [
    '-Y',
    'verify',
    '-f',
    signers,
    '-I',
    principal,
    '-n',
    gitNamespace,
    '-s',
    signature,
  ];
  const ended = await run(args, payload);
  await Promise.all([rm(signers), rm(signature)]);
  if (!ended) {
    return {
      state: 'not-checked',
      reason:
        'There is no ssh-keygen on this machine, or not in a folder that PATH names; install OpenSSH 8.2 or later.',
    };
  }
  if (/(?:unknown|illegal|unrecognized) option/i.test(ended.complaint)) {
    return {
      state: 'not-checked',
      reason:
        'The ssh-keygen of this machine cannot verify signatures; install OpenSSH 8.2 or later.',
    };
  }
  return { state: ended.status === 0 ? 'good' : 'bad' };
}

/** Undefined where there is no ssh-keygen. */
function run(args: readonly string[], input: Buffer): Promise<Ended | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh-keygen', args, {
      cwd: tmpdir(),
      env: { PATH: searchPath(), HOME: devNull, LC_ALL: 'C' },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text.slice(0, 4096);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve(undefined);
      else reject(error);
    });
    child.once('close', (status) => {
      resolve({ status: status ?? -1, complaint });
    });
    // One that refuses the signature at once closes its input before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
