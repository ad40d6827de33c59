import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';
import { categoriesOf } from './category-of.ts';
import { declaredType, withoutType } from './declared-type.ts';
import { holdsRole, weakest, weighApprovals } from './independent-approvals.ts';
import { explainAlone } from './independent-holders.ts';
import { withUnknownAuthors } from './unknown-authors.ts';

export const changeSecurityReview: ChangeRule = {
  code: 'change/security-review',
  requirement:
    'A change in a sensitive scope, or whose category asks for it, has a security review by a holder of the role who is no author.',

  judge(change, context) {
    const demands = listDemands(change, context);
    const [first] = demands;
    if (!first) {
      return { outcome: 'not-applicable', statement: 'Nothing in it asks for a security review.' };
    }
    const { changeRules } = context;
    const { clause } = first;
    const level = changeRules.sensitive?.level ?? 'must';
    const type = declaredType(change, changeRules);
    if (!type) return { ...withoutType(clause), level };
    if (type.approvals === 0 && type.retrospective) {
      const statement = 'This type is reviewed afterwards; see change/retrospective.';
      return { outcome: 'not-applicable', level, clause, statement };
    }
    const judge = ({ roles, why, ...one }: Demand): Judgement => ({
      level,
      clause: one.clause,
      ...judgeReviews(change, context, roles, why),
    });
    return demands.map(judge).find(({ outcome }) => outcome === 'fail') ?? judge(first);
  },
};

interface Demand {
  readonly clause: string;
  readonly roles: readonly string[];
  readonly why: string;
}

/** Of each category that asks for one and of the first sensitive scope: they may name different roles. */
function listDemands(change: ChangeRecord, context: JudgingContext): readonly Demand[] {
  const { sensitive } = context.changeRules;
  const scope = sensitive?.scopes.find((one) => change.scopes.includes(one));
  return [
    ...categoriesOf(change, context).flatMap(({ name, demands: { clause, securityReview } }) =>
      securityReview ? [{ clause, roles: securityReview, why: `its category is ${name}` }] : [],
    ),
    ...(sensitive && scope !== undefined
      ? [
          {
            clause: sensitive.clause,
            roles: sensitive.reviewers,
            why: `it touches the scope ${scope}`,
          },
        ]
      : []),
  ];
}

function judgeReviews(
  change: ChangeRecord,
  context: JudgingContext,
  roles: readonly string[],
  why: string,
): Judgement {
  // A record made outside git has one list of approvals, in which the capacity of each cannot be written.
  const isAny = change.form === 'outside-git';
  const approvals = change.approvals.filter(
    ({ capacity }) => isAny || capacity === 'security-reviewed',
  );
  const weighed = weighApprovals({ ...change, approvals }, context, {
    of: 'security',
    proof: 'stated',
  });
  const valid = weighed.filter(
    ({ person, objection }) =>
      objection === undefined &&
      person !== undefined &&
      roles.some((role) => holdsRole(person, role, change.day)),
  );
  if (valid.length > 0) {
    const names = valid.map(({ person, approval }) => `${person?.name ?? ''} (${approval.proof})`);
    const proof = weakest(valid.map(({ approval }) => approval));
    const statement = `Its security was reviewed by ${names.join(' and ')}.`;
    const judgement = { outcome: 'pass', statement, ...(proof && { proof }) } as const;
    return withUnknownAuthors(change, judgement);
  }
  const words = roles.map(idInWords).join(' or ');
  const objections = weighed.map(
    ({ approval, objection }) => objection ?? `${approval.by.name} did not hold the role ${words}`,
  );
  const found = objections.length > 0 ? ` (${objections.join('; ')})` : '';
  const missing = `It has no security review by a holder of the role ${words}, and ${why}${found}.`;
  const alone = explainAlone(change, context, { roles });
  return {
    outcome: 'fail',
    statement: alone ? `${missing} ${alone.statement}` : missing,
    remedy:
      alone?.remedy ??
      `Before the merge: have it reviewed for ${words} and add "Security-reviewed-by: Name <address>". Afterwards: answer the deviation in content/answers.`,
  };
}
