import { memoize } from '../../model/memoize.ts';
import type { Verdict } from '../../model/verdict.ts';

/** What all verdicts on one change come to. */
export type ChangeStanding =
  'pass' | 'deviation' | 'answered' | 'unknown' | 'not-applicable' | 'not-judged';

/** What a mark can mean: the standing of a change, or a failed `should`; of a change, a pass with advice. */
export type Mark = ChangeStanding | 'advice';

export const markWords: Readonly<Record<Mark, string>> = {
  pass: 'Pass',
  deviation: 'Deviation',
  answered: 'Answered',
  unknown: 'Unknown',
  'not-applicable': 'Not applicable',
  'not-judged': 'Not judged',
  advice: 'Advice',
};

/** The mark of one verdict. */
export function markOf(verdict: Verdict): Mark {
  if (verdict.outcome !== 'fail') return verdict.outcome;
  if (verdict.level === 'should') return 'advice';
  return verdict.answer ? 'answered' : 'deviation';
}

/** A failed `must`, answered or not. A failed `should` is advice and no deviation. */
export function isDeviation(verdict: Verdict): boolean {
  return verdict.outcome === 'fail' && verdict.level === 'must';
}

/** The gravest of the verdicts on a change; recommendations do not count. Computed once for the many pages with it. */
export const summariseVerdicts = memoize((verdicts: readonly Verdict[]): ChangeStanding => {
  if (verdicts.length === 0) return 'not-judged';
  const marks = new Set(verdicts.map(markOf));
  if (marks.has('deviation')) return 'deviation';
  if (marks.has('answered')) return 'answered';
  if (verdicts.some(({ outcome, level }) => outcome === 'unknown' && level === 'must')) {
    return 'unknown';
  }
  return verdicts.every(({ outcome }) => outcome === 'not-applicable') ? 'not-applicable' : 'pass';
});

/** The mark by which the register lists and counts a change: each change has exactly one. */
export function registerMark(verdicts: readonly Verdict[]): Mark {
  const standing = summariseVerdicts(verdicts);
  return standing === 'pass' && verdicts.some((one) => markOf(one) === 'advice')
    ? 'advice'
    : standing;
}

/** "Pass", "Pass, with advice, 2 not known": a pass is never without what nobody could judge. */
export function standingInWords(verdicts: readonly Verdict[]): string {
  const mark = registerMark(verdicts);
  if (mark !== 'pass' && mark !== 'advice') return markWords[mark];
  const unknown = verdicts.filter(({ outcome }) => outcome === 'unknown').length;
  return [
    markWords.pass,
    ...(mark === 'advice' ? ['with advice'] : []),
    ...(unknown > 0 ? [`${unknown} not known`] : []),
  ].join(', ');
}
