import type { Pair } from './align.ts';
import { similarityOf } from './similarity.ts';
import type { Section } from './flatten-version.ts';

// A clause under another number and title has to share this much to be called the same one.
const leastUnderAnotherName = 0.6;
const leastUnderTheSameName = 0.4;
const mostComparisons = 10_000;

/** Sections of one text that have no partner yet, each with what it is known by; undefined takes it out. */
type SectionKey = (section: Section, index: number) => string | undefined;

interface Matching {
  readonly from: readonly Section[];
  readonly to: readonly Section[];
  readonly toOf: Map<number, number>;
  readonly fromOf: Map<number, number>;
}

/** Pairs of the same clause in two texts: by number and title, text, title and parent, title, number, similar words. */
export function pairSections(from: readonly Section[], to: readonly Section[]): Pair[] {
  const matching: Matching = { from, to, toOf: new Map([[0, 0]]), fromOf: new Map([[0, 0]]) };
  const parentOfOld: SectionKey = ({ parent }) => (parent === undefined ? 'top' : String(parent));
  const parentOfNew: SectionKey = ({ parent }) => {
    if (parent === undefined) return 'top';
    const origin = matching.fromOf.get(parent);
    return origin === undefined ? undefined : String(origin);
  };
  const below =
    (parentOf: SectionKey, rest: (section: Section) => string): SectionKey =>
    (section, index) => {
      const parent = parentOf(section, index);
      return parent === undefined ? undefined : `${parent} ${rest(section)}`;
    };
  const pass = (rest: (section: Section) => string, accept?: Accept) =>
    joinBy(matching, below(parentOfOld, rest), below(parentOfNew, rest), accept);
  const passAnywhere = (key: SectionKey, accept?: Accept) => joinBy(matching, key, key, accept);

  const passes = [
    () => pass(({ id, title }) => `${id} ${title}`),
    () => passAnywhere((section) => (section.units.length === 0 ? undefined : wholeText(section))),
    () => pass(({ title }) => title),
    () => passAnywhere(({ title }) => title, isSameTitleEnough),
    () =>
      passAnywhere(
        ({ id }) => id,
        (left, right) => isAlike(left, right, leastUnderTheSameName),
      ),
    () => joinSimilar(matching),
  ];
  // What a pass finds lets the surer ones before it find more below it.
  while (passes.some((run) => run() > 0));
  return [...matching.toOf].map(([one, other]) => ({ from: one, to: other }));
}

type Accept = (left: Section, right: Section, isOnlyOne: boolean) => boolean;

function wholeText({ title, units }: Section): string {
  return [title, ...units.map(({ key }) => key)].join('\u0003');
}

function isSameTitleEnough(left: Section, right: Section, isOnlyOne: boolean): boolean {
  return isOnlyOne || isAlike(left, right, leastUnderTheSameName);
}

function isAlike(left: Section, right: Section, least: number): boolean {
  const areEmpty = left.units.length === 0 && right.units.length === 0;
  return areEmpty || similarityOf(left, right) >= least;
}

function joinBy(
  matching: Matching,
  oldKey: SectionKey,
  newKey: SectionKey,
  accept: Accept = () => true,
): number {
  const { from, to, toOf, fromOf } = matching;
  const waiting = groupFree(from, toOf, oldKey);
  const wanted = groupFree(to, fromOf, newKey);
  let joined = 0;
  for (const [key, indexes] of wanted) {
    const candidates = waiting.get(key) ?? [];
    const isOnlyOne = candidates.length === 1 && indexes.length === 1;
    for (const index of indexes) {
      const place = candidates.findIndex((candidate) => {
        const [left, right] = [from[candidate], to[index]];
        return left && right && accept(left, right, isOnlyOne);
      });
      const [origin] = place < 0 ? [] : candidates.splice(place, 1);
      if (origin === undefined) continue;
      join(matching, origin, index);
      joined += 1;
    }
  }
  return joined;
}

function join({ toOf, fromOf }: Matching, from: number, to: number): void {
  toOf.set(from, to);
  fromOf.set(to, from);
}

function groupFree(
  sections: readonly Section[],
  taken: ReadonlyMap<number, number>,
  sectionKey: SectionKey,
): Map<string | undefined, number[]> {
  const groups = Map.groupBy(sections.keys(), (index) => {
    const section = sections[index];
    return section && !taken.has(index) ? sectionKey(section, index) : undefined;
  });
  groups.delete(undefined);
  return groups;
}

function joinSimilar(matching: Matching): number {
  const { from, to, toOf, fromOf } = matching;
  const left = [...from.keys()].filter((index) => !toOf.has(index));
  const right = [...to.keys()].filter((index) => !fromOf.has(index));
  if (left.length * right.length > mostComparisons) return 0;
  const found = left
    .flatMap((one) => right.map((other) => ({ one, other, score: scoreOf(from[one], to[other]) })))
    .filter(({ score }) => score >= leastUnderAnotherName)
    .sort((a, b) => b.score - a.score || a.other - b.other || a.one - b.one);
  let joined = 0;
  for (const { one, other } of found) {
    if (toOf.has(one) || fromOf.has(other)) continue;
    join(matching, one, other);
    joined += 1;
  }
  return joined;
}

function scoreOf(left: Section | undefined, right: Section | undefined): number {
  return left && right ? similarityOf(left, right) : 0;
}
