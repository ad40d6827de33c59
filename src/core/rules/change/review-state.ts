import type { ChangeRecord } from '../../model/change-record.ts';
import type { Level } from '../../schemas/change-rules.ts';
import { fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule, Judgement } from '../rule.ts';

const addExport = 'Add the export of the forge under "forgeExports" in policybook.yaml.';
const arrive =
  'Before the merge: open a pull request, fix its checks, resolve its comments. Afterwards: answer it in content/answers.';
const messages = {
  notInVersion: notApplicable('The version in force requires nothing of the state of a review.'),
  outsideGit: notApplicable('A change made outside git has no pull request.'),
  pushed: fail('The change was pushed without a pull request.', arrive),
  noNumber: unknown('The merge does not name a pull request.', addExport),
  notExported: fail(
    'The message names pull request {number}, and no export of that time contains it.',
    arrive,
  ),
  unconfirmed: unknown(
    'Only the message states that it came through pull request {number}.',
    addExport,
  ),
  pullRequest: pass('It came through pull request {number}.'),
  checksUnknown: unknown('The result of its checks is not known.', addExport),
  checksFailed: fail('Not all of its checks passed: {checks}.', arrive),
  checksPassed: pass('Its checks passed.'),
  noChecks: fail('No check ran on its final revision.', arrive),
  commentsUnknown: unknown('It is not known whether its comments were resolved.', addExport),
  commentsOpen: fail('The number of its unresolved comments is {count}.', arrive),
  commentsResolved: pass('Its comments are resolved.'),
  exportIncomplete:
    'Add what the export lacks, its checks or its review threads, as src/guide/forge-exports.md shows.',
} as const;

export const changeReviewState: ChangeRule = {
  code: 'change/review-state',
  requirement:
    'A change arrives through a pull request whose checks have passed and whose comments are resolved.',
  messages,
  example: {
    good: { title: 'Merge pull request #7 from example/opening-hours' },
    bad: { title: 'Show the opening hours', isPushed: true },
  },

  judge(change, { changeRules: { review } }) {
    const judge = (level: Level | undefined, find: (change: ChangeRecord) => Judgement) =>
      level ? [{ ...find(change), level }] : [];
    const findings = [
      ...judge(review?.pullRequest, findPullRequest),
      ...judge(review?.checks, findChecks),
      ...judge(review?.comments, findComments),
    ];
    const [gravest] = byGravity.flatMap((kind) =>
      findings.filter(({ outcome, level }) => `${outcome} ${level}` === kind),
    );
    if (!review || !gravest) return messages.notInVersion;
    const { clause } = review;
    if (change.form === 'outside-git') return { ...messages.outsideGit, clause };
    const isInExport = gravest.outcome === 'unknown' && change.review !== undefined;
    return {
      ...gravest,
      clause,
      statement: findings.map((one) => one.statement).join(' '),
      ...(isInExport && { remedy: messages.exportIncomplete }),
    };
  },
};

/** A duty counts before an advice, and within each a failure before what is not known. */
const byGravity = [
  ...['fail must', 'unknown must', 'fail should', 'unknown should'],
  ...['pass must', 'pass should'],
];

function findPullRequest({ form, pullRequest, pullRequestClaim, review }: ChangeRecord): Judgement {
  const number = pullRequest ?? review?.pullRequest;
  if (number === undefined) return form === 'push' ? messages.pushed : messages.noNumber;
  if (pullRequestClaim === 'missing') return fill(messages.notExported, { number });
  return fill(pullRequestClaim === 'unconfirmed' ? messages.unconfirmed : messages.pullRequest, {
    number,
  });
}

function findChecks({ review }: ChangeRecord): Judgement {
  const checks = review?.checks;
  if (!checks) return messages.checksUnknown;
  const bad = checks.filter(({ state }) => state === 'failed' || state === 'pending');
  if (bad.length > 0) {
    const names = bad.map(({ name, state }) => `${name} (${state})`).join(', ');
    return fill(messages.checksFailed, { checks: names });
  }
  const hasPassed = checks.some(({ state }) => state === 'passed');
  return hasPassed ? messages.checksPassed : messages.noChecks;
}

function findComments({ review }: ChangeRecord): Judgement {
  const open = review?.openThreads;
  if (open === undefined) return messages.commentsUnknown;
  if (open === 0) return messages.commentsResolved;
  return fill(messages.commentsOpen, { count: open });
}
