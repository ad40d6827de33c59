import type { ChangeRecord } from '../../model/change-record.ts';
import { splitList } from '../../model/record-fields.ts';
import type { ChangeRules, Proof } from '../../schemas/change-rules.ts';
import {
  approvalRequiredBy,
  validOf,
  weakestProof,
  weighApprovals,
  type ValidApproval,
} from '../facts/approvals.ts';
import { categoriesOf, declaredType, scopeInWords, withoutType } from '../facts/declared.ts';
import {
  explainAlone,
  holdsRole,
  rolesInWords,
  withAlone,
  withUnknownAuthors,
} from '../facts/people.ts';
import { answerAfterwards, fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';

const messages = {
  notInVersion: notApplicable('The version in force requires no security review.'),
  notRequired: notApplicable(
    'The change touches no sensitive scope ({scopes}), and no category of it requires a security review.',
  ),
  reviewedAfterwards: notApplicable('This type is reviewed afterwards; see change/retrospective.'),
  reviewed: pass('Its security was reviewed by {names}.'),
  missing: fail(
    'The change does not have a security review by a holder of the role {roles}, and {why}{objections}.',
    `Before the merge: have it reviewed for {roles} and add "Security-reviewed-by: Name <address>". ${answerAfterwards}`,
  ),
  sameAsApprover: fail(
    '{names} reviewed its security and approved it as well; the policy requires different people, and without that approval it has {count} of {needed}.',
    `Before the merge: have another person approve it. ${answerAfterwards}`,
  ),
  byCategory: 'its category is {category}',
  byScope: 'it touches the scope {scope}',
  byRequest: 'its author asks for one',
  otherRole: '{name} did not have the role {roles}',
} as const;

const paths = ['src/auth/session.ts'];

export const changeSecurityReview: ChangeRule = {
  code: 'change/security-review',
  requirement:
    'A change in a sensitive scope, or of a category that requires it, has a security review by a holder of the role who is not an author.',
  messages,
  example: {
    good: { lines: ['Security-reviewed-by: Ben Hollis <ben@example.org>'], paths },
    bad: { without: ['Security-reviewed-by'], paths },
  },

  judge(change, context) {
    const required = listRequired(change, context);
    const [first] = required;
    const { changeRules } = context;
    if (!first) return notRequired(changeRules);
    const { clause } = first;
    const level = changeRules.sensitive?.level ?? 'must';
    const type = declaredType(change, changeRules);
    if (!type) return { ...withoutType(clause), level };
    if (type.approvals === 0 && type.retrospective) {
      return { ...messages.reviewedAfterwards, level, clause };
    }
    const judged = required.map((one) => ({
      level,
      clause: one.clause,
      ...judgeReviews(change, context, one),
    }));
    return (
      judged.find(({ outcome }) => outcome === 'fail') ?? judged[0] ?? notRequired(changeRules)
    );
  },
};

function notRequired({ sensitive, categories = {} }: ChangeRules): Judgement {
  const byCategory = Object.values(categories).find(({ securityReview }) => securityReview);
  const clause = (sensitive ?? byCategory)?.clause;
  if (clause === undefined) return messages.notInVersion;
  const scopes = sensitive?.scopes.join(', ') ?? 'none is named';
  return { ...fill(messages.notRequired, { scopes }), clause };
}

interface RequiredReview {
  readonly clause: string;
  readonly roles: readonly string[];
  readonly why: string;
  readonly proof?: Proof | undefined;
}

/** A review for each category that requires one and for the first sensitive scope: they may name different roles. */
function listRequired(change: ChangeRecord, context: JudgingContext): readonly RequiredReview[] {
  const { sensitive } = context.changeRules;
  const scope = sensitive?.scopes.find((one) => change.scopes.includes(one));
  const byCategory = categoriesOf(change, context).flatMap(
    ({ name: category, demands: { clause, securityReview: roles } }) =>
      roles ? [{ clause, roles, why: fill(messages.byCategory, { category }) }] : [],
  );
  const isRequested = splitList(change.fields['security-impact']?.value ?? '').includes(
    'security-review-requested',
  );
  if (!sensitive || (scope === undefined && !isRequested)) return byCategory;
  const { clause, reviewers: roles, proof } = sensitive;
  const why =
    scope === undefined
      ? messages.byRequest
      : fill(messages.byScope, { scope: scopeInWords(scope, change, context) });
  return [...byCategory, { clause, roles, proof, why }];
}

function judgeReviews(
  change: ChangeRecord,
  context: JudgingContext,
  { roles, why, proof = 'stated' }: RequiredReview,
): Judgement {
  // A record made outside git has one list of approvals, which does not state the capacity of each.
  const isAny = change.form === 'outside-git';
  const approvals = change.approvals.filter(
    ({ capacity }) => isAny || capacity === 'security-reviewed',
  );
  const required = { of: 'security', proof } as const;
  const weighed = weighApprovals({ ...change, approvals }, context, required);
  const valid = validOf(weighed).filter(({ person }) =>
    roles.some((role) => holdsRole(person, role, change.day)),
  );
  if (valid.length > 0) {
    const names = valid
      .map(({ person, approval }) => `${person.name} (${approval.proof})`)
      .join(' and ');
    const reviewed =
      findSamePerson(valid, change, context) ??
      ({ ...fill(messages.reviewed, { names }), ...weakestProof(valid) } satisfies Judgement);
    return withUnknownAuthors(change, reviewed);
  }
  const names = rolesInWords(roles);
  const objections = weighed
    .map(
      ({ approval, objection }) =>
        objection ?? fill(messages.otherRole, { name: approval.by.name, roles: names }),
    )
    .join('; ');
  const missing = fill(messages.missing, {
    roles: names,
    why,
    objections: objections === '' ? '' : ` (${objections})`,
  });
  return withAlone(missing, explainAlone(change, context, { roles }));
}

/** The failure where the policy requires another person than the reviewer to approve, and no other did. */
function findSamePerson(
  reviewers: readonly ValidApproval[],
  change: ChangeRecord,
  context: JudgingContext,
): Judgement | undefined {
  const level = context.changeRules.sensitive?.reviewerIsNotApprover;
  const type = declaredType(change, context.changeRules);
  if (!level || !type) return undefined;
  const approvers = validOf(weighApprovals(change, context, approvalRequiredBy(type)));
  const needed = type.approvals;
  const others = reviewers.map(
    ({ approval: { by } }) =>
      approvers.filter(({ approval }) => approval.by.person !== by.person).length,
  );
  const count = Math.max(...others);
  const approved = new Set(approvers.map(({ approval }) => approval.by.person));
  const same = reviewers.filter(({ approval: { by } }) => approved.has(by.person));
  if (count >= needed || same.length === 0) return undefined;
  const names = same.map(({ person }) => person.name).join(' and ');
  return { ...fill(messages.sameAsApprover, { names, count, needed }), level };
}
