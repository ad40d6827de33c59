import { emptyAnswerFields } from '../changes/message/is-filler.ts';
import { compareVersions } from '../model/compare-versions.ts';
import { inForceOn } from '../history/in-force.ts';
import type { JudgedBy, JudgedChange } from '../model/book.ts';
import type { ChangeRecord } from '../model/change-record.ts';
import type { Policy, PolicyVersion } from '../model/policy.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Answer } from '../schemas/answer.ts';
import { changeRules } from './index.ts';
import type { ChangeRule, JudgingContext } from './rule.ts';
import { verdictOf } from './verdict-of.ts';

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
      if (lost.length > 0) return { record, judgedBy, verdicts: lostVerdicts(policy.id, lost) };
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
  return {
    record,
    judgedBy,
    verdicts: changeRules.map((rule) => applyRule(rule, record, context, answers)),
  };
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
      ? answers.find(
          (one) =>
            one.change === record.id &&
            one.rule === rule.code &&
            emptyAnswerFields(one).length === 0,
        )
      : undefined;
  return answer ? { ...verdict, answer } : verdict;
}

/** What a lost version asked for is not known, nor whether it asked for anything at all. */
function lostVerdicts(policy: string, lost: readonly string[]): Verdict[] {
  const version = lost.at(-1) ?? '';
  return changeRules.map(({ code }) => ({
    rule: code,
    level: 'must',
    policy,
    version,
    outcome: 'unknown',
    statement: `The text of version ${version}, which may have been in force on that day, is lost; what it asked for is not known.`,
    remedy: `Put the text of version ${version} into the archive of ${policy}, if a copy of it is found.`,
  }));
}

/** Where the day on which a version began is not known, no verdict can stand on it. */
function leaveOpen(
  candidates: readonly PolicyVersion[],
  record: ChangeRecord,
  shared: SharedContext,
  judgedBy: JudgedBy,
): JudgedChange {
  const version = candidates.at(-1);
  if (!version) return { record, judgedBy, verdicts: [] };
  const byCandidate = candidates.map((one) => judgeBy(one, record, shared, judgedBy).verdicts);
  const isNowhereApplicable = (rule: string) =>
    byCandidate.flat().every((one) => one.rule !== rule || one.outcome === 'not-applicable');
  return {
    record,
    judgedBy,
    verdicts: (byCandidate.at(-1) ?? []).map((verdict): Verdict => {
      // Whichever version held, or none, what does not apply by any of them does not apply.
      if (isNowhereApplicable(verdict.rule)) return verdict;
      const { rule, level, policy } = verdict;
      return {
        rule,
        level,
        policy,
        version: version.version,
        outcome: 'unknown',
        statement: `Version ${version.version} came into force in ${version.frontmatter.effective}, on a day that it does not name; whether it held on ${record.day} is not known.`,
        remedy: 'Write the day as effective, if a record of it exists.',
      };
    }),
  };
}
