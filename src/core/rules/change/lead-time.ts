import { parseInstant } from '../../model/instant.ts';
import { hasElapsed, periodInWords } from '../../model/period.ts';
import { requiredByType } from '../facts/declared.ts';
import { answerAfterwards, fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const addRequest =
  'Before the merge: add a trailer such as "Requested-at: 2026-03-25T14:05:00+01:00". Afterwards: add the export of the forge, which contains the day of the pull request. For a change made outside git, write requestedAt in its record.';
const messages = {
  notInVersion: notApplicable('The version in force requires no lead time.'),
  notForType: notApplicable('This type requires no lead time.'),
  followUpOnly: unknown(
    'The request is dated {written} only in a follow-up, which was written after the merge.',
    'Add the export of the forge, which contains the day of the pull request. Next time add "Requested-at" to the message.',
  ),
  unknownRequest: unknown(
    'The time of the request is not known; {period} are required between request and merge.',
    addRequest,
  ),
  unreadRequest: unknown(
    'The request is dated "{written}", which is not a moment with its offset.',
    addRequest,
  ),
  inTime: pass('Requested at {requested} and merged at {merged}, at least {period} later.'),
  tooShort: fail(
    'Requested at {requested} and merged at {merged}; {period} are required between them.',
    `Before the merge: wait, or declare an emergency if it is one. ${answerAfterwards}`,
  ),
} as const;

export const changeLeadTime: ChangeRule = {
  code: 'change/lead-time',
  requirement:
    'The time that a type requires passes between the request for a change and its merge.',
  messages,
  example: {
    good: { lines: ['Requested-at: 2026-03-02T09:00:00Z'], mergedAt: '2026-03-03T11:00:00Z' },
    bad: { lines: ['Requested-at: 2026-03-03T09:00:00Z'], mergedAt: '2026-03-03T11:00:00Z' },
  },

  judge(change, { changeRules, settings: { timeZone } }) {
    const demand = requiredByType(change, changeRules, ({ leadTime }) => leadTime, messages);
    if ('outcome' in demand) return demand;
    const { clause, required } = demand;
    const { value: written = '', source } = change.fields['requested-at'] ?? {};
    const period = periodInWords(required);
    if (source === 'follow-up' && change.form !== 'outside-git') {
      return { ...fill(messages.followUpOnly, { written }), clause };
    }
    if (source === undefined) return { ...fill(messages.unknownRequest, { period }), clause };
    const requested = parseInstant(written);
    if (!requested) return { ...fill(messages.unreadRequest, { written }), clause };
    const message = hasElapsed(requested, required, change.mergedAt, timeZone)
      ? messages.inTime
      : messages.tooShort;
    return { ...fill(message, { requested, merged: change.mergedAt, period }), clause };
  },
};
