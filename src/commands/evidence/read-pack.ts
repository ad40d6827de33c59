import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { besideSums } from '#core/evidence/guide-files.ts';
import { UsageError } from '../command.ts';

/** What is wrong with a pack, one sentence each; empty where nothing is. */
export type Faults = readonly string[];

/** A pack as it lies in a folder. */
export interface ReadPack {
  readonly folder: string;
  /** The bytes of a file; throws for one that the sums do not list. */
  readonly read: (file: string) => Buffer;
  readonly files: readonly string[];
  /** What is wrong with the sums and the list of files. */
  readonly faults: Faults;
}

const sumLine = /^([0-9a-f]{64}) {2}([A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*)$/;

/** Opens a pack and compares its files with its sums. Throws a `UsageError` where there are no sums. */
export function readPack(folder: string): ReadPack {
  const [name] = besideSums;
  let text: string;
  try {
    text = readFileSync(path.join(folder, name), 'latin1');
  } catch (cause) {
    throw new UsageError(`"${folder}" contains no ${name}, so it is not a pack.`, { cause });
  }
  const { sums, faults } = parseSums(text);
  const found = new Set(
    listFiles(folder).filter((file) => !besideSums.some((one) => one === file)),
  );
  const read = (file: string): Buffer => {
    if (!sums.has(file)) throw new Error(`the sums do not list ${file}`);
    if (!found.has(file)) throw new Error(`${file} is missing`);
    return readFileSync(path.join(folder, file));
  };
  return {
    folder,
    read,
    files: [...sums.keys()],
    faults: [
      ...faults,
      ...[...found].filter((file) => !sums.has(file)).map((file) => `${file} is not in ${name}.`),
      ...[...sums].flatMap(([file, digest]) => {
        if (!found.has(file)) return [`${file} is missing.`];
        const own = createHash('sha256').update(read(file)).digest('hex');
        return own === digest ? [] : [`${file} was altered: it has the digest ${own}.`];
      }),
    ],
  };
}

function parseSums(text: string): { sums: ReadonlyMap<string, string>; faults: string[] } {
  const sums = new Map<string, string>();
  const faults: string[] = [];
  if (!text.endsWith('\n')) faults.push('SHA256SUMS does not end with a whole line.');
  let last = '';
  for (const [index, line] of text.replace(/\n$/, '').split('\n').entries()) {
    const [, digest = '', file = ''] = sumLine.exec(line) ?? [];
    if (file === '' || /(?:^|\/)\.\.?(?:\/|$)/.test(file)) {
      faults.push(`SHA256SUMS:${index + 1} is not a digest, two spaces and a path.`);
    } else if (file <= last) {
      faults.push(`SHA256SUMS:${index + 1} is out of order: the paths are sorted and differ.`);
    } else sums.set(file, digest);
    last = file;
  }
  return { sums, faults };
}

/** Everything that is not a folder; links are listed and never followed. */
function listFiles(folder: string, below = ''): string[] {
  return readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const file = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(folder, file);
    return entry.isFile() ? [file] : [`${file} (no plain file)`];
  });
}
