import { isFiller } from '../../changes/is-filler.ts';
import type { ChangeRule } from '../rule.ts';
import { completedLater } from './completed-later.ts';
import { declaredType, withoutType } from './declared-type.ts';

export const changeTests: ChangeRule = {
  code: 'change/tests',
  requirement: 'What was tested is written down where the type asks for tests.',

  judge(change, { changeRules }) {
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
    if (tested !== undefined && !isFiller(tested) && !saysUntested(tested)) {
      return {
        outcome: 'pass',
        level,
        clause,
        statement: `What was tested is written down: "${tested}"${completedLater(change, ['tested'])}.`,
      };
    }
    return {
      outcome: 'fail',
      level,
      clause,
      statement: `Tests are ${tests} for this type, and the record ${
        tested === undefined ? 'names none' : `says only "${tested}"`
      }.`,
      remedy: `Before the merge: test it and write what and with which result as "Tested: …". Afterwards: test it now and write the result in a follow-up in content/changes${
        level === 'must' ? ', or answer the deviation in content/answers' : ''
      }.`,
    };
  },
};

function saysUntested(text: string): boolean {
  return /^(?:no\b|not\b|untested\b|skipped\b|without tests?\b)/i.test(text.trim());
}
