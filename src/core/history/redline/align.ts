/** Positions of the same item in two lists. */
export interface Pair {
  readonly from: number;
  readonly to: number;
}

/** One item of two lists merged: in both, or in one of them. */
export interface Step {
  readonly from?: number;
  readonly to?: number;
  /** In both, but not in the order that most of the others keep. */
  readonly isMoved: boolean;
}

/** Pairs of items one after the other in both lists. */
export function pairPlaces({ from, to }: Pair, count: number): Pair[] {
  return Array.from({ length: count }, (_, index) => ({ from: from + index, to: to + index }));
}

/** The longest list of pairs in the same order in both lists; the others were moved. */
export function findAnchors(pairs: readonly Pair[]): Pair[] {
  const ordered = pairs.toSorted((left, right) => left.to - right.to);
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  ordered.forEach(({ from }, index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ordered[ends[middle] ?? 0]?.from ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? ends[low - 1] : undefined;
    ends[low] = index;
  });

  const anchors: Pair[] = [];
  for (let index = ends.at(-1); index !== undefined; index = previous[index]) {
    const pair = ordered[index];
    if (pair) anchors.push(pair);
  }
  return anchors.reverse();
}

/** Two lists as one, in the order of the second; what only the first has is before the item that followed it. */
export function mergeLists(fromCount: number, toCount: number, pairs: readonly Pair[]): Step[] {
  const fromOf = new Map(pairs.map(({ from, to }) => [to, from]));
  const kept = new Set(pairs.map(({ from }) => from));
  const steps: Step[] = [];
  let from = 0;
  let to = 0;
  for (const anchor of [...findAnchors(pairs), { from: fromCount, to: toCount }]) {
    for (; from < anchor.from; from += 1) if (!kept.has(from)) steps.push({ from, isMoved: false });
    for (; to < anchor.to; to += 1) {
      const origin = fromOf.get(to);
      steps.push(
        origin === undefined ? { to, isMoved: false } : { from: origin, to, isMoved: true },
      );
    }
    if (anchor.to < toCount) steps.push({ ...anchor, isMoved: false });
    from = anchor.from + 1;
    to = anchor.to + 1;
  }
  return steps;
}
