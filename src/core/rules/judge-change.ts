import { compareVersions, type Policy, type PolicyVersion } from '../model/policy.ts';
import { inForceOn } from '../history/in-force.ts';
import type { JudgedBy, JudgedChange } from '../model/book.ts';
import type { ChangeRecord } from '../model/change-record.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Answer } from '../schemas/answer.ts';
import { changeRules } from './index.ts';
import { findAnswer } from './facts/answer.ts';
import { fill, unknown } from './message.ts';
import type { ChangeRule, Judgement, JudgingContext } from './rule.ts';

export const judgingMessages = {
  lost: unknown(
    'The text of version {version}, which may have been in force on that day, is lost. Its requirements are not known.',
    'Put the text of version {version} into the archive of {policy}, if you find a copy of it.',
  ),
  dayUnknown: unknown(
    'Version {version} came into force in {effective}, without a day. It is not known whether it was in force on {day}.',
    'Write the day as effective, if a record of it exists.',
  ),
  unread: unknown(
    'Its pull request in {file} cannot be read. What that shows of the change is not known.',
    'Make the export again as src/guide/forge-exports.md describes.',
  ),
} as const;

/** What all changes are judged with. */
export type SharedContext = Pick<JudgingContext, 'people' | 'settings' | 'asOf'> & {
  readonly answers: readonly Answer[];
};

/** Judges a change by the version of the policy that was in force on its day. */
export function judgeChange(
  record: ChangeRecord,
  policy: Policy,
  shared: SharedContext,
): JudgedChange {
  const inForce = inForceOn(policy, record.day);
  switch (inForce.kind) {
    case 'none':
      return { record, judgedBy: { kind: 'none-in-force', policy: policy.id }, verdicts: [] };
    case 'version':
      return judgeBy(inForce.version, record, shared, {
        kind: 'version',
        policy: policy.id,
        version: inForce.version.version,
      });
    case 'uncertain': {
      const { candidates, lost = [] } = inForce;
      const versions = [...candidates.map(({ version }) => version), ...lost].sort(compareVersions);
      const judgedBy: JudgedBy = { kind: 'uncertain', policy: policy.id, versions };
      if (lost.length > 0) return { record, judgedBy, verdicts: judgeByLost(policy.id, lost) };
      return leaveOpen(inForce.candidates, record, shared, judgedBy);
    }
  }
}

function judgeBy(
  version: PolicyVersion,
  record: ChangeRecord,
  { answers, ...shared }: SharedContext,
  judgedBy: JudgedBy,
): JudgedChange {
  const rules = version.frontmatter.changeRules;
  if (!rules) return { record, judgedBy, verdicts: [] };
  const context: JudgingContext = { ...shared, version, changeRules: rules };
  const verdicts = changeRules.map((rule) => applyRule(rule, record, context, answers));
  return {
    record,
    judgedBy,
    verdicts: record.unreadIn === undefined ? verdicts : verdicts.map(leave),
  };

  // An export may add to each field, and name authors and reviews that nothing else shows.
  function leave(verdict: Verdict): Verdict {
    if (verdict.outcome === 'not-applicable') return verdict;
    const { rule, level, policy, clause } = verdict;
    const found = fill(judgingMessages.unread, { file: record.unreadIn ?? '' });
    const place = { policy, version: verdict.version, ...(clause !== undefined && { clause }) };
    return { rule, level, ...place, ...found };
  }
}

function applyRule(
  rule: ChangeRule,
  record: ChangeRecord,
  context: JudgingContext,
  answers: readonly Answer[],
): Verdict {
  const judgement = rule.judge(record, context);
  const verdict = verdictOf(judgement, rule.code, context.version);
  const answer =
    verdict.outcome === 'fail'
      ? findAnswer(answers, { record, rule: rule.code, people: context.people })
      : undefined;
  return answer ? { ...verdict, answer } : verdict;
}

/** The requirements of a lost version are not known, and whether it had any is not known either. */
function judgeByLost(policy: string, lost: readonly string[]): Verdict[] {
  const version = lost.at(-1) ?? '';
  const found = fill(judgingMessages.lost, { version, policy });
  return changeRules.map(({ code }) => ({ rule: code, level: 'must', policy, version, ...found }));
}

/** Every verdict is unknown where the first day of a version is not known. */
function leaveOpen(
  candidates: readonly PolicyVersion[],
  record: ChangeRecord,
  shared: SharedContext,
  judgedBy: JudgedBy,
): JudgedChange {
  const byCandidate = candidates.map((one) => judgeBy(one, record, shared, judgedBy).verdicts);
  const isNowhereApplicable = (rule: string) =>
    byCandidate.flat().every((one) => one.rule !== rule || one.outcome === 'not-applicable');
  const { effective = '' } = candidates.at(-1)?.frontmatter ?? {};
  return {
    record,
    judgedBy,
    verdicts: (byCandidate.at(-1) ?? []).map((verdict): Verdict => {
      // What applies by none of the versions that may have been in force does not apply.
      if (isNowhereApplicable(verdict.rule)) return verdict;
      const { rule, level, policy, version } = verdict;
      const found = fill(judgingMessages.dayUnknown, { version, effective, day: record.day });
      return { rule, level, policy, version, ...found };
    }),
  };
}

// More than a rule has statements that recur. Those with a day or a name in them do not recur.
const mostKnown = 64;

const knownOf = new WeakMap<PolicyVersion, Map<string, Map<string, Verdict>>>();

/** A judgement as a verdict. Equal verdicts are one object, since a long history has hundreds of thousands. */
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

/** The known verdicts of a rule and a version, by statement. */
function knownVerdicts(rule: string, version: PolicyVersion): Map<string, Verdict> {
  const ofVersion = knownOf.get(version) ?? new Map<string, Map<string, Verdict>>();
  knownOf.set(version, ofVersion);
  const known = ofVersion.get(rule) ?? new Map<string, Verdict>();
  ofVersion.set(rule, known);
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
