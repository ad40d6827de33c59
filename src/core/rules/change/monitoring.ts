import { calendarDateOf, epochOf } from '../../model/instant.ts';
import { hasElapsed, parsePeriod, periodInWords } from '../../model/period.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import type { ChangeRule } from '../rule.ts';
import { declaredType, withoutType } from './declared-type.ts';
import { deploymentOf } from './deployment-of.ts';

export const changeMonitoring: ChangeRule = {
  code: 'change/monitoring',
  requirement: 'A change is watched after its deployment for as long as its type asks.',

  judge(change, context) {
    const { changeRules, settings, asOf } = context;
    const { monitoring } = changeRules;
    if (!monitoring) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force does not say how long a change is watched.',
      };
    }
    const { clause, level = 'must' } = monitoring;
    const at = { level, clause };
    if (!declaredType(change, changeRules)) return { ...withoutType(clause), level };
    const period = periodOf(monitoring, change.fields.type?.value ?? '');
    if (!period) {
      return { outcome: 'not-applicable', ...at, statement: 'This type has no time of watching.' };
    }
    const words = periodInWords(period);
    const deployed = deploymentOf(change, context)?.at;
    const last = change.followUps
      .flatMap(({ fields }) => fields.monitored ?? [])
      .filter(({ until }) => calendarDateOf(until, settings.timeZone) <= asOf)
      .sort((left, right) => epochOf(right.until) - epochOf(left.until))[0];
    if (!last || deployed === undefined) {
      return {
        outcome: 'unknown',
        ...at,
        statement: last
          ? `It was watched until ${last.until}; when it was deployed is not known.`
          : `No follow-up says how long it was watched; this type asks for ${words}.`,
        remedy: `Write "${last ? 'deployed' : 'monitored'}" in content/changes/${change.id}.mdx.`,
      };
    }
    return hasElapsed(deployed, period, last.until, settings.timeZone)
      ? { outcome: 'pass', ...at, statement: `Watched until ${last.until}, at least ${words}.` }
      : {
          outcome: 'fail',
          ...at,
          statement: `Deployed at ${deployed} and watched until ${last.until} only; this type asks for ${words}.`,
          remedy:
            level === 'must'
              ? 'Answer the deviation in content/answers.'
              : 'Say in the follow-up why it was watched for less.',
        };
  },
};

function periodOf(monitoring: NonNullable<ChangeRules['monitoring']>, type: string) {
  const value: unknown = Object.hasOwn(monitoring, type) ? monitoring[type] : undefined;
  return typeof value === 'string' ? parsePeriod(value) : undefined;
}
