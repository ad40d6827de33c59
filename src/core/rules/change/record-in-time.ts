import { dateInWords } from '../../model/calendar-date.ts';
import { lastDayOf, periodInWords } from '../../model/period.ts';
import type { ChangeRule } from '../rule.ts';
import { declaredType, withoutType } from './declared-type.ts';
import { findLacking, listRequired, trailerOf } from './record-fields.ts';

export const changeRecordInTime: ChangeRule = {
  code: 'change/record-in-time',
  requirement:
    'A record that may be completed after the merge is complete within the time that its type allows.',

  judge(change, context) {
    const { changeRules, settings, asOf } = context;
    if (Object.values(changeRules.types).every((one) => one.recordWithin === undefined)) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force sets no time for completing a record.',
      };
    }
    const type = declaredType(change, changeRules);
    if (!type) return withoutType(undefined);
    const { clause, recordWithin } = type;
    if (recordWithin === undefined) {
      return {
        outcome: 'not-applicable',
        clause,
        statement: 'The record of this type is complete at the merge.',
      };
    }
    const required = listRequired(change, context);
    const { missing, filler } = findLacking(change, required);
    const lacking = [...missing, ...filler];
    const words = periodInWords(recordWithin);
    if (lacking.length > 0) {
      const due = lastDayOf(change.mergedAt, recordWithin, settings.timeZone);
      const isOver = due < asOf;
      const fields = lacking.map(trailerOf).join(', ');
      return {
        outcome: isOver ? 'fail' : 'unknown',
        clause,
        statement: `The record still lacks ${fields}; it ${isOver ? 'was' : 'is'} to be complete by ${dateInWords(due)}, ${words} after the merge.`,
        remedy: `Add ${fields} in a follow-up in content/changes${isOver ? ', and answer the deviation in content/answers' : ''}.`,
      };
    }
    const late = required.filter((field) => change.fields[field]?.source === 'follow-up');
    return late.length === 0
      ? { outcome: 'pass', clause, statement: 'The record was complete at the merge.' }
      : {
          outcome: 'unknown',
          clause,
          statement: `${late.map(trailerOf).join(', ')} came in a follow-up, and when that landed in the book is not known.`,
          remedy: `Show the day on which the follow-up landed; it had ${words} from the merge.`,
        };
  },
};
