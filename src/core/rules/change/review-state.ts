import type { Outcome } from '../../model/verdict.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { Level } from '../../schemas/change-rules.ts';
import type { ChangeRule } from '../rule.ts';

/** What was found of one thing that the policy asks of a review. */
interface Finding {
  readonly level: Level;
  readonly outcome: Extract<Outcome, 'pass' | 'fail' | 'unknown'>;
  readonly statement: string;
}

export const changeReviewState: ChangeRule = {
  code: 'change/review-state',
  requirement:
    'A change arrives through a pull request whose checks have passed and whose comments are resolved.',

  judge(change, { changeRules: { review } }) {
    const asked = review && [review.pullRequest, review.checks, review.comments];
    if (!review || !asked?.some((level) => level !== undefined)) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force asks nothing of the state of a review.',
      };
    }
    const { clause, pullRequest, checks, comments } = review;
    if (change.form === 'outside-git') {
      const statement = 'A change made outside git has no pull request.';
      return { outcome: 'not-applicable', clause, statement };
    }
    const findings: Finding[] = [
      ...(pullRequest ? [{ level: pullRequest, ...findPullRequest(change) }] : []),
      ...(checks ? [{ level: checks, ...findChecks(change) }] : []),
      ...(comments ? [{ level: comments, ...findComments(change) }] : []),
    ];
    const { outcome, level } = gravest(findings);
    const statement = findings.map((one) => one.statement).join(' ');
    if (outcome === 'pass') return { outcome, level, clause, statement };
    return {
      outcome,
      level,
      clause,
      statement,
      remedy:
        outcome === 'unknown'
          ? explainUnknown(change)
          : 'Before the merge: open a pull request, mend its checks, resolve its comments. Afterwards: answer it in content/answers.',
    };
  },
};

function explainUnknown({ review }: ChangeRecord): string {
  return review
    ? 'Add what the export lacks, its checks or its review threads, as src/guide/forge-exports.md shows.'
    : 'Give the export of the forge under "forgeExports" in policybook.yaml.';
}

/** A duty counts before an advice, and within each what failed before what is not known. */
function gravest(findings: readonly Finding[]): Pick<Finding, 'outcome' | 'level'> {
  for (const kind of ['fail must', 'unknown must', 'fail should', 'unknown should']) {
    const found = findings.find(({ outcome, level }) => `${outcome} ${level}` === kind);
    if (found) return found;
  }
  const isDuty = findings.some(({ level }) => level === 'must');
  return { outcome: 'pass', level: isDuty ? 'must' : 'should' };
}

type Found = Pick<Finding, 'outcome' | 'statement'>;

function findPullRequest({ form, pullRequest, pullRequestClaim, review }: ChangeRecord): Found {
  const number = pullRequest ?? review?.pullRequest;
  if (number === undefined) {
    return form === 'push'
      ? { outcome: 'fail', statement: 'It was pushed without a pull request.' }
      : { outcome: 'unknown', statement: 'Its merge names no pull request.' };
  }
  if (pullRequestClaim === 'missing') {
    const statement = `Its message names pull request ${number}, and no export of that time holds it.`;
    return { outcome: 'fail', statement };
  }
  if (pullRequestClaim === 'unconfirmed') {
    const statement = `Only its message says that it came through pull request ${number}.`;
    return { outcome: 'unknown', statement };
  }
  return { outcome: 'pass', statement: `It came through pull request ${number}.` };
}

function findChecks({ review }: ChangeRecord): Found {
  const checks = review?.checks;
  if (!checks) return { outcome: 'unknown', statement: 'How its checks ended is not known.' };
  const bad = checks.filter(({ state }) => state === 'failed' || state === 'pending');
  if (bad.length > 0) {
    const names = bad.map(({ name, state }) => `${name} (${state})`).join(', ');
    return { outcome: 'fail', statement: `Not all of its checks passed: ${names}.` };
  }
  return checks.some(({ state }) => state === 'passed')
    ? { outcome: 'pass', statement: 'Its checks passed.' }
    : { outcome: 'fail', statement: 'No check ran on its final revision.' };
}

function findComments({ review }: ChangeRecord): Found {
  const open = review?.openThreads;
  if (open === undefined) {
    return { outcome: 'unknown', statement: 'Whether its comments were resolved is not known.' };
  }
  return open === 0
    ? { outcome: 'pass', statement: 'Its comments are resolved.' }
    : {
        outcome: 'fail',
        statement: `${open} of its comments ${open === 1 ? 'was' : 'were'} not resolved.`,
      };
}
