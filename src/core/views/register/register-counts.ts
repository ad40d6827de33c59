import type { Book, JudgedChange } from '../../model/book.ts';
import { summariseVerdicts, type ChangeStanding } from '../changes/verdict-words.ts';

/** How many changes of a part of the register have each standing. */
export interface RegisterCounts {
  readonly changes: number;
  /** Changes with a deviation that nobody answered. */
  readonly deviations: number;
  readonly answered: number;
  readonly unknown: number;
  readonly notJudged: number;
}

export function countRegister(changes: readonly JudgedChange[]): RegisterCounts {
  const standings = Map.groupBy(changes, ({ verdicts }) => summariseVerdicts(verdicts));
  const count = (standing: ChangeStanding) => standings.get(standing)?.length ?? 0;
  return {
    changes: changes.length,
    deviations: count('deviation'),
    answered: count('answered'),
    unknown: count('unknown'),
    notJudged: count('not-judged'),
  };
}

/** "1 change", "9 deviations". */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The counts of a part of the register: "312 changes, 9 deviations, 14 unknown". */
export function countsInWords(counts: RegisterCounts): string {
  return [
    countOf(counts.changes, 'change'),
    countOf(counts.deviations, 'deviation'),
    ...(counts.answered > 0 ? [`${counts.answered} answered`] : []),
    `${counts.unknown} unknown`,
    ...(counts.notJudged > 0 ? [`${counts.notJudged} not judged`] : []),
  ].join(', ');
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
