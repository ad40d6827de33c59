import type { Book, JudgedChange } from '../../model/book.ts';
import { registerMark, type Mark } from '../changes/verdict-words.ts';

/** How many changes of a part of the register have each mark; the marks add up to the changes. */
export interface RegisterCounts {
  readonly changes: number;
  /** Changes with a deviation that nobody answered. */
  readonly deviations: number;
  readonly answered: number;
  readonly unknown: number;
  /** Changes that pass although they do not follow some advice. */
  readonly advice: number;
  readonly pass: number;
  readonly notApplicable: number;
  readonly notJudged: number;
}

export function countRegister(changes: readonly JudgedChange[]): RegisterCounts {
  return countMarks(changes.map(({ verdicts }) => registerMark(verdicts)));
}

/** The counts of changes of which each has one mark. */
export function countMarks(marks: readonly Mark[]): RegisterCounts {
  const count = (wanted: Mark) => marks.filter((mark) => mark === wanted).length;
  return {
    changes: marks.length,
    deviations: count('deviation'),
    answered: count('answered'),
    unknown: count('unknown'),
    advice: count('advice'),
    pass: count('pass'),
    notApplicable: count('not-applicable'),
    notJudged: count('not-judged'),
  };
}

/** "1 change", "9 deviations". */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The counts of a part of the register: "312 changes: 9 with an open deviation, 14 unknown, 17 with advice, 272 pass". */
export function countsInWords({ changes, ...counts }: RegisterCounts): string {
  const { deviations, answered, unknown, advice, pass, notApplicable, notJudged } = counts;
  return `${countOf(changes, 'change')}: ${[
    `${deviations} with an open deviation`,
    ...(answered > 0 ? [`${answered} answered`] : []),
    `${unknown} unknown`,
    ...(advice > 0 ? [`${advice} with advice`] : []),
    ...(pass > 0 ? [`${pass} pass`] : []),
    ...(notApplicable > 0 ? [`${notApplicable} without an applicable clause`] : []),
    ...(notJudged > 0 ? [`${notJudged} not judged`] : []),
  ].join(', ')}`;
}

const exclusionWords = {
  'before-adoption': ['commit', 'before adoption not judged'],
  'after-as-of': ['commit', 'after this date not judged'],
  empty: ['empty commit', 'not counted'],
  listed: ['commit', 'excluded by the book, with reasons'],
} as const;

/** The commits that are not change records, by reason: "28 commits before adoption not judged". */
export function exclusionsInWords({ populations }: Book): string {
  const codes = populations.flatMap(({ exclusions }) => exclusions.map(({ code }) => code));
  return Object.entries(exclusionWords)
    .map(([code, words]) => [codes.filter((one) => one === code).length, ...words] as const)
    .filter(([count]) => count > 0)
    .map(([count, noun, words]) => `${countOf(count, noun)} ${words}`)
    .join(', ');
}
