import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { runHere } from './command.ts';

/** A folder for the packs of one test file, with a key to sign them; it is removed after its tests. */
export function packFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'policybook-pack-'));
  const key = path.join(folder, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key]);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  let copies = 0;
  return {
    folder,
    key,
    /** Exports a pack of the sample and returns its folder. */
    async make(name: string, ...args: readonly string[]): Promise<string> {
      const place = path.join(folder, name);
      const { code, stderr } = await runHere('export', ['--out', place, ...args]);
      if (code !== 0) throw new Error(stderr);
      return place;
    },
    /** A copy of a pack, to be tampered with. */
    copy(pack: string): string {
      copies += 1;
      const place = path.join(folder, `copy-${copies}`);
      cpSync(pack, place, { recursive: true });
      return place;
    },
  };
}

/** The files of a pack by their paths, sorted. */
export function listPack(pack: string): string[] {
  return readdirSync(pack, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(pack, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Writes the sums of a pack anew, as somebody would who alters it with care. */
export function sumAgain(pack: string): void {
  const lines = listPack(pack)
    .filter((file) => !file.startsWith('SHA256SUMS'))
    .map((file) => {
      const digest = createHash('sha256')
        .update(readFileSync(path.join(pack, file)))
        .digest('hex');
      return `${digest}  ${file}\n`;
    });
  writeFileSync(path.join(pack, 'SHA256SUMS'), lines.join(''));
}

/** Replaces a part of a file of a pack, which has to be there. */
export function replaceIn(pack: string, file: string, from: string, to: string): void {
  const place = path.join(pack, file);
  const text = readFileSync(place, 'latin1');
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}.`);
  writeFileSync(place, text.replace(from, to), 'latin1');
}
