import { saysNothing } from '../../changes/message/says-nothing.ts';
import type { ChangeRule } from '../rule.ts';
import { completedLater } from './completed-later.ts';
import { completionOf } from './completion.ts';
import { declaredType, withoutType } from './declared-type.ts';

export const changeTests: ChangeRule = {
  code: 'change/tests',
  requirement: 'What was tested is written down where the type asks for tests.',

  judge(change, context) {
    const { changeRules } = context;
    if (Object.values(changeRules.types).every(({ tests }) => tests === undefined)) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force does not say which types are tested.',
      };
    }
    const type = declaredType(change, changeRules);
    if (!type) return withoutType(undefined);
    const { clause, tests = 'none' } = type;
    if (tests === 'none') {
      return { outcome: 'not-applicable', clause, statement: 'This type needs no tests.' };
    }
    const level = tests === 'required' ? 'must' : 'should';
    const tested = change.fields.tested?.value;
    if (tested !== undefined && !saysNothing('tested', tested)) {
      return {
        outcome: 'pass',
        level,
        clause,
        statement: `What was tested is written down: "${tested}"${completedLater(change, ['tested'])}.`,
      };
    }
    const found = tested === undefined ? 'names none' : `says only "${tested}"`;
    const { isOpen, note, afterwards } = completionOf(change, 'tested', context, {
      level,
      write: 'test it now and write the result',
    });
    return {
      outcome: isOpen ? 'unknown' : 'fail',
      level,
      clause,
      statement: `Tests are ${tests} for this type, and the record ${found}${note}.`,
      remedy: `Before the merge: test it and write what and with which result as "Tested: …". ${afterwards}`,
    };
  },
};
