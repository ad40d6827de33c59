import { landingOfParts, partName } from '../../changes/follow-ups/follow-up-contents.ts';
import { isFiller } from '../../changes/message/is-filler.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import { addPeriod, periodInWords } from '../../model/period.ts';
import { loggedFields, recordFields } from '../../model/record-fields.ts';
import type { CopiedEvidence } from '../../schemas/follow-up.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { ChangeRule, JudgingContext } from '../rule.ts';
import { landedLateInWords, landedOn } from './landed.ts';
import { listLogEvidence } from './log-evidence.ts';

export const changeRetention: ChangeRule = {
  code: 'change/retention',
  requirement:
    'Evidence that rests on a log says what the log showed, or has it copied before the log is deleted.',

  judge(change, context) {
    const { settings, asOf } = context;
    const { retention } = context.changeRules;
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
        copy: copyOf(change, of, context),
      }));
    const lost = bare.filter(({ until, copy }) => (copy?.day ?? asOf) > until);
    const open = bare.filter(({ copy }) => copy === undefined);
    if (lost.length === 0 && open.length === 0) {
      const statement = 'What each log showed stands in the record.';
      return { outcome: 'pass', ...at, statement };
    }
    const faults = lost.length > 0 ? lost : open;
    const kept = faults.map(({ of, until, copy }) =>
      [
        `${wordsFor[of] ?? of}, which ${until < asOf ? 'was' : 'is'} kept until ${dateInWords(until)}`,
        ...(copy ? [` and is said to be copied on ${copy.words}`] : []),
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

const wordsFor: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(loggedFields.map((field) => [field, recordFields[field].log])),
  approval: 'an approval',
  validation: 'the validation',
  monitoring: 'the monitoring',
};

interface Copy {
  /** The day that it states, or the later one on which it landed. */
  readonly day: CalendarDate;
  readonly words: string;
}

/** The first follow-up that says what the log showed. */
function copyOf(
  { followUps }: ChangeRecord,
  wanted: CopiedEvidence,
  context: JudgingContext,
): Copy | undefined {
  return followUps
    .flatMap((followUp) => followUp.fields.copied.map((copied) => ({ followUp, copied })))
    .filter(
      ({ copied: { of, on, shows } }) => of === wanted && on <= context.asOf && !isFiller(shows),
    )
    .map(({ followUp, copied }): Copy => {
      const words = dateInWords(copied.on);
      const landed = landingOfParts(followUp, [partName.copied(copied)]);
      if (!landed || landedOn(landed, context) <= copied.on) return { day: copied.on, words };
      return {
        day: landedOn(landed, context),
        words: `${words}, which ${landedLateInWords(landed, context)}`,
      };
    })
    .sort((left, right) => left.day.localeCompare(right.day))[0];
}
