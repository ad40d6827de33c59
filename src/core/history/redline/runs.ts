import type { SegmentMarks } from '../../model/redline.ts';

/** Text in one pair of marks. */
export interface Run {
  readonly text: string;
  readonly marks: SegmentMarks;
}

/** The marks of text that has none. One object, because almost all text has none. */
export const plain: SegmentMarks = {};

/** Marks as text: equal exactly where the marks are equal. */
export function marksKey(marks: SegmentMarks): string {
  if (marks === plain) return '';
  const { strong, em, strike, code, internal, link, image } = marks;
  return JSON.stringify([strong, em, strike, code, internal, link, image]);
}

/** Text and marks as one string. */
export function runsKey(runs: readonly Run[]): string {
  return runs.map(({ text, marks }) => `${marksKey(marks)}${text}`).join('\u0000');
}

export function textOfRuns(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/**
 * Runs with spaces as a reader sees them: one where the source had several or a line's end, none at the ends or
 * around a line break.
 */
export function tidyRuns(runs: readonly Run[]): Run[] {
  const tidy: Run[] = [];
  for (const { text, marks } of runs) {
    const single = text.replaceAll(/[ \t]+/g, ' ').replaceAll(/ ?\n ?/g, '\n');
    if (single.startsWith('\n')) trimEnd(tidy);
    const isAfterSpace = /[ \n]$/.test(tidy.at(-1)?.text ?? '\n');
    const kept = isAfterSpace && single.startsWith(' ') ? single.slice(1) : single;
    if (kept !== '') append(tidy, { text: kept, marks });
  }
  trimEnd(tidy);
  return tidy;
}

function append(runs: Run[], run: Run): void {
  const previous = runs.at(-1);
  if (previous && marksKey(previous.marks) === marksKey(run.marks)) {
    runs[runs.length - 1] = { ...previous, text: previous.text + run.text };
  } else {
    runs.push(run);
  }
}

function trimEnd(runs: Run[]): void {
  for (let last = runs.pop(); last; last = runs.pop()) {
    const text = last.text.trimEnd();
    if (text === '') continue;
    runs.push({ ...last, text });
    return;
  }
}

/** The runs less the first characters of their text. */
export function dropCharacters(runs: readonly Run[], count: number): Run[] {
  let left = count;
  return runs.flatMap((run) => {
    const text = run.text.slice(left);
    left = Math.max(0, left - run.text.length);
    return text === '' ? [] : [{ ...run, text }];
  });
}
