import type { Verdict } from '../model/verdict.ts';

/** What all verdicts on one change come to. */
export type ChangeStanding =
  'pass' | 'deviation' | 'answered' | 'unknown' | 'not-applicable' | 'not-judged';

/** A failed `must`, answered or not. A failed `should` is advice and no deviation. */
export function isDeviation(verdict: Verdict): boolean {
  return verdict.outcome === 'fail' && verdict.level === 'must';
}

/**
 * The standing of a change: the gravest of its verdicts. A deviation is answered only when all are. What the
 * policy only recommends is left out of account, whether it failed or is not known: each verdict still says so by
 * itself. No verdict at all means that no version in force could judge the change.
 */
export function summariseVerdicts(verdicts: readonly Verdict[]): ChangeStanding {
  let standing = known.get(verdicts);
  if (!standing) {
    standing = summarise(verdicts);
    known.set(verdicts, standing);
  }
  return standing;
}

// A change is counted on a dozen pages and in as many reports.
const known = new WeakMap<readonly Verdict[], ChangeStanding>();

function summarise(verdicts: readonly Verdict[]): ChangeStanding {
  if (verdicts.length === 0) return 'not-judged';
  const deviations = verdicts.filter(isDeviation);
  if (deviations.some(({ answer }) => answer === undefined)) return 'deviation';
  if (deviations.length > 0) return 'answered';
  if (verdicts.some(({ outcome, level }) => outcome === 'unknown' && level === 'must')) {
    return 'unknown';
  }
  return verdicts.every(({ outcome }) => outcome === 'not-applicable') ? 'not-applicable' : 'pass';
}
