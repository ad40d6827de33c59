import { findAnchors, pairPlaces, type Pair } from './align.ts';
import { boundedDiff, type DiffBudget } from './bounded-diff.ts';

// Below this, two texts read better as one deleted and one inserted.
const leastSimilarity = 0.4;
// Similarities are counted for all pairs of a gap; a longer gap is compared place by place.
const mostComparisons = 10_000;

/** Pairs of the same item in two lists: by equal keys in any place, then between these by similarity. */
export function pairItems<T extends { readonly key: string }>(
  from: readonly T[],
  to: readonly T[],
  similarity: (left: T, right: T) => number,
  budget: DiffBudget,
): Pair[] {
  const equal = pairEqual(from, to, budget);
  const anchors = findAnchors(equal);
  const usedFrom = new Set(equal.map((pair) => pair.from));
  const usedTo = new Set(equal.map((pair) => pair.to));
  const pairs = [...equal];
  let start: Pair = { from: 0, to: 0 };
  for (const anchor of [...anchors, { from: from.length, to: to.length }]) {
    const left = freeBetween(start.from, anchor.from, usedFrom);
    const right = freeBetween(start.to, anchor.to, usedTo);
    pairs.push(
      ...pairSimilar(left, right, (one, other) => scoreOf(from[one], to[other], similarity)),
    );
    start = { from: anchor.from + 1, to: anchor.to + 1 };
  }
  return pairs;
}

function scoreOf<T>(
  left: T | undefined,
  right: T | undefined,
  similarity: (left: T, right: T) => number,
): number {
  if (left === undefined || right === undefined) return 0;
  const score = similarity(left, right);
  return score < leastSimilarity ? 0 : score;
}

function freeBetween(start: number, end: number, used: ReadonlySet<number>): number[] {
  const free: number[] = [];
  for (let index = start; index < end; index += 1) if (!used.has(index)) free.push(index);
  return free;
}

/** Pairs with the same key: in order within the budget, then in any order. */
function pairEqual<T extends { readonly key: string }>(
  from: readonly T[],
  to: readonly T[],
  budget: DiffBudget,
): Pair[] {
  const keys = (items: readonly T[]) => items.map(({ key }) => key);
  const pairs = (boundedDiff(keys(from), keys(to), budget) ?? []).flatMap((stretch) =>
    stretch.status === 'equal' ? pairPlaces(stretch, stretch.count) : [],
  );
  const usedFrom = new Set(pairs.map((pair) => pair.from));
  const usedTo = new Set(pairs.map((pair) => pair.to));
  const free = freeBetween(0, from.length, usedFrom).reverse();
  const waiting = Map.groupBy(free, (index) => from[index]?.key);
  for (const index of freeBetween(0, to.length, usedTo)) {
    const origin = waiting.get(to[index]?.key)?.pop();
    if (origin !== undefined) pairs.push({ from: origin, to: index });
  }
  return pairs;
}

/** The pairs, none crossing another, whose similarities make the largest sum. */
function pairSimilar(
  from: readonly number[],
  to: readonly number[],
  score: (from: number, to: number) => number,
): Pair[] {
  if (from.length * to.length > mostComparisons) {
    return from.flatMap((one, index): Pair[] => {
      const other = to[index];
      return other !== undefined && score(one, other) > 0 ? [{ from: one, to: other }] : [];
    });
  }
  const width = to.length + 1;
  const best = new Float64Array((from.length + 1) * width);
  const scores = new Float64Array((from.length + 1) * width);
  const at = (table: Float64Array, row: number, column: number) => table[row * width + column] ?? 0;
  for (let row = from.length - 1; row >= 0; row -= 1) {
    for (let column = to.length - 1; column >= 0; column -= 1) {
      const own = score(from[row] ?? 0, to[column] ?? 0);
      scores[row * width + column] = own;
      best[row * width + column] = Math.max(
        at(best, row + 1, column),
        at(best, row, column + 1),
        own > 0 ? own + at(best, row + 1, column + 1) : 0,
      );
    }
  }

  const pairs: Pair[] = [];
  let row = 0;
  let column = 0;
  while (row < from.length && column < to.length) {
    const own = at(scores, row, column);
    if (own > 0 && at(best, row, column) === own + at(best, row + 1, column + 1)) {
      pairs.push({ from: from[row] ?? 0, to: to[column] ?? 0 });
      row += 1;
      column += 1;
    } else if (at(best, row, column) === at(best, row + 1, column)) {
      row += 1;
    } else {
      column += 1;
    }
  }
  return pairs;
}
