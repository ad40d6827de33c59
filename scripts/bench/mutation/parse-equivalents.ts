import type { Mutant } from './plant-mutants.ts';

/** A mutant that judges every change as the rule does, and why. */
export interface Equivalent {
  /** Where it stands in the list. */
  readonly line: number;
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

const entry = /^(\S+\.ts): (.+) → (.+)\n {2}(\S.*(?:\n {2}\S.*)*)$/;

/** Reads blocks of `<file>: <before> → <after>` with the reason indented below; lines with `#` are comments. */
export function parseEquivalents(text: string): readonly Equivalent[] {
  const found: Equivalent[] = [];
  for (const block of text.matchAll(/^[^#\s].*(?:\n {2}.*)*$/gm)) {
    const [, file, before, after, reason] = entry.exec(block[0]) ?? [];
    const line = text.slice(0, block.index).split('\n').length;
    if (!file || !before || !after || !reason) {
      throw new Error(
        `Line ${line} of the equivalent mutants is no "file: before → after" with a reason below.`,
      );
    }
    found.push({ line, file, before, after, reason });
  }
  return found;
}

export function isExplainedBy(mutant: Mutant, { file, before, after }: Equivalent): boolean {
  return mutant.file.endsWith(`/${file}`) && mutant.before === before && mutant.after === after;
}
