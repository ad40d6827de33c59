import { saysNothing } from '../../changes/message/says-nothing.ts';
import { completedLater, judgeShort } from '../facts/completion.ts';
import { requiredByType } from '../facts/declared.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const testIt =
  'Before the merge: test it, and write what was tested and the result as "Tested: …".';
const messages = {
  notInVersion: notApplicable('The version in force does not state which types are tested.'),
  notForType: notApplicable('This type requires no tests.'),
  tested: pass('The record states what was tested: "{tested}"{completed}.'),
  missing: fail('Tests are {required} for this type, and the record names none.', testIt),
  denied: fail(
    'Tests are {required} for this type, and the record states only "{tested}".',
    testIt,
  ),
} as const;

export const changeTests: ChangeRule = {
  code: 'change/tests',
  requirement: 'The record states what was tested where the type requires tests.',
  messages,
  example: {
    good: { lines: ['Tested: 41 unit tests and the booking flow by hand, all passed.'] },
    bad: { lines: ['Tested: not yet'] },
  },

  judge(change, context) {
    const demand = requiredByType(
      change,
      context.changeRules,
      ({ tests }) => (tests === 'none' ? undefined : tests),
      messages,
    );
    if ('outcome' in demand) return demand;
    const { clause, required } = demand;
    const level = required === 'required' ? 'must' : 'should';
    const tested = change.fields.tested?.value;
    if (tested !== undefined && !saysNothing('tested', tested)) {
      const facts = { tested, completed: completedLater(change, 'tested') };
      return { ...fill(messages.tested, facts), level, clause };
    }
    const found =
      tested === undefined
        ? fill(messages.missing, { required })
        : fill(messages.denied, { required, tested });
    const write = 'test it now and write the result';
    return { ...judgeShort(change, 'tested', context, found, { level, write }), level, clause };
  },
};
