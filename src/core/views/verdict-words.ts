import type { Verdict } from '../model/verdict.ts';
import type { ChangeStanding } from './summarise-verdicts.ts';

/** What a mark can stand for: the standing of a change, or a failed `should`. */
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
