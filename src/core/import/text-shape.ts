import type { SourceLine } from './imported.ts';

/** How an export writes its text, which decides what a line of it is. */
export interface TextShape {
  /** Whether its headings carry bookmarks; then nothing else is a heading. */
  readonly hasMarks: boolean;
  /** Whether lines are broken at a width, so that a paragraph goes over several. */
  readonly isWrapped: boolean;
  /** Whether every item of every list bears the number 1, as when bullets were lost. */
  readonly isAllOnes: boolean;
}

export const listNumber = /^\s*(\d{1,3})[.)]\s+(\S.*)$/;

const widest = 100;

export function describeShape(lines: readonly SourceLine[]): TextShape {
  const hasMarks = lines.some(({ isMarked }) => isMarked);
  const numbers = lines.flatMap(({ text, isMarked }) =>
    isMarked ? [] : (listNumber.exec(text)?.[1] ?? []),
  );
  return {
    hasMarks,
    isWrapped: lines.every(({ text }) => text.length <= widest),
    isAllOnes: numbers.length > 1 && numbers.every((number) => number === '1'),
  };
}

export function isBlankLine(line: SourceLine | undefined): boolean {
  return line === undefined || line.text.trim() === '';
}
