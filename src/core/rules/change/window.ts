import type { ChangeRule } from '../rule.ts';
import { declaredType, isForEmergencies, withoutType } from './declared-type.ts';
import { deploymentOf } from './deployment-of.ts';
import { objectToTime, windowTimeOf } from './deployment-window.ts';

export const changeWindow: ChangeRule = {
  code: 'change/window',
  requirement: 'A change is deployed in the hours that the policy names, and not on a holiday.',

  judge(change, context) {
    const { changeRules, settings } = context;
    const { windows } = changeRules;
    if (!windows) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force names no hours for deployments.',
      };
    }
    const { clause, level, zone } = windows;
    const at = { level, clause };
    const type = declaredType(change, changeRules);
    if (!type) return { ...withoutType(clause), level };
    const name = change.fields.type?.value ?? '';
    const isExempt = windows.exempt?.includes(name) ?? isForEmergencies(name, type);
    if (isExempt) {
      return { outcome: 'not-applicable', ...at, statement: 'This type is deployed at any time.' };
    }
    const deployed = deploymentOf(change, context);
    if (!deployed) {
      return {
        outcome: 'unknown',
        ...at,
        statement: 'When it was deployed is not known.',
        remedy:
          'Have the pipeline write the file of deployments that "deployments" in policybook.yaml names, or write "deployed" in a follow-up in content/changes.',
      };
    }
    const time = windowTimeOf(deployed.at, windows);
    const objection = objectToTime(time, windows, settings.holidays);
    return objection === undefined
      ? { outcome: 'pass', ...at, statement: `Deployed on ${time.words} (${zone}).` }
      : {
          outcome: 'fail',
          ...at,
          statement: `Deployed on ${time.words} (${zone}): ${objection}.`,
          remedy:
            level === 'must'
              ? 'Before the merge: wait for the next window. Afterwards: answer the deviation in content/answers.'
              : 'Before the merge: wait for the next window. Afterwards: say in a follow-up why it could not wait.',
        };
  },
};
