import type { PolicyVersion } from '../model/policy.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Judgement } from './rule.ts';

// A few more than a rule has wordings that come again; those with a day or a name in them come once and pass through.
const mostKnown = 64;

const knownOf = new WeakMap<PolicyVersion, Map<string, Map<string, Verdict>>>();

/**
 * What a rule found, as the verdict of a version. There is one object for all that say the same: of the hundreds of
 * thousands that a long history has, most do, and without this they would take more memory than the changes.
 */
export function verdictOf(judgement: Judgement, rule: string, version: PolicyVersion): Verdict {
  const known = knownVerdicts(rule, version);
  const alike = known.get(judgement.statement);
  if (alike && isSame(alike, judgement)) return alike;
  const { level = 'must', ...found } = judgement;
  const verdict = { ...found, rule, level, policy: version.policy, version: version.version };
  if (known.size >= mostKnown) known.clear();
  known.set(judgement.statement, verdict);
  return verdict;
}

/** By their statements. */
function knownVerdicts(rule: string, version: PolicyVersion): Map<string, Verdict> {
  let ofVersion = knownOf.get(version);
  if (!ofVersion) {
    ofVersion = new Map<string, Map<string, Verdict>>();
    knownOf.set(version, ofVersion);
  }
  let known = ofVersion.get(rule);
  if (!known) {
    known = new Map<string, Verdict>();
    ofVersion.set(rule, known);
  }
  return known;
}

function isSame(one: Verdict, { outcome, level = 'must', clause, remedy, proof }: Judgement) {
  return (
    one.outcome === outcome &&
    one.level === level &&
    one.clause === clause &&
    one.remedy === remedy &&
    one.proof === proof
  );
}
