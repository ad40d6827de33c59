import { isFiller } from '../../changes/is-filler.ts';
import type { ChangeRule } from '../rule.ts';

export const changeRollbackReal: ChangeRule = {
  code: 'change/rollback-real',
  requirement:
    'Where a revert commit does not undo a change, its rollback says what does, and is no "revert".',

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
    if (text !== undefined && !isFiller(text) && !isMereRevert(text)) {
      return {
        outcome: 'pass',
        level,
        clause,
        statement: `It touches the scope ${scope}, and its rollback says more than a revert.`,
      };
    }
    return {
      outcome: 'fail',
      level,
      clause,
      statement:
        text === undefined || isFiller(text)
          ? `It touches the scope ${scope} and says nothing of the way back.`
          : `It touches the scope ${scope}, which a revert does not undo, and its rollback is only "${text}".`,
      remedy:
        'Before the merge: write in Rollback how what is stored comes back: the script, the former table, the copy. Afterwards: add it in a follow-up in content/changes, or answer the deviation in content/answers.',
    };
  },
};

const speaksOfData =
  /\b(?:migrat\w*|scripts?|schemas?|tables?|columns?|rows?|data|restor\w*|back-?ups?|sql|stor(?:ed|age)|cop(?:y|ies|ied)|index(?:es)?|values?|entries|drop(?:ped)?|down)\b/i;

/** Whether a rollback says that the commit is reverted and nothing of what the database then holds. */
function isMereRevert(text: string): boolean {
  if (!/\brevert/i.test(text)) return false;
  return !speaksOfData.test(text.replaceAll(/\bno (?:migration|script|data)\b/gi, ''));
}
