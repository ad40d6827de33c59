import { isFiller } from '../../changes/is-filler.ts';
import type { ChangeRule } from '../rule.ts';
import { findMeans, meansInWords } from './means-of-restoring.ts';

export const changeRollbackReal: ChangeRule = {
  code: 'change/rollback-real',
  requirement:
    'Where a revert commit does not undo a change, its rollback names a means that restores data or schema.',

  judge({ fields, scopes }, { changeRules: { rollback } }) {
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
        statement: `It touches the scope ${scope}, and its rollback names ${means}.`,
      };
    }
    return {
      outcome: 'fail',
      level,
      clause,
      statement:
        text === undefined || isFiller(text)
          ? `It touches the scope ${scope} and says nothing of the way back.`
          : `It touches the scope ${scope}, which a revert does not undo, and its rollback names no means of restoring data or schema: "${text}".`,
      remedy: `Before the merge: name in Rollback how data and schema come back. Means that count: ${meansInWords}. Afterwards: add it in a follow-up in content/changes, or answer the deviation in content/answers.`,
    };
  },
};
