import { isFiller } from '../../changes/is-filler.ts';
import type { ChangeRule } from '../rule.ts';
import { completedLater } from './completed-later.ts';
import { declaredType, withoutType } from './declared-type.ts';

export const changeStaging: ChangeRule = {
  code: 'change/staging',
  requirement: 'A change ran in staging before production where its type asks for it.',

  judge(change, { changeRules }) {
    if (Object.values(changeRules.types).every(({ staging }) => staging === undefined)) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force does not say which types run in staging.',
      };
    }
    const type = declaredType(change, changeRules);
    if (!type) return withoutType(undefined);
    const { clause, staging: level = 'none' } = type;
    if (level === 'none') {
      return { outcome: 'not-applicable', clause, statement: 'This type needs no staging.' };
    }
    const staging = change.fields.staging?.value;
    if (staging !== undefined && !isFiller(staging) && !/^(?:no|not)\b/i.test(staging.trim())) {
      return {
        outcome: 'pass',
        level,
        clause,
        statement: `It ran in staging: "${staging}"${completedLater(change, ['staging'])}.`,
      };
    }
    return {
      outcome: 'fail',
      level,
      clause,
      statement:
        staging === undefined
          ? 'The record does not say that it ran in staging.'
          : `Of staging the record says only "${staging}".`,
      remedy:
        level === 'must'
          ? 'Before the merge: run it in staging and add "Staging: yes, and since when". Afterwards: answer the deviation in content/answers.'
          : 'Before the merge: run it in staging and add "Staging: yes, and since when", or say in the reason why not.',
    };
  },
};
