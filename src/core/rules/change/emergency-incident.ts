import { isFiller } from '../../changes/message/is-filler.ts';
import { saysNothing } from '../../changes/message/says-nothing.ts';
import type { ChangeRule } from '../rule.ts';
import { completedLater } from './completed-later.ts';
import { completionOf } from './completion.ts';
import { declaredType, withoutType } from './declared-type.ts';

export const changeEmergencyIncident: ChangeRule = {
  code: 'change/emergency-incident',
  requirement:
    'A change whose type needs an incident names one that can be looked up, and what follows names the same.',

  judge(change, context) {
    const { changeRules } = context;
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
    const incident = change.fields.incident?.value;
    if (incident === undefined || saysNothing('incident', incident)) {
      const { isOpen, note, afterwards } = completionOf(change, 'incident', context);
      const found =
        incident === undefined || isFiller(incident)
          ? 'It names no incident'
          : `Its incident is "${incident}", by which none can be looked up`;
      return {
        outcome: isOpen ? 'unknown' : 'fail',
        clause,
        statement: `${found}${note}.`,
        remedy: `Before the merge: name the incident as its register does, such as "Incident: INC-2026-014". ${afterwards}`,
      };
    }
    const others = change.followUps
      .flatMap(({ fields }) => fields.incident ?? [])
      .filter((one) => one.trim() !== incident.trim() && !saysNothing('incident', one));
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
          remedy:
            'Name the same incident in what follows in content/changes, or leave it out there; where the message is wrong, answer the deviation in content/answers.',
        };
  },
};
