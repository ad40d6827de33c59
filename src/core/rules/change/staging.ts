import { saysNothing } from '../../changes/message/says-nothing.ts';
import { completedLater, judgeShort } from '../facts/completion.ts';
import { requiredByType } from '../facts/declared.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const runIt = 'Before the merge: run it in staging and add "Staging: yes, and since when"{advice}.';
const messages = {
  notInVersion: notApplicable('The version in force does not state which types run in staging.'),
  notForType: notApplicable('This type requires no staging.'),
  ran: pass('The change ran in staging: "{staging}"{completed}.'),
  missing: fail('The record does not state that the change ran in staging.', runIt),
  denied: fail('The record states of staging only "{staging}".', runIt),
  advice: '. If that is not possible, state the cause in the reason, and it remains as advice',
} as const;

const major = [
  'Change-Type: major',
  'Approved-by: Ben Hollis <ben@example.org>',
  'Approved-by: Dana Ruiz <dana@example.org>',
];

export const changeStaging: ChangeRule = {
  code: 'change/staging',
  requirement: 'A change ran in staging before production where its type requires it.',
  messages,
  example: {
    good: { lines: [...major, 'Staging: since 2 March'] },
    bad: { lines: major, without: ['Staging'] },
  },

  judge(change, context) {
    const demand = requiredByType(
      change,
      context.changeRules,
      ({ staging }) => (staging === 'none' ? undefined : staging),
      messages,
    );
    if ('outcome' in demand) return demand;
    const { clause, required: level } = demand;
    const staging = change.fields.staging?.value;
    if (staging !== undefined && !saysNothing('staging', staging)) {
      const facts = { staging, completed: completedLater(change, 'staging') };
      return { ...fill(messages.ran, facts), level, clause };
    }
    const advice = level === 'must' ? '' : messages.advice;
    const found =
      staging === undefined
        ? fill(messages.missing, { advice })
        : fill(messages.denied, { staging, advice });
    const write = 'if it ran there, write it';
    return { ...judgeShort(change, 'staging', context, found, { level, write }), level, clause };
  },
};
