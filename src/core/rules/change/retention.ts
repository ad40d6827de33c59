import { isFiller } from '../../changes/is-filler.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import { addPeriod, periodInWords } from '../../model/period.ts';
import type { CopiedEvidence } from '../../schemas/follow-up.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { ChangeRule } from '../rule.ts';
import { listLogEvidence } from './log-evidence.ts';

export const changeRetention: ChangeRule = {
  code: 'change/retention',
  requirement:
    'Evidence that rests on a log says what the log showed, or has it copied before the log is deleted.',

  judge(change, { changeRules: { retention }, settings, asOf }) {
    if (!retention?.logs) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force does not say how long logs are kept.',
      };
    }
    const { clause, records, logs, level = 'should' } = retention;
    if (addPeriod(change.day, logs) >= addPeriod(change.day, records)) {
      return { outcome: 'not-applicable', clause, statement: 'Logs are kept as long as records.' };
    }
    const at = { level, clause };
    const evidence = listLogEvidence(change, settings.timeZone);
    if (evidence.length === 0) {
      return { outcome: 'not-applicable', ...at, statement: 'None of its evidence is a log.' };
    }
    const bare = evidence
      .filter(({ isBare }) => isBare)
      .map(({ of, day }) => ({
        of,
        until: addPeriod(day, logs),
        copied: copyOf(change, of, asOf),
      }));
    const lost = bare.filter(({ until, copied = asOf }) => copied > until);
    const open = bare.filter(({ copied }) => copied === undefined);
    if (lost.length === 0 && open.length === 0) {
      const statement = 'What each log showed stands in the record.';
      return { outcome: 'pass', ...at, statement };
    }
    const faults = lost.length > 0 ? lost : open;
    const kept = faults.map(({ of, until, copied }) =>
      [
        `${wordsFor[of]}, which ${until < asOf ? 'was' : 'is'} kept until ${dateInWords(until)}`,
        ...(copied === undefined ? [] : [` and is said to be copied on ${dateInWords(copied)}`]),
      ].join(''),
    );
    const statement = `The record is kept for ${periodInWords(records)} and only points at a log for ${kept.join('; ')}.`;
    const first = faults.map(({ until }) => until).sort()[0] ?? asOf;
    return lost.length > 0
      ? {
          outcome: 'fail',
          ...at,
          statement,
          remedy:
            level === 'must'
              ? 'Answer the deviation in content/answers: what else shows it.'
              : 'Say in a follow-up in content/changes what else shows it.',
        }
      : {
          outcome: 'unknown',
          ...at,
          statement,
          remedy: `Before the merge: write the result beside it. Afterwards: write what the log shows as "copied" in content/changes/${change.id}.mdx by ${dateInWords(first)}.`,
        };
  },
};

const wordsFor: Readonly<Record<CopiedEvidence, string>> = {
  tested: 'its tests',
  staging: 'staging',
  'ai-eval-before': 'the evaluation before',
  'ai-eval-after': 'the evaluation after',
  'ai-isolation': 'the isolation of tenants',
  approval: 'an approval',
  validation: 'the validation',
  monitoring: 'the monitoring',
};

/** The first day on which a follow-up says what the log showed. */
function copyOf(
  { followUps }: ChangeRecord,
  wanted: CopiedEvidence,
  asOf: CalendarDate,
): CalendarDate | undefined {
  return followUps
    .flatMap(({ fields }) => fields.copied)
    .filter(({ of, on, shows }) => of === wanted && on <= asOf && !isFiller(shows))
    .map(({ on }) => on)
    .sort()[0];
}
