import { isFiller } from '../../changes/message/is-filler.ts';
import type { ChangeRule } from '../rule.ts';
import { completedLater } from './completed-later.ts';
import { completionOf } from './completion.ts';
import { findMeans, meansInWords } from './means-of-restoring.ts';

export const changeRollbackReal: ChangeRule = {
  code: 'change/rollback-real',
  requirement:
    'Where a revert commit does not undo a change, its rollback names a means that restores data or schema.',

  judge(change, context) {
    const { fields, scopes } = change;
    const { rollback } = context.changeRules;
    const scope = rollback?.scopes?.find((one) => scopes.includes(one));
    if (!rollback || scope === undefined) {
      return {
        outcome: 'not-applicable',
        statement: 'It touches no scope that the policy says a revert does not undo.',
      };
    }
    const { clause, level = 'must' } = rollback;
    const text = fields.rollback?.value;
    const means = text === undefined || isFiller(text) ? undefined : findMeans(text);
    if (means !== undefined) {
      return {
        outcome: 'pass',
        level,
        clause,
        statement: `It touches the scope ${scope}, and its rollback names ${means}${completedLater(change, ['rollback'])}.`,
      };
    }
    const { isOpen, note, afterwards } = completionOf(change, 'rollback', context, { level });
    const found =
      text === undefined || isFiller(text)
        ? ' and says nothing of the way back'
        : `, which a revert does not undo, and its rollback names no means of restoring data or schema: "${text}"`;
    return {
      outcome: isOpen ? 'unknown' : 'fail',
      level,
      clause,
      statement: `It touches the scope ${scope}${found}${note}.`,
      remedy: `Before the merge: name in Rollback how data and schema come back. Means that count: ${meansInWords}. ${afterwards}`,
    };
  },
};
