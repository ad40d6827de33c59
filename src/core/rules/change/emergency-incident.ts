import { isFiller } from '../../changes/is-filler.ts';
import type { ChangeRule } from '../rule.ts';
import { completedLater } from './completed-later.ts';
import { declaredType, withoutType } from './declared-type.ts';

export const changeEmergencyIncident: ChangeRule = {
  code: 'change/emergency-incident',
  requirement:
    'A change whose type needs an incident names one that can be looked up, and what follows names the same.',

  judge(change, { changeRules }) {
    if (Object.values(changeRules.types).every(({ needs }) => !needs?.includes('incident'))) {
      return {
        outcome: 'not-applicable',
        statement: 'No type of the version in force needs an incident.',
      };
    }
    const type = declaredType(change, changeRules);
    if (!type) return withoutType(undefined);
    const { clause } = type;
    if (!type.needs?.includes('incident')) {
      return { outcome: 'not-applicable', clause, statement: 'This type needs no incident.' };
    }
    const remedy =
      'Before the merge: name the incident as its register does, such as "Incident: INC-2026-014". Afterwards: write it in a follow-up in content/changes, or answer the deviation in content/answers.';
    const incident = change.fields.incident?.value;
    if (incident === undefined || isFiller(incident)) {
      return { outcome: 'fail', clause, statement: 'It names no incident.', remedy };
    }
    if (!/\d|:\/\//.test(incident)) {
      return {
        outcome: 'fail',
        clause,
        statement: `Its incident is "${incident}", which has no number by which it could be looked up.`,
        remedy,
      };
    }
    const others = change.followUps
      .flatMap(({ fields }) => fields.incident ?? [])
      .filter((one) => one.trim() !== incident.trim());
    return others.length === 0
      ? {
          outcome: 'pass',
          clause,
          statement: `It belongs to the incident ${incident}${completedLater(change, ['incident'])}.`,
        }
      : {
          outcome: 'fail',
          clause,
          statement: `It names the incident ${incident}, and what follows names ${others.join(' and ')}.`,
          remedy,
        };
  },
};
