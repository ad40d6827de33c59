import type { ChangeRecord, Identity } from '../../model/change-record.ts';
import { riskLevels } from '../../model/closed-words.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import type { People } from '../../schemas/people.ts';
import { major } from '../example.ts';
import {
  approvalRequiredBy,
  objectionsIn,
  validOf,
  waysToProve,
  weighApprovals,
  type WeighedApproval,
} from '../facts/approvals.ts';
import { declaredType, withoutType } from '../facts/declared.ts';
import { deploymentOf } from '../facts/deployment.ts';
import { headOf, withoutHead } from '../facts/heads.ts';
import {
  describeStranger,
  findLookalike,
  findPerson,
  isAuthor,
  nameStranger,
  withUnknownAuthors,
} from '../facts/people.ts';
import { answerAfterwards, fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule, Judgement, JudgingContext } from '../rule.ts';

const haveApproved = `Before the merge: have it approved by a person who wrote no part of it. ${answerAfterwards}`;
const onAuthors = {
  notInVersion: notApplicable('The version in force requires no separation of duties.'),
  notForType: notApplicable('This type requires no approval.'),
  separate: pass('No author is its only approver.'),
  ownApproval: fail('{names} approved the change as an author of it.', haveApproved),
  strangers: unknown(
    'Only {names} approved the change. It is not known whether that is a person other than its authors.',
    'Add the account or address to the person in people.yaml. Where nobody knows whose it is, have the change approved by a registered person, or answer it in content/answers.',
  ),
  lookalike: fail(
    '{name} approved the change and may be its author {author}, who is not in people.yaml.',
    haveApproved,
  ),
} as const;

export const changeSeparation: ChangeRule = {
  code: 'change/separation',
  requirement: 'The approver of a change is not an author of it.',
  messages: onAuthors,
  example: {
    good: { lines: ['Approved-by: Ben Hollis <ben@example.org>'] },
    bad: { lines: ['Approved-by: Ada Finch <ada@example.org>'] },
  },

  judge(change, context) {
    const { changeRules, people } = context;
    const { separation } = changeRules;
    if (!separation) return onAuthors.notInVersion;
    const { clause, approverIsNotAuthor: level } = separation;
    const type = declaredType(change, changeRules);
    if (!type) return withoutType(clause);
    if (type.approvals === 0) return { ...onAuthors.notForType, clause };
    const required = { of: 'change', proof: 'stated' } as const;
    const own = findOwnApproval(change, people);
    if (validOf(weighApprovals(change, context, required)).length === 0) {
      const open = own ?? findStrangeApproval(change);
      if (open) return { ...open, level, clause };
    }
    const separate = { ...onAuthors.separate, level, clause };
    return change.approvals.length === 0 ? separate : withUnknownAuthors(change, separate);
  },
};

/** What an account that nobody registered leaves open: it may be the author's. */
function findStrangeApproval({ approvals }: ChangeRecord): Judgement | undefined {
  const strangers = approvals.filter(({ by, void: why }) => !by.person && why === undefined);
  if (strangers.length === 0) return undefined;
  const names = [...new Set(strangers.map(({ by }) => nameStranger(by)))].join(' and ');
  return fill(onAuthors.strangers, { names });
}

/** The failure for an approval by an author, or else by a person who may be one; undefined where there is none. */
function findOwnApproval(change: ChangeRecord, people: People): Judgement | undefined {
  const own = change.approvals.filter(({ by }) => isAuthor(change, by));
  const names = [...new Set(own.map(({ by }) => by.name))];
  if (names.length > 0) return fill(onAuthors.ownApproval, { names: names.join(' and ') });
  for (const { by } of change.approvals) {
    const person = findPerson(people, by.person);
    const author = person && findLookalike(change, person);
    if (!author) continue;
    return fill(onAuthors.lookalike, { name: by.name, author: describeStranger(author) });
  }
  return undefined;
}

const onTwo = {
  notInVersion: notApplicable('The version in force does not require two people.'),
  notForType: notApplicable('This type requires no approval.'),
  notHighRisk: notApplicable('The change is not a high-risk change.'),
  separate: pass('Approved by {approvers}, deployed by {deployer}.'),
  several: pass('{approvers} approved it, and at most one of them deployed it.'),
  notApproved: fail(
    'No person other than the deployer approved it, and {why}.',
    `Before the merge: have it approved by a person who does not deploy it{way}. ${answerAfterwards}`,
  ),
  same: fail(
    '{approvers} both approved and deployed it, and {why}.',
    `Before the merge: have a person other than the only approver merge and deploy it. ${answerAfterwards}`,
  ),
  deployerUnknown: unknown(
    '{approvers} approved it; its deployer is not known, and {why}.',
    'Add the export of the forge or the file of deployments, which name the deployer, or write "deployed" in a follow-up in content/changes.',
  ),
  deployerBot: unknown(
    '{approvers} approved it; {deployer}, which is a bot, deployed it for a person who is not known, and {why}.',
    'Have the pipeline write the person who started it as "by" in the file of deployments.',
  ),
  deployerUnregistered: unknown(
    '{approvers} approved it; {deployer}, who is not in people.yaml and may be the approver, deployed it, and {why}.',
    'Add the address to the person in people.yaml, or have the pipeline write the person who started it as "by" in the file of deployments.',
  ),
  byType: 'its type is {type}',
  byScope: 'it touches the scope {scope}',
  byRisk: 'its risk is rated {risk}',
  byMissingRisk: 'it rates no risk and so counts as high risk',
  byMissingPart: 'it does not rate the risk for {parts} and so counts as high risk',
} as const;

type HighRisk = NonNullable<NonNullable<ChangeRules['separation']>['highRisk']>;

export const changeTwoPeople: ChangeRule = {
  code: 'change/two-people',
  requirement:
    'A high-risk change has a second approver if one person both approves and deploys it.',
  messages: onTwo,
  example: {
    good: {
      lines: [...major, 'Staging: since 2 March'],
      mergedBy: 'dana',
    },
    bad: {
      lines: ['Risk: availability low; security high; data none.'],
      mergedBy: 'ben',
      paths: ['src/auth/session.ts'],
    },
  },

  judge(change, context) {
    const { changeRules, people } = context;
    const { separation } = changeRules;
    if (!separation?.highRisk) return onTwo.notInVersion;
    const { clause, highRisk } = separation;
    const level = highRisk.twoPeople;
    const type = declaredType(change, changeRules);
    if (!type) return { ...withoutType(clause), level };
    if (type.approvals === 0) return { ...onTwo.notForType, clause };
    const risk = explainRisk(change, highRisk, context);
    if (risk === undefined) return { ...onTwo.notHighRisk, clause };
    if (typeof risk !== 'string') return { ...risk, level, clause };
    const weighed = weighApprovals(change, context, approvalRequiredBy(type));
    const deployer = deploymentOf(change, context)?.by;
    const facts = { why: `${risk}${objectionsIn(weighed)}`, way: waysToProve[type.proof] };
    return { ...judgePeople(weighed, deployer, people, facts), level, clause };
  },
};

/**
 * Why a change has a high risk; undefined where it has none, or the judgement where its rating cannot be read. Where a
 * rating decides, a change without one, or without one for a part that the policy names, counts as high.
 */
function explainRisk(
  change: ChangeRecord,
  { risk, types, scopes }: HighRisk,
  context: JudgingContext,
): string | Judgement | undefined {
  const type = change.fields.type?.value;
  if (type !== undefined && types?.includes(type)) return fill(onTwo.byType, { type });
  const scope = scopes?.find((one) => change.scopes.includes(one));
  if (scope !== undefined) return fill(onTwo.byScope, { scope });
  if (risk === undefined) return undefined;
  const head = headOf(change, 'risk', context);
  if (head?.unread !== undefined) return withoutHead('risk', head.unread, context);
  const rated = [...(head?.ratings.values() ?? [])];
  const highest = riskLevels.findLast((one) => rated.includes(one));
  if (highest === undefined) {
    const { record } = context.changeRules;
    const isRequired = record?.risk !== undefined || record?.requires.includes('risk');
    return isRequired ? onTwo.byMissingRisk : undefined;
  }
  const isHigh = riskLevels.indexOf(highest) >= riskLevels.indexOf(risk);
  if (isHigh) return fill(onTwo.byRisk, { risk: highest });
  const parts = context.changeRules.record?.risk?.filter((part) => !head?.ratings.has(part)) ?? [];
  return parts.length === 0 ? undefined : fill(onTwo.byMissingPart, { parts: parts.join(', ') });
}

function judgePeople(
  weighed: readonly WeighedApproval[],
  deployer: Identity | undefined,
  people: People,
  facts: { readonly why: string; readonly way: string },
): Judgement {
  const valid = validOf(weighed);
  if (valid.length === 0) return fill(onTwo.notApproved, facts);
  const approvers = valid.map(({ person }) => person.name).join(' and ');
  const person = findPerson(people, deployer?.person);
  if (deployer && person && !person.bot) {
    return valid.every(({ approval }) => approval.by.person === deployer.person)
      ? fill(onTwo.same, { ...facts, approvers })
      : fill(onTwo.separate, { approvers, deployer: deployer.name });
  }
  if (valid.length > 1) return fill(onTwo.several, { approvers });
  if (!deployer) return fill(onTwo.deployerUnknown, { ...facts, approvers });
  return person
    ? fill(onTwo.deployerBot, { ...facts, approvers, deployer: person.name })
    : fill(onTwo.deployerUnregistered, {
        ...facts,
        approvers,
        deployer: describeStranger(deployer),
      });
}
