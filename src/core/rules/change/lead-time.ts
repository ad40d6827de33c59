import { parseInstant } from '../../model/instant.ts';
import { hasElapsed, periodInWords } from '../../model/period.ts';
import type { ChangeRule } from '../rule.ts';
import { declaredType, withoutType } from './declared-type.ts';

export const changeLeadTime: ChangeRule = {
  code: 'change/lead-time',
  requirement: 'The time that a type asks for lies between the request for a change and its merge.',

  judge(change, { changeRules, settings: { timeZone } }) {
    if (Object.values(changeRules.types).every(({ leadTime }) => leadTime === undefined)) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force asks for no lead time.',
      };
    }
    const type = declaredType(change, changeRules);
    if (!type) return withoutType(undefined);
    const { clause, leadTime } = type;
    if (leadTime === undefined) {
      return { outcome: 'not-applicable', clause, statement: 'This type needs no lead time.' };
    }
    const { value: written, source } = change.fields['requested-at'] ?? {};
    const requested = parseInstant(written ?? '');
    const words = periodInWords(leadTime);
    if (source === 'follow-up' && change.form !== 'outside-git') {
      return {
        outcome: 'unknown',
        clause,
        statement: `Its request is dated ${written ?? ''} in a follow-up only, written after the merge that it has to come before.`,
        remedy:
          'Give the export of the forge, which holds the day of the pull request; next time add "Requested-at" to the message.',
      };
    }
    if (!requested) {
      return {
        outcome: 'unknown',
        clause,
        statement:
          written === undefined
            ? `When it was requested is not known; ${words} must lie between request and merge.`
            : `Its request is dated "${written}", which is no moment with its offset.`,
        remedy:
          'Before the merge: add a trailer such as "Requested-at: 2026-03-25T14:05:00+01:00". Afterwards: give the export of the forge, which holds the day of the pull request; of a change made outside git, write requestedAt in its record.',
      };
    }
    if (hasElapsed(requested, leadTime, change.mergedAt, timeZone)) {
      return {
        outcome: 'pass',
        clause,
        statement: `Requested at ${requested} and merged at ${change.mergedAt}, at least ${words} later.`,
      };
    }
    return {
      outcome: 'fail',
      clause,
      statement: `Requested at ${requested} and merged at ${change.mergedAt}; ${words} must lie between.`,
      remedy:
        'Before the merge: wait, or declare an emergency if it is one. Afterwards: answer the deviation in content/answers.',
    };
  },
};
