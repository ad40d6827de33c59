import { isFiller } from '../../changes/message/is-filler.ts';
import { saysNothing } from '../../changes/message/says-nothing.ts';
import { completedLater, judgeShort } from '../facts/completion.ts';
import { requiredByType } from '../facts/declared.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const nameIt =
  'Before the merge: name the incident as its register does, such as "Incident: INC-2026-014".';
const messages = {
  notInVersion: notApplicable('No type of the version in force requires an incident.'),
  notForType: notApplicable('This type requires no incident.'),
  missing: fail('The change does not name an incident.', nameIt),
  unusable: fail(
    'The change names the incident "{incident}", which is not an id that can be looked up.',
    nameIt,
  ),
  named: pass('The change belongs to the incident {incident}{completed}.'),
  contradicted: fail(
    'The change names the incident {incident}, and its follow-ups name {others}.',
    'Name the same incident in the follow-ups in content/changes, or remove it there. If the message is wrong, answer the deviation in content/answers.',
  ),
} as const;

const emergency = ['Change-Type: emergency', 'Incident: INC-2026-014'];

export const changeEmergencyIncident: ChangeRule = {
  code: 'change/emergency-incident',
  requirement:
    'A change whose type requires an incident names one that can be looked up, and its follow-ups name the same.',
  messages,
  example: {
    good: { lines: emergency },
    bad: { lines: ['Change-Type: emergency', 'Incident: the outage'] },
  },

  judge(change, context) {
    const needsIncident = ({ needs }: { readonly needs?: readonly string[] | undefined }) =>
      needs?.includes('incident') ? true : undefined;
    const demand = requiredByType(change, context.changeRules, needsIncident, messages);
    if ('outcome' in demand) return demand;
    const { clause } = demand;
    const incident = change.fields.incident?.value;
    if (incident === undefined || saysNothing('incident', incident)) {
      const found =
        incident === undefined || isFiller(incident)
          ? messages.missing
          : fill(messages.unusable, { incident });
      return { ...judgeShort(change, 'incident', context, found), clause };
    }
    const others = change.followUps
      .flatMap(({ fields }) => fields.incident ?? [])
      .filter((one) => one.trim() !== incident.trim() && !saysNothing('incident', one));
    return others.length === 0
      ? {
          ...fill(messages.named, { incident, completed: completedLater(change, 'incident') }),
          clause,
        }
      : { ...fill(messages.contradicted, { incident, others: others.join(' and ') }), clause };
  },
};
