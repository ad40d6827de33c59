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
import type { ChangeRule, JudgingContext } from '../rule.ts';
import { declaredType, withoutType } from './declared-type.ts';
import { isActive } from './independent-approvals.ts';
import { landedLateInWords, landedOn } from './landed.ts';

type Demand = NonNullable<ChangeTypeRules['retrospective']>;

/** A retrospective as a follow-up states it, and when what the policy asks of it landed, as far as that is known. */
interface Stated extends Retrospective {
  readonly landed: PartLanding | undefined;
}

export const changeRetrospective: ChangeRule = {
  code: 'change/retrospective',
  requirement:
    'A change whose type asks for a retrospective has one in time, by a person, with what it has to find.',

  judge(change, context) {
    const { changeRules, settings, asOf } = context;
    if (Object.values(changeRules.types).every((one) => one.retrospective === undefined)) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force asks for no retrospective.',
      };
    }
    const type = declaredType(change, changeRules);
    if (!type) return withoutType(undefined);
    const demand = type.retrospective;
    if (!demand) {
      return { outcome: 'not-applicable', statement: 'This type asks for no retrospective.' };
    }
    const { clause } = demand;
    const due = lastDayOf(change.mergedAt, demand.within, settings.timeZone);
    const faultsOf = (one: Stated) => [
      ...objectToTime(one, change, { demand, due }, context),
      ...objectToHolder(one, context),
      ...findMissing(one, demand).map((field) => `it names no ${field.replaceAll('-', ' ')}`),
    ];
    const dated = change.followUps
      .flatMap((followUp): Stated[] => {
        const { retrospective: one } = followUp.fields;
        return one ? [{ ...one, landed: landingOfParts(followUp, partsAsked(one, demand)) }] : [];
      })
      .filter(({ on }) => on <= asOf)
      .sort((left, right) => left.on.localeCompare(right.on));
    const held =
      dated.find((one) => faultsOf(one).length === 0) ??
      dated.find(({ on }) => on >= change.day) ??
      dated[0];

    if (!held) {
      const remedy = `Hold it and add "retrospective" to content/changes/${change.id}.mdx`;
      return due < asOf
        ? {
            outcome: 'fail',
            clause,
            statement: `No retrospective is recorded; it was due on ${dateInWords(due)}.`,
            remedy: `${remedy}, and answer the deviation in content/answers.`,
          }
        : {
            outcome: 'unknown',
            clause,
            statement: `No retrospective is recorded yet; it is due on ${dateInWords(due)}.`,
            remedy: `${remedy}.`,
          };
    }
    const faults = faultsOf(held);
    return faults.length === 0
      ? {
          outcome: 'pass',
          clause,
          statement: `Held on ${dateInWords(held.on)}; it was due by ${dateInWords(due)}.`,
        }
      : {
          outcome: 'fail',
          clause,
          statement: `The retrospective falls short: ${faults.join('; ')}.`,
          remedy:
            'Complete or correct it in content/changes; for what is late, or lands there late, answer the deviation in content/answers.',
        };
  },
};

/** What came before the change or after its time, by the day that it states or else by its landing. */
function objectToTime(
  { on, landed }: Stated,
  { day }: ChangeRecord,
  { demand, due }: { readonly demand: Demand; readonly due: CalendarDate },
  context: JudgingContext,
): readonly string[] {
  if (on < day) {
    return [`it is dated ${dateInWords(on)}, before the change of ${dateInWords(day)}`];
  }
  const end = `after ${dateInWords(due)} (${periodInWords(demand.within)} after the merge)`;
  if (on > due) return [`it was held on ${dateInWords(on)}, ${end}`];
  return landed && landedOn(landed, context) > due
    ? [`it says ${dateInWords(on)} and ${landedLateInWords(landed, context)}, ${end}`]
    : [];
}

/** Machines find no causes, and whoever left finds them no more. */
function objectToHolder({ by, on }: Retrospective, { people }: JudgingContext): readonly string[] {
  const person = Object.hasOwn(people, by) ? people[by] : undefined;
  if (!person) return [`it was held by ${by}, who is not in people.yaml`];
  if (person.bot) return [`it was held by ${person.name}, which is a bot`];
  return isActive(person, on)
    ? []
    : [`it was held by ${person.name}, who held no role on ${dateInWords(on)}`];
}

const findingOf: Readonly<Record<Demand['fields'][number], Finding>> = {
  'root-cause': 'rootCause',
  actions: 'actions',
  'preventive-controls': 'preventiveControls',
};

function findMissing(held: Retrospective, { fields }: Demand): Demand['fields'] {
  return fields.filter((field) => isFiller(held[findingOf[field]] ?? ''));
}

/** What is missing is a fault of its own, so only what is there has a landing. */
function partsAsked(held: Retrospective, demand: Demand): readonly string[] {
  const missing = findMissing(held, demand);
  return [
    partName.retrospective(held),
    ...demand.fields
      .filter((field) => !missing.includes(field))
      .map((field) => partName.finding(held, findingOf[field])),
  ];
}
