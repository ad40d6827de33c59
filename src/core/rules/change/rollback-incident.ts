import { isFiller } from '../../changes/message/is-filler.ts';
import { parseRevert } from '../../changes/message/parse-revert.ts';
import { saysNothing } from '../../changes/message/says-nothing.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { ChangeRule } from '../rule.ts';
import { completedLater } from './completed-later.ts';
import { completionOf } from './completion.ts';

export const changeRollbackIncident: ChangeRule = {
  code: 'change/rollback-incident',
  requirement: 'A change that rolls another one back names the incident that made it necessary.',

  judge(change, context) {
    const { rollback } = context.changeRules;
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
    if (incident !== undefined && !saysNothing('incident', incident)) {
      return {
        outcome: 'pass',
        level,
        clause,
        statement: `It rolls back ${undone} because of ${incident}${completedLater(change, ['incident'])}.`,
      };
    }
    const { isOpen, note, afterwards } = completionOf(change, 'incident', context, { level });
    const found =
      incident === undefined || isFiller(incident)
        ? ' and names no incident'
        : `, and its incident is "${incident}", by which none can be looked up`;
    return {
      outcome: isOpen ? 'unknown' : 'fail',
      level,
      clause,
      statement: `It rolls back ${undone}${found}${note}.`,
      remedy: `Before the merge: open an incident and add "Incident: INC-2026-014". ${afterwards}`,
    };
  },
};

/** What a change undoes: what it says that it restores, or what its words as a revert name. */
function describeUndone(change: ChangeRecord): string | undefined {
  const restores = change.fields.restores?.value;
  if (restores !== undefined && !isFiller(restores)) return restores;
  const { commit, pullRequest, title } = parseRevert(change) ?? {};
  if (commit !== undefined) return `the commit ${commit.slice(0, 12)}`;
  return pullRequest === undefined ? title && `"${title}"` : `the pull request ${pullRequest}`;
}
