import { landingOfParts, partName } from '../../changes/follow-ups/follow-up-contents.ts';
import { isFiller } from '../../changes/message/is-filler.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { calendarDateOf, type Instant } from '../../model/instant.ts';
import { addPeriod, periodInWords } from '../../model/period.ts';
import { loggedFields, recordFields } from '../../model/record-fields.ts';
import type { CopiedEvidence } from '../../schemas/follow-up.ts';
import { landedLateInWords, landedOn } from '../facts/landing.ts';
import { fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule, JudgingContext } from '../rule.ts';

const onlyLog = 'The record is kept for {records} and contains only a pointer to a log for {logs}.';
const messages = {
  notInVersion: notApplicable('The version in force does not state how long logs are kept.'),
  keptAsLong: notApplicable('Logs are kept as long as records.'),
  noLog: notApplicable('The evidence of the change contains no log.'),
  copied: pass('The record states what each log showed.'),
  expired: fail(onlyLog, 'Answer the deviation in content/answers: state what else shows it.'),
  expiredAsAdvice: fail(onlyLog, 'State in a follow-up in content/changes what else shows it.'),
  open: unknown(
    onlyLog,
    'Before the merge: write the result beside the pointer. Afterwards: write what the log shows as "copied" in content/changes/{change}.mdx by {first}.',
  ),
  kept: '{evidence}, which is kept until {until}',
  wasKept: '{evidence}, which was kept until {until}',
  copiedOn: '; its copy is dated {on}',
} as const;

export const changeRetention: ChangeRule = {
  code: 'change/retention',
  requirement:
    'Evidence that points at a log states what the log showed, or has a copy of it before the log is deleted.',
  messages,
  example: {
    good: { lines: ['Tested: 41 unit tests passed, https://ci.example.org/runs/8812'] },
    bad: { lines: ['Tested: https://ci.example.org/runs/8812'] },
  },

  judge(change, context) {
    const { settings, asOf } = context;
    const { retention } = context.changeRules;
    if (!retention?.logs) return messages.notInVersion;
    const { clause, records, logs, level = 'should' } = retention;
    if (addPeriod(change.day, logs) >= addPeriod(change.day, records)) {
      return { ...messages.keptAsLong, clause };
    }
    const at = { level, clause };
    const evidence = listLogEvidence(change, settings.timeZone);
    if (evidence.length === 0) return { ...messages.noLog, ...at };
    const bare = evidence
      .filter(({ isBare }) => isBare)
      .map(({ of, day }) => ({
        of,
        until: addPeriod(day, logs),
        copy: findCopy(change, of, context),
      }));
    const lost = bare.filter(({ until, copy }) => (copy?.day ?? asOf) > until);
    const faults = lost.length > 0 ? lost : bare.filter(({ copy }) => copy === undefined);
    const [first] = faults.map(({ until }) => until).sort();
    if (first === undefined) return { ...messages.copied, ...at };
    const kept = faults.map(({ of, until, copy }) => {
      const facts = { evidence: evidenceInWords[of] ?? of, until: dateInWords(until) };
      const copied = copy ? fill(messages.copiedOn, { on: copy.words }) : '';
      return `${fill(until < asOf ? messages.wasKept : messages.kept, facts)}${copied}`;
    });
    const lateMessage = level === 'must' ? messages.expired : messages.expiredAsAdvice;
    const judged = fill(lost.length > 0 ? lateMessage : messages.open, {
      records: periodInWords(records),
      logs: kept.join('; '),
      change: change.id,
      first: dateInWords(first),
    });
    return { ...judged, ...at };
  },
};

const evidenceInWords: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(loggedFields.map((field) => [field, recordFields[field].log])),
  approval: 'an approval',
  validation: 'the validation',
  monitoring: 'the monitoring',
};

interface Copy {
  /** The day that it states, or the later day on which it landed. */
  readonly day: CalendarDate;
  readonly words: string;
}

/** The first follow-up that states what the log showed. */
function findCopy(
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
        words: `${words} and ${landedLateInWords(landed, context)}`,
      };
    })
    .sort((left, right) => left.day.localeCompare(right.day))[0];
}

/** A piece of a record's evidence that points at a log. */
interface LogEvidence {
  /** As `copied` of a follow-up names it. */
  readonly of: CopiedEvidence;
  /** The day on which the log was written, where the record states it. */
  readonly day: CalendarDate;
  /** Whether it contains only the pointer. */
  readonly isBare: boolean;
}

/** Evidence in the message or a follow-up that links to a log or a numbered run. */
function listLogEvidence(
  { fields, followUps, day }: ChangeRecord,
  timeZone: string,
): readonly LogEvidence[] {
  const piece = (of: CopiedEvidence, text: string, written: CalendarDate) => ({
    of,
    text,
    written,
  });
  const dayOf = (at: Instant) => calendarDateOf(at, timeZone);
  const pieces = [
    ...loggedFields.map((of) => piece(of, fields[of]?.value ?? '', day)),
    ...followUps.flatMap(({ fields: { approvals, validated, monitored } }) => [
      ...approvals.map(({ evidence, at }) => piece('approval', evidence, dayOf(at))),
      ...(validated ? [piece('validation', validated.note, dayOf(validated.at))] : []),
      ...(monitored ? [piece('monitoring', monitored.note, dayOf(monitored.until))] : []),
    ]),
  ];
  return pieces
    .filter(({ text }) => pointsAtLog(text))
    .map(({ of, text, written }) => ({ of, day: written, isBare: !statesResult(text) }));
}

const link = /https?:\/\/\S+/g;
const logPath =
  /[/._-](?:logs?|runs?|jobs?|pipelines?|builds?|actions|workflows?|artifacts?|deploy(?:ment)?s?)(?:[/._?#-]|$)/i;
/** A part that is one or two words with a number, in any language: "run 8812", "siehe Lauf Nr. 8812", "build #41". */
const numbered = /^\p{L}+\s+(?:\p{L}+\s+)?(?:\p{L}{1,3}[.°]?\s*)?(?:#\s*\d+|\d{3,})$/u;
/** A word; scripts without spaces have one in about three letters. */
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,3}|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}])+/gu;

function pointsAtLog(text: string): boolean {
  return (
    (text.match(link) ?? []).some((one) => logPath.test(one)) || partsOf(text).some(isNumbered)
  );
}

/** Whether a text contains more than two words beside what points at the log. */
function statesResult(text: string): boolean {
  const rest = partsOf(text.replaceAll(link, ' ')).filter((part) => !isNumbered(part));
  return (rest.join(' ').match(word) ?? []).length > 2;
}

function partsOf(text: string): readonly string[] {
  return text.split(/[;,:()；，、：（）]|\.(?=\s+\D|$)|。|\s[-–—]\s/u).map((part) => part.trim());
}

function isNumbered(part: string): boolean {
  return numbered.test(part);
}
