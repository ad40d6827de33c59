import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { signatureNamespace } from '#core/evidence/guide-files.ts';
import type { PackSigner } from '#core/evidence/pack.ts';
import { EnvironmentError } from '#sources/environment-error.ts';

/** The public part of a key, as in a `.pub` file and without its comment. `key` is a private or a public file. */
export async function readSigner(key: string, principal: string): Promise<PackSigner> {
  const beside = await readFile(`${key}.pub`, 'utf8').catch(() => undefined);
  const own = await readFile(key, 'utf8').catch((cause: unknown) => {
    throw new EnvironmentError(
      `The key "${key}" of --sign cannot be read.`,
      'Name the file of a private SSH key, or of the public one where an agent has the private one.',
      { cause },
    );
  });
  const text =
    beside ?? (/^[\w@.-]+ AAAA/.test(own) ? own : (await runKeygen(['-y', '-f', key])).printed);
  const [type = '', body = ''] = text.trim().split(/\s+/);
  return { principal, key: `${type} ${body}` };
}

/** Signs a file; the signature is beside it, with `.sig` after its name. */
export async function signFile(file: string, key: string): Promise<void> {
  await rm(`${file}.sig`, { force: true });
  await runKeygen(['-Y', 'sign', '-q', '-f', key, '-n', signatureNamespace, file]);
}

/** Throws an `EnvironmentError` where ssh-keygen is missing or refuses. It asks for a passphrase at the terminal itself. */
async function runKeygen(args: readonly string[]): Promise<{ readonly printed: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh-keygen', args, { stdio: ['inherit', 'pipe', 'pipe'] });
    let printed = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    child.once('error', (cause) => {
      reject(
        new EnvironmentError(
          'There is no ssh-keygen, which signs packs.',
          'Install OpenSSH 8.2 or later.',
          { cause },
        ),
      );
    });
    child.once('close', (status) => {
      if (status === 0) resolve({ printed });
      else {
        const said = complaint.trim().split('\n')[0] ?? '';
        reject(
          new EnvironmentError(
            `ssh-keygen did not sign: ${said}`,
            'Name a key that this user may read, of OpenSSH 8.2 or later.',
          ),
        );
      }
    });
  });
}
