import { mergeLists } from './align.ts';
import type { DiffBudget } from './bounded-diff.ts';
import { pairItems } from './pair-items.ts';
import { pairSections } from './pair-sections.ts';
import { textOfRuns } from './runs.ts';
import { countWords, similarityOf } from './similarity.ts';
import type { Section, TableUnit, Unit } from './flatten-version.ts';

/** A block of either text, or of both, and where it was. */
export interface PlannedUnit {
  readonly from?: Unit;
  readonly to?: Unit;
  readonly isMoved: boolean;
  /** The section that it was moved from, where that is another one. */
  readonly origin?: Section;
}

/** A clause of either text, or of both. */
export interface PlannedSection {
  readonly from?: Section;
  readonly to?: Section;
  readonly isMoved: boolean;
  readonly units: readonly PlannedUnit[];
  /** Blocks that left it for other clauses. */
  readonly left: number;
}

// Shorter texts ("None.", "see above") are in many places and have not moved between them.
const leastWordsToMove = 5;

/** Which clauses and blocks of two texts belong together, in reading order. */
export function planRedline(
  from: readonly Section[],
  to: readonly Section[],
  budget: DiffBudget,
): PlannedSection[] {
  const steps = mergeLists(from.length, to.length, pairSections(from, to));
  const sections = steps.map((step): PlannedSection => {
    const left = step.from === undefined ? undefined : from[step.from];
    const right = step.to === undefined ? undefined : to[step.to];
    return {
      ...(left && { from: left }),
      ...(right && { to: right }),
      isMoved: step.isMoved,
      units: planUnits(left?.units ?? [], right?.units ?? [], budget),
      left: 0,
    };
  });
  return joinMoved(sections);
}

function planUnits(from: readonly Unit[], to: readonly Unit[], budget: DiffBudget): PlannedUnit[] {
  return mergeLists(from.length, to.length, pairItems(from, to, unitSimilarity, budget)).map(
    (step) => {
      const left = step.from === undefined ? undefined : from[step.from];
      const right = step.to === undefined ? undefined : to[step.to];
      return { ...(left && { from: left }), ...(right && { to: right }), isMoved: step.isMoved };
    },
  );
}

const prose = new Set<Unit['kind']>(['paragraph', 'item']);

function unitSimilarity(left: Unit, right: Unit): number {
  const similarity = similarityOf(left, right);
  if (left.kind === 'table' && right.kind === 'table') {
    const hasSameHead = headText(left) === headText(right);
    return hasSameHead ? 1 + similarity : similarity;
  }
  const mayBeSame = left.kind === right.kind || (prose.has(left.kind) && prose.has(right.kind));
  return mayBeSame ? similarity : 0;
}

function headText({ head }: TableUnit): string {
  return head.cells.map(textOfRuns).join(' | ');
}

/** Joins what was deleted in one clause to the same text inserted in another. */
function joinMoved(sections: readonly PlannedSection[]): PlannedSection[] {
  const deleted = sections.flatMap((section) =>
    section.units.flatMap(({ from: unit, to }) =>
      unit && !to && countWords(unit.text) >= leastWordsToMove ? [{ unit, section }] : [],
    ),
  );
  const removed = Map.groupBy(deleted, ({ unit }) => unit.key);

  const taken = new Set<Unit>();
  const left = new Map<PlannedSection, number>();
  const joined = sections.map((section) => ({
    section,
    units: section.units.map((planned): PlannedUnit => {
      const found = planned.to && !planned.from ? removed.get(planned.to.key)?.shift() : undefined;
      if (!found?.section.from) return planned;
      taken.add(found.unit);
      left.set(found.section, (left.get(found.section) ?? 0) + 1);
      return { ...planned, from: found.unit, isMoved: true, origin: found.section.from };
    }),
  }));
  return joined.map(({ section, units }) => ({
    ...section,
    units: units.filter(
      ({ from, to }) => to !== undefined || from === undefined || !taken.has(from),
    ),
    left: left.get(section) ?? 0,
  }));
}
