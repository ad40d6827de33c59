import { riskLevels, riskOf } from '../../changes/message/parse-risk.ts';
import type { ChangeRecord, Identity } from '../../model/change-record.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import type { People, Person } from '../../schemas/people.ts';
import type { ChangeRule, Judgement } from '../rule.ts';
import { declaredType, withoutType } from './declared-type.ts';
import { deploymentOf } from './deployment-of.ts';
import {
  askedBy,
  objectionsIn,
  personOf,
  validOf,
  waysToProve,
  weighApprovals,
  type WeighedApproval,
} from './independent-approvals.ts';
import { nameStranger } from './unknown-authors.ts';

type HighRisk = NonNullable<NonNullable<ChangeRules['separation']>['highRisk']>;

export const changeTwoPeople: ChangeRule = {
  code: 'change/two-people',
  requirement: 'Nobody both approves and deploys a high-risk change without a second approver.',

  judge(change, context) {
    const { changeRules, people } = context;
    const { separation } = changeRules;
    if (!separation?.highRisk) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force does not ask for two people.',
      };
    }
    const { clause, highRisk } = separation;
    const type = declaredType(change, changeRules);
    if (!type) return { ...withoutType(clause), level: highRisk.twoPeople };
    if (type.approvals === 0) {
      return { outcome: 'not-applicable', clause, statement: 'This type needs no approval.' };
    }
    const why = explainRisk(change, highRisk, changeRules);
    if (why === undefined) {
      return { outcome: 'not-applicable', clause, statement: 'It is no high-risk change.' };
    }
    const weighed = weighApprovals(change, context, askedBy(type));
    const deployer = deploymentOf(change, context)?.by;
    return {
      level: highRisk.twoPeople,
      clause,
      ...judgePeople(weighed, deployer, why, waysToProve[type.proof], people),
    };
  },
};

/** Why a change counts as one of high risk. One that rates nothing, where a rating decides, cannot count as less. */
function explainRisk(
  change: ChangeRecord,
  { risk, types, scopes }: HighRisk,
  { record }: ChangeRules,
): string | undefined {
  const type = change.fields.type?.value;
  if (type !== undefined && types?.includes(type)) return `its type is ${type}`;
  const scope = scopes?.find((one) => change.scopes.includes(one));
  if (scope !== undefined) return `it touches the scope ${scope}`;
  if (risk === undefined) return undefined;
  const { highest } = riskOf(change);
  if (highest === undefined) {
    const isAsked = record?.risk !== undefined || record?.requires.includes('risk');
    return isAsked ? 'it rates no risk and so cannot count as less' : undefined;
  }
  const isHigh = riskLevels.indexOf(highest) >= riskLevels.indexOf(risk);
  return isHigh ? `it rates a risk ${highest}` : undefined;
}

function judgePeople(
  weighed: readonly WeighedApproval[],
  deployer: Identity | undefined,
  risk: string,
  way: string,
  people: People,
): Judgement {
  const approvers = validOf(weighed);
  const why = `${risk}${objectionsIn(weighed)}`;
  const remedy =
    'Before the merge: let somebody else than the only approver merge and deploy it. Afterwards: answer the deviation in content/answers.';
  const names = approvers.map(({ person }) => person.name).join(' and ');
  if (approvers.length === 0) {
    return {
      outcome: 'fail',
      statement: `Nobody approved it beside whoever deployed it, and ${why}.`,
      remedy: `Before the merge: have it approved by somebody who does not deploy it${way}. Afterwards: answer the deviation in content/answers.`,
    };
  }
  const deployerPerson = deployer && personOf(deployer, people);
  if (!deployer || !deployerPerson || deployerPerson.bot) {
    return approvers.length > 1
      ? { outcome: 'pass', statement: `${names} approved it, of whom one at most deployed it.` }
      : {
          outcome: 'unknown',
          ...describeUnknownDeployer(names, deployer, deployerPerson, why),
        };
  }
  return approvers.every(({ approval }) => approval.by.person === deployer.person)
    ? { outcome: 'fail', statement: `${names} both approved and deployed it, and ${why}.`, remedy }
    : { outcome: 'pass', statement: `Approved by ${names}, deployed by ${deployer.name}.` };
}

/** Nobody's other address and no machine can be told apart from the approver. */
function describeUnknownDeployer(
  approver: string,
  deployer: Identity | undefined,
  bot: Person | undefined,
  why: string,
): Pick<Judgement, 'statement' | 'remedy'> {
  if (!deployer) {
    return {
      statement: `${approver} approved it; who deployed it is not known, and ${why}.`,
      remedy:
        'Give the export of the forge or the file of deployments, which name the deployer, or write "deployed" in a follow-up in content/changes.',
    };
  }
  return bot
    ? {
        statement: `${approver} approved it; it was deployed by ${bot.name}, which is a bot, for somebody who is not known, and ${why}.`,
        remedy: 'Let the pipeline write as "by" in the file of deployments who started it.',
      }
    : {
        statement: `${approver} approved it; it was deployed by ${nameStranger(deployer)}, who is not in people.yaml and may be anybody, and ${why}.`,
        remedy:
          'Add the address to the person in people.yaml, or let the pipeline write as "by" in the file of deployments who started it.',
      };
}
