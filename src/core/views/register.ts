import type { Book, JudgedChange } from '../model/book.ts';
import { monthOf, type CalendarMonth } from '../model/calendar-date.ts';
import { summariseVerdicts } from './summarise-verdicts.ts';

/** How many changes of a part of the register stand how. */
export interface RegisterCounts {
  readonly changes: number;
  /** Changes with a deviation that nobody answered. */
  readonly deviations: number;
  readonly answered: number;
  readonly unknown: number;
  readonly notJudged: number;
}

/** The changes of one month or of one repository, newest first. */
export interface RegisterPart<Key extends string = string> {
  readonly key: Key;
  readonly changes: readonly JudgedChange[];
  readonly counts: RegisterCounts;
}

export function countRegister(changes: readonly JudgedChange[]): RegisterCounts {
  const standings = changes.map(({ verdicts }) => summariseVerdicts(verdicts));
  const count = (wanted: string) => standings.filter((standing) => standing === wanted).length;
  return {
    changes: changes.length,
    deviations: count('deviation'),
    answered: count('answered'),
    unknown: count('unknown'),
    notJudged: count('not-judged'),
  };
}

function partsBy<Key extends string>(
  changes: readonly JudgedChange[],
  keyOf: (change: JudgedChange) => Key,
): RegisterPart<Key>[] {
  return [...Map.groupBy(changes, keyOf)].map(([key, part]) => ({
    key,
    changes: part,
    counts: countRegister(part),
  }));
}

/** The register month by month, the newest first. */
export function registerByMonth({ changes }: Book): RegisterPart<CalendarMonth>[] {
  return partsBy(changes, ({ record }) => monthOf(record.day));
}

/** Where changes made outside git are listed beside the repositories. */
export const outsideGit = 'outside-git';

/** The register by repository in the order of the settings; changes made outside git come last. */
export function registerByRepository({ changes, settings }: Book): RegisterPart[] {
  const parts = partsBy(changes, ({ record }) => record.repository ?? outsideGit);
  return [...settings.repositories.map(({ id }) => id), outsideGit].map(
    (key) =>
      parts.find((part) => part.key === key) ?? { key, changes: [], counts: countRegister([]) },
  );
}

/** What a part of the register holds and what it leaves out, as in "312 changes, 9 deviations, 14 unknown". */
export function countsInWords(counts: RegisterCounts): string {
  const one = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  return [
    one(counts.changes, 'change'),
    one(counts.deviations, 'deviation'),
    ...(counts.answered > 0 ? [`${counts.answered} answered`] : []),
    `${counts.unknown} unknown`,
    ...(counts.notJudged > 0 ? [`${counts.notJudged} not judged`] : []),
  ].join(', ');
}

const exclusionWords = {
  'before-adoption': 'before adoption not judged',
  'after-as-of': 'after this day not judged',
  empty: 'without content left out',
  listed: 'left out by the book, with reasons',
} as const;

/** The commits that are no change records, by reason: "28 before adoption not judged". */
export function exclusionsInWords({ populations }: Book): string {
  const codes = populations.flatMap(({ exclusions }) => exclusions.map(({ code }) => code));
  return Object.entries(exclusionWords)
    .map(([code, words]) => [codes.filter((one) => one === code).length, words] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(', ');
}
