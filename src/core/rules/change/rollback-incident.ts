import { isFiller } from '../../changes/message/is-filler.ts';
import { parseRevert } from '../../changes/message/parse-revert.ts';
import { saysNothing } from '../../changes/message/says-nothing.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { completedLater, judgeShort } from '../facts/completion.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const openIncident = 'Before the merge: open an incident and add "Incident: INC-2026-014".';
const messages = {
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
  messages,
  example: {
    good: { lines: ['Restores: platform-6', 'Incident: INC-2026-014'] },
    bad: { lines: ['Restores: platform-6'], without: ['Incident'] },
  },

  judge(change, context) {
    const { rollback } = context.changeRules;
    const level = rollback?.incident;
    if (!rollback || level === undefined) return messages.notInVersion;
    const at = { level, clause: rollback.clause };
    const undone = describeUndone(change);
    if (undone === undefined) return { ...messages.noRollback, ...at };
    const incident = change.fields.incident?.value;
    if (incident !== undefined && !saysNothing('incident', incident)) {
      const facts = { undone, incident, completed: completedLater(change, 'incident') };
      return { ...fill(messages.named, facts), ...at };
    }
    const found =
      incident === undefined || isFiller(incident)
        ? fill(messages.missing, { undone })
        : fill(messages.unusable, { undone, incident });
    return { ...judgeShort(change, 'incident', context, found, { level }), ...at };
  },
};

/** What a change undoes: what it states as restored, or what its message as a revert names. */
function describeUndone(change: ChangeRecord): string | undefined {
  const restores = change.fields.restores?.value;
  if (restores !== undefined && !isFiller(restores)) return restores;
  const { commit, pullRequest, title } = parseRevert(change) ?? {};
  if (commit !== undefined) return `the commit ${commit.slice(0, 12)}`;
  return pullRequest === undefined ? title && `"${title}"` : `the pull request ${pullRequest}`;
}
