import { saysNothing } from '../../changes/message/says-nothing.ts';
import type { ChangeRule } from '../rule.ts';
import { completedLater } from './completed-later.ts';
import { completionOf } from './completion.ts';
import { declaredType, withoutType } from './declared-type.ts';

export const changeStaging: ChangeRule = {
  code: 'change/staging',
  requirement: 'A change ran in staging before production where its type asks for it.',

  judge(change, context) {
    const { changeRules } = context;
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
    if (staging !== undefined && !saysNothing('staging', staging)) {
      return {
        outcome: 'pass',
        level,
        clause,
        statement: `It ran in staging: "${staging}"${completedLater(change, ['staging'])}.`,
      };
    }
    const { isOpen, note, afterwards } = completionOf(change, 'staging', context, {
      level,
      write: 'if it ran there, write it',
    });
    const found =
      staging === undefined
        ? 'The record does not say that it ran in staging'
        : `Of staging the record says only "${staging}"`;
    const or =
      level === 'must'
        ? ''
        : '; where that cannot be, say in the reason why, and it stands as advice';
    return {
      outcome: isOpen ? 'unknown' : 'fail',
      level,
      clause,
      statement: `${found}${note}.`,
      remedy: `Before the merge: run it in staging and add "Staging: yes, and since when"${or}. ${afterwards}`,
    };
  },
};
