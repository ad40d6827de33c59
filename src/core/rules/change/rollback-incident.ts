import { isFiller } from '../../changes/is-filler.ts';
import { readRevert } from '../../changes/read-revert.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { ChangeRule } from '../rule.ts';
import { completedLater } from './completed-later.ts';

export const changeRollbackIncident: ChangeRule = {
  code: 'change/rollback-incident',
  requirement: 'A change that rolls another one back names the incident that made it necessary.',

  judge(change, { changeRules: { rollback } }) {
    const level = rollback?.incident;
    if (!rollback || level === undefined) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force asks for no incident of a rollback.',
      };
    }
    const { clause } = rollback;
    const undone = describeUndone(change);
    if (undone === undefined) {
      return { outcome: 'not-applicable', level, clause, statement: 'It rolls nothing back.' };
    }
    const incident = change.fields.incident?.value;
    return incident !== undefined && !isFiller(incident)
      ? {
          outcome: 'pass',
          level,
          clause,
          statement: `It rolls back ${undone} because of ${incident}${completedLater(change, ['incident'])}.`,
        }
      : {
          outcome: 'fail',
          level,
          clause,
          statement: `It rolls back ${undone} and names no incident.`,
          remedy:
            'Before the merge: open an incident and add "Incident: INC-2026-014". Afterwards: write it in a follow-up in content/changes, or answer the deviation in content/answers.',
        };
  },
};

/** What a change undoes: what it says that it restores, or what its words as a revert name. */
function describeUndone(change: ChangeRecord): string | undefined {
  const restores = change.fields.restores?.value;
  if (restores !== undefined && !isFiller(restores)) return restores;
  const { commit, pullRequest, title } = readRevert(change) ?? {};
  if (commit !== undefined) return `the commit ${commit.slice(0, 12)}`;
  return pullRequest === undefined ? title && `"${title}"` : `the pull request ${pullRequest}`;
}
