import { isFiller } from '../../changes/message/is-filler.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { emergency } from '../example.ts';
import { completedLater, judgeShort } from '../facts/completion.ts';
import { requiredByType } from '../facts/declared.ts';
import { headOf } from '../facts/heads.ts';
import { describeUndone } from '../facts/undone.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule, JudgingContext } from '../rule.ts';

const nameIt =
  'Before the merge: name the incident as its register does, such as "Incident: INC-2026-014".';
const onIncident = {
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

export const changeEmergencyIncident: ChangeRule = {
  code: 'change/emergency-incident',
  requirement:
    'A change whose type requires an incident names one that can be looked up, and its follow-ups name the same.',
  messages: onIncident,
  example: {
    good: { lines: emergency },
    bad: { lines: ['Change-Type: emergency', 'Incident: the outage'] },
  },

  judge(change, context) {
    const needsIncident = ({ needs }: { readonly needs?: readonly string[] | undefined }) =>
      needs?.includes('incident') ? true : undefined;
    const demand = requiredByType(change, context.changeRules, needsIncident, onIncident, 'needs');
    if ('outcome' in demand) return demand;
    const { clause } = demand;
    const incident = change.fields.incident?.value;
    if (incident === undefined || !isUsable(change, context)) {
      const found =
        incident === undefined || isFiller(incident)
          ? onIncident.missing
          : fill(onIncident.unusable, { incident });
      return { ...judgeShort(change, 'incident', context, found), clause };
    }
    const others = change.followUps
      .flatMap(({ fields }) => fields.incident ?? [])
      .filter((one) => one.trim() !== incident.trim() && !isFiller(one));
    return others.length === 0
      ? {
          ...fill(onIncident.named, { incident, completed: completedLater(change, 'incident') }),
          clause,
        }
      : { ...fill(onIncident.contradicted, { incident, others: others.join(' and ') }), clause };
  },
};

const openIncident = 'Before the merge: open an incident and add "Incident: INC-2026-014".';
const onUndoing = {
  notInVersion: notApplicable('The version in force requires no incident for a rollback.'),
  noRollback: notApplicable('The change rolls nothing back.'),
  named: pass('The change rolls back {undone} because of {incident}{completed}.'),
  missing: fail('The change rolls back {undone} and does not name an incident.', openIncident),
  unusable: fail(
    'The change rolls back {undone} and names the incident "{incident}", which is not an id that can be looked up.',
    openIncident,
  ),
} as const;

export const changeRollbackIncident: ChangeRule = {
  code: 'change/rollback-incident',
  requirement: 'A change that rolls another one back names the incident that made it necessary.',
  messages: onUndoing,
  example: {
    good: { lines: ['Restores: platform-6', 'Incident: INC-2026-014'] },
    bad: { lines: ['Restores: platform-6'], without: ['Incident'] },
  },

  judge(change, context) {
    const { rollback } = context.changeRules;
    const level = rollback?.incident;
    if (!rollback || level === undefined) return onUndoing.notInVersion;
    const at = { level, clause: rollback.clause };
    const undone = describeUndone(change);
    if (undone === undefined) return { ...onUndoing.noRollback, ...at };
    const incident = change.fields.incident?.value;
    if (incident !== undefined && isUsable(change, context)) {
      const facts = { undone, incident, completed: completedLater(change, 'incident') };
      return { ...fill(onUndoing.named, facts), ...at };
    }
    const found =
      incident === undefined || isFiller(incident)
        ? fill(onUndoing.missing, { undone })
        : fill(onUndoing.unusable, { undone, incident });
    return { ...judgeShort(change, 'incident', context, found, { level }), ...at };
  },
};

/** Whether a change names incidents that can be looked up. */
function isUsable(change: ChangeRecord, context: JudgingContext): boolean {
  const head = headOf(change, 'incident', context);
  return head !== undefined && head.unread === undefined;
}
