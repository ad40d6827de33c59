import {
  landingOfParts,
  partName,
  type Finding,
} from '../../changes/follow-ups/follow-up-contents.ts';
import { isFiller } from '../../changes/message/is-filler.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord, PartLanding } from '../../model/change-record.ts';
import { lastDayOf, periodInWords } from '../../model/period.ts';
import type { ChangeTypeRules } from '../../schemas/change-rules.ts';
import type { Retrospective } from '../../schemas/follow-up.ts';
import { emergency } from '../example.ts';
import { requiredByType } from '../facts/declared.ts';
import { landedLateInWords, landedOn } from '../facts/landing.ts';
import { findPerson, isActive } from '../facts/people.ts';
import { fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule, JudgingContext } from '../rule.ts';

const holdIt = 'Hold it and add "retrospective" to content/changes/{change}.mdx';
const messages = {
  notInVersion: notApplicable('The version in force requires no retrospective.'),
  notForType: notApplicable('This type requires no retrospective.'),
  held: pass('Held on {on}; it was due by {due}.'),
  open: unknown('No retrospective is recorded yet; it is due on {due}.', `${holdIt}.`),
  missing: fail(
    'No retrospective is recorded; it was due on {due}.',
    `${holdIt}, and answer the deviation in content/answers.`,
  ),
  faulty: fail(
    'The retrospective falls short: {faults}.',
    'Complete or correct it in content/changes. If it is late, or landed late, answer the deviation in content/answers.',
  ),
  early: 'it is dated {on}, before the change of {day}',
  late: 'it was held on {on}, after {due} ({period} after the merge)',
  landedLate: 'it is dated {on} and {landed}, after {due} ({period} after the merge)',
  unregistered: 'it was held by {name}, who is not in people.yaml',
  bot: 'it was held by {name}, which is a bot',
  noRole: 'it was held by {name}, who had no role on {on}',
  lacks: 'it does not state {field}',
} as const;

type Required = NonNullable<ChangeTypeRules['retrospective']>;

/** A retrospective as a follow-up states it, and when the parts that the policy requires landed, if that is known. */
interface Stated extends Retrospective {
  readonly landed: PartLanding | undefined;
}

export const changeRetrospective: ChangeRule = {
  code: 'change/retrospective',
  requirement:
    'A change whose type requires a retrospective has one in time, held by a person, with the required findings.',
  messages,
  example: {
    good: {
      lines: emergency,
      followUp: ['retrospective: { on: 2026-03-06, by: ben, rootCause: A full disk. }'],
    },
    bad: {
      lines: emergency,
      followUp: ['retrospective: { on: 2026-04-20, by: ben, rootCause: A full disk. }'],
    },
  },

  judge(change, context) {
    const { changeRules, settings, asOf } = context;
    const demand = requiredByType(change, changeRules, (type) => type.retrospective, messages);
    if ('outcome' in demand) return demand;
    const { required } = demand;
    const { clause } = required;
    const due = lastDayOf(change.mergedAt, required.within, settings.timeZone);
    const faultsOf = (one: Stated) => [
      ...objectToTime(one, change, { required, due }, context),
      ...objectToHolder(one, context),
      ...findMissing(one, required).map((field) =>
        fill(messages.lacks, { field: field.replaceAll('-', ' ') }),
      ),
    ];
    const dated = change.followUps
      .flatMap((followUp): Stated[] => {
        const { retrospective: one } = followUp.fields;
        const parts = one && listParts(one, required);
        return parts ? [{ ...one, landed: landingOfParts(followUp, parts) }] : [];
      })
      .filter(({ on }) => on <= asOf)
      .sort((left, right) => left.on.localeCompare(right.on));
    const held =
      dated.find((one) => faultsOf(one).length === 0) ??
      dated.find(({ on }) => on >= change.day) ??
      dated[0];

    if (!held) {
      const facts = { due: dateInWords(due), change: change.id };
      return { ...fill(due < asOf ? messages.missing : messages.open, facts), clause };
    }
    const faults = faultsOf(held);
    return faults.length === 0
      ? { ...fill(messages.held, { on: dateInWords(held.on), due: dateInWords(due) }), clause }
      : { ...fill(messages.faulty, { faults: faults.join('; ') }), clause };
  },
};

/** Why a retrospective was not held or did not land between the change and its last day. */
function objectToTime(
  { on, landed }: Stated,
  { day }: ChangeRecord,
  { required, due }: { readonly required: Required; readonly due: CalendarDate },
  context: JudgingContext,
): readonly string[] {
  const facts = {
    on: dateInWords(on),
    day: dateInWords(day),
    due: dateInWords(due),
    period: periodInWords(required.within),
  };
  if (on < day) return [fill(messages.early, facts)];
  if (on > due) return [fill(messages.late, facts)];
  return landed && landedOn(landed, context) > due
    ? [fill(messages.landedLate, { ...facts, landed: landedLateInWords(landed, context) })]
    : [];
}

/** Why the one who held it does not count: a retrospective is held by a person with a role on that day. */
function objectToHolder({ by, on }: Retrospective, { people }: JudgingContext): readonly string[] {
  const person = findPerson(people, by);
  if (!person) return [fill(messages.unregistered, { name: by })];
  const facts = { name: person.name, on: dateInWords(on) };
  if (person.bot) return [fill(messages.bot, facts)];
  return isActive(person, on) ? [] : [fill(messages.noRole, facts)];
}

const findingOf: Readonly<Record<Required['fields'][number], Finding>> = {
  'root-cause': 'rootCause',
  actions: 'actions',
  'preventive-controls': 'preventiveControls',
};

function findMissing(held: Retrospective, { fields }: Required): Required['fields'] {
  return fields.filter((field) => isFiller(held[findingOf[field]] ?? ''));
}

/** The parts whose landing counts. A missing finding is a fault of its own. */
function listParts(held: Retrospective, required: Required): readonly string[] {
  const missing = findMissing(held, required);
  return [
    partName.retrospective(held),
    ...required.fields
      .filter((field) => !missing.includes(field))
      .map((field) => partName.finding(held, findingOf[field])),
  ];
}
