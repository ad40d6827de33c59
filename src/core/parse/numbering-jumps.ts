import type { Clause } from '../model/policy.ts';

/** A numbered heading that does not follow the one before it. */
export interface NumberingJump {
  readonly clause: Clause;
  /** The number that was due in its place. */
  readonly expected: string;
  /** The last number of the same level; absent where it is the first. */
  readonly after?: string;
}

/** Headings whose number is not the next one of their level: 9 after 7, or 4.2 as the first part of 4. */
export function* findNumberingJumps(clauses: readonly Clause[]): Iterable<NumberingJump> {
  const last = new Map<string, number>();
  for (const clause of clauses) {
    const { number } = clause;
    if (number === undefined) continue;
    const cut = number.lastIndexOf('.');
    const own = number.slice(cut + 1);
    const isLetter = /[a-z]/.test(own);
    const parent = `${number.slice(0, cut + 1)}${isLetter ? 'a' : '1'}`;
    const place = isLetter ? own.charCodeAt(0) - 96 : Number(own);
    const before = last.get(parent) ?? 0;
    last.set(parent, place);
    if (place === before + 1) continue;
    const named = (at: number) =>
      `${number.slice(0, cut + 1)}${isLetter ? String.fromCharCode(at + 96) : at}`;
    yield {
      clause,
      expected: named(before + 1),
      ...(before > 0 && { after: named(before) }),
    };
  }
}
