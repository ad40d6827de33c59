import { isFiller } from '../../changes/is-filler.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { lastDayOf, periodInWords } from '../../model/period.ts';
import type { ChangeTypeRules } from '../../schemas/change-rules.ts';
import type { Retrospective } from '../../schemas/follow-up.ts';
import type { ChangeRule } from '../rule.ts';
import { declaredType, withoutType } from './declared-type.ts';

type Demand = NonNullable<ChangeTypeRules['retrospective']>;

export const changeRetrospective: ChangeRule = {
  code: 'change/retrospective',
  requirement:
    'A change whose type asks for a retrospective has one in time, with what it has to find.',

  judge(change, { changeRules, settings, asOf }) {
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
    const { clause, within } = demand;
    const due = lastDayOf(change.mergedAt, within, settings.timeZone);
    const faultsOf = (one: Retrospective) => [
      ...(one.on < change.day
        ? [`it is dated ${dateInWords(one.on)}, before the change of ${dateInWords(change.day)}`]
        : []),
      ...(one.on > due
        ? [
            `it was held on ${dateInWords(one.on)}, after ${dateInWords(due)} (${periodInWords(within)} after the merge)`,
          ]
        : []),
      ...findMissing(one, demand).map((field) => `it names no ${field.replaceAll('-', ' ')}`),
    ];
    const dated = change.followUps
      .flatMap(({ fields }) => fields.retrospective ?? [])
      .filter(({ on }) => on <= asOf)
      .sort((left, right) => left.on.localeCompare(right.on));
    const held =
      dated.find((one) => faultsOf(one).length === 0) ??
      dated.find(({ on }) => on >= change.day) ??
      dated[0];

    if (!held) {
      const remedy = `Hold it and add "retrospective" to content/changes/${change.id}.mdx.`;
      return due < asOf
        ? {
            outcome: 'fail',
            clause,
            statement: `No retrospective is recorded; it was due on ${dateInWords(due)}.`,
            remedy,
          }
        : {
            outcome: 'unknown',
            clause,
            statement: `No retrospective is recorded yet; it is due on ${dateInWords(due)}.`,
            remedy,
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
            'Complete or correct it in content/changes; for a late one answer the deviation in content/answers.',
        };
  },
};

function findMissing(held: Retrospective, { fields }: Demand): Demand['fields'] {
  const texts: Record<Demand['fields'][number], string | undefined> = {
    'root-cause': held.rootCause,
    actions: held.actions,
    'preventive-controls': held.preventiveControls,
  };
  return fields.filter((field) => isFiller(texts[field] ?? ''));
}
