import type { SourceFile } from '../model/source-file.ts';

/** What a command writes into the book. */
export interface Writing {
  /** Whole texts. A file that is there is replaced. */
  readonly files: readonly SourceFile[];
  /** What was written: a name and its value on each line. */
  readonly lines: readonly (readonly [name: string, value: string])[];
  readonly warnings?: readonly string[];
  /** What its reader does next, in sentences and commands. */
  readonly next: readonly string[];
}

/** Why nothing is written. */
export interface Refusal {
  readonly problem: string;
  readonly remedy: string;
}

export type Planned = Writing | { readonly refusal: Refusal };

export function refuse(problem: string, remedy: string): { readonly refusal: Refusal } {
  return { refusal: { problem, remedy } };
}

/** The first name below a folder that no file has: `platform-7.yaml`, else `platform-7-2.yaml`. */
export function freeFile(
  folder: string,
  name: string,
  { ending, files }: { readonly ending: string; readonly files: readonly SourceFile[] },
): string {
  const taken = new Set(files.map(({ file }) => file));
  let file = `${folder}/${name}${ending}`;
  for (let number = 2; taken.has(file); number += 1) file = `${folder}/${name}-${number}${ending}`;
  return file;
}
