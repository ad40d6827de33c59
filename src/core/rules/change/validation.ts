import { landingOfParts, partName } from '../../changes/follow-ups/follow-up-contents.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { calendarDateOf, epochOf, type Instant } from '../../model/instant.ts';
import { isWithin, lastDayOf, periodInWords } from '../../model/period.ts';
import type { ChangeRule, Judgement } from '../rule.ts';
import { deploymentOf } from './deployment-of.ts';
import { landedLateInWords } from './landed.ts';

export const changeValidation: ChangeRule = {
  code: 'change/validation',
  requirement:
    'A change in a scope that the policy names is validated in production within its time after deployment.',

  judge(change, context) {
    const { changeRules, settings, asOf } = context;
    const { validation } = changeRules;
    const scope = validation?.scopes.find((one) => change.scopes.includes(one));
    if (!validation || scope === undefined) {
      return { outcome: 'not-applicable', statement: 'It touches no scope that is validated.' };
    }
    const { clause, level = 'must', within } = validation;
    const at = { level, clause };
    const deployed = deploymentOf(change, context)?.at;
    if (deployed === undefined) {
      return {
        outcome: 'unknown',
        ...at,
        statement: 'When it was deployed is not known, from which its validation is counted.',
        remedy:
          'Give the file of deployments that "deployments" in policybook.yaml names, or write "deployed" in a follow-up.',
      };
    }
    const due = lastDayOf(deployed, within, settings.timeZone);
    const words = `${periodInWords(within)} after deployment, until ${dateInWords(due)}`;
    const remedy = `Validate it in production and write "validated" in content/changes/${change.id}.mdx`;
    const isInTime = (done: Instant) => isWithin(deployed, within, done, settings.timeZone);
    const stated = change.followUps
      .flatMap((followUp) => {
        const { validated } = followUp.fields;
        if (!validated) return [];
        const landed = landingOfParts(followUp, [partName.validated(validated)]);
        const isLandedLate = landed && !(landed.at ? isInTime(landed.at) : asOf <= due);
        return [{ done: validated.at, ...(isLandedLate && { late: landed }) }];
      })
      .filter(
        ({ done }) =>
          epochOf(done) >= epochOf(deployed) && calendarDateOf(done, settings.timeZone) <= asOf,
      )
      .sort((left, right) => epochOf(left.done) - epochOf(right.done));
    const first = stated.find(({ late }) => !late) ?? stated[0];
    if (!first) {
      const isOver = due < asOf;
      return {
        outcome: isOver ? 'fail' : 'unknown',
        ...at,
        statement: `It touches the scope ${scope} and is not validated; it had ${words}.`,
        remedy: isOver ? `${remedy}; answer the deviation in content/answers.` : `${remedy}.`,
      };
    }
    const { done, late } = first;
    const failed = (found: string): Judgement => ({
      outcome: 'fail',
      ...at,
      statement: `${found}; it had ${words}.`,
      remedy: 'Answer the deviation in content/answers.',
    });
    if (!isInTime(done)) return failed(`Validated only at ${done}`);
    return late
      ? failed(`Its validation says ${done} and ${landedLateInWords(late, context)}`)
      : { outcome: 'pass', ...at, statement: `Validated at ${done}; it had ${words}.` };
  },
};
