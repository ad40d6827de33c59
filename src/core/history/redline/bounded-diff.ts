import { diffArrays } from 'diff';

/** A stretch of a comparison: a number of items, and where it begins in both lists. */
export interface Stretch {
  readonly status: 'equal' | 'inserted' | 'deleted';
  readonly count: number;
  readonly from: number;
  readonly to: number;
}

/** What one redline may still spend on comparing. Counted in steps, so that the same texts always end alike. */
export interface DiffBudget {
  steps: number;
}

// The work grows with the square of the edits; these bounds keep the worst pair of texts near a second.
const mostEdits = 1000;
const mostSteps = 3_000_000;

export function createBudget(): DiffBudget {
  return { steps: mostSteps };
}

/** The shortest edit from one list to the other, or undefined where it would cost more than is left. */
export function boundedDiff(
  from: readonly string[],
  to: readonly string[],
  budget: DiffBudget,
): Stretch[] | undefined {
  const maxEditLength = Math.min(mostEdits, Math.floor(Math.sqrt(budget.steps)));
  const changes = diffArrays([...from], [...to], { maxEditLength });
  if (!changes) {
    budget.steps -= maxEditLength ** 2;
    return undefined;
  }
  let left = 0;
  let right = 0;
  const stretches = changes.map(({ added, removed, count }): Stretch => {
    const [from, to] = [left, right];
    if (!added) left += count;
    if (!removed) right += count;
    return { status: added ? 'inserted' : removed ? 'deleted' : 'equal', count, from, to };
  });
  const edits = stretches.reduce(
    (sum, { status, count }) => (status === 'equal' ? sum : sum + count),
    0,
  );
  budget.steps = Math.max(0, budget.steps - edits ** 2);
  return stretches;
}
