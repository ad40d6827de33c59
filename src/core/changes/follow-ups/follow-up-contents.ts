import type { FollowUp, PartLanding } from '../../model/change-record.ts';
import { epochOf } from '../../model/instant.ts';
import {
  allFields,
  recordFields,
  type FollowUpKey,
  type RecordField,
} from '../../model/record-fields.ts';
import type { FieldPath } from '../../parse/parse-yaml.ts';
import type { FollowUpFields, Retrospective } from '../../schemas/follow-up.ts';
import { isFiller } from '../message/is-filler.ts';

/** The value that a follow-up has for one field of the record, and where. */
export interface FollowUpValue {
  readonly field: RecordField;
  readonly value: string;
  /** `tested`, or `trailers.Caused-by`. */
  readonly path: FieldPath;
}

/** All fields of the record that a follow-up fills: those with a key of their own, and those under `trailers`. */
export function listFollowUpValues(fields: FollowUpFields): readonly FollowUpValue[] {
  return allFields.flatMap((field): FollowUpValue[] => {
    const { followUp, trailer } = recordFields[field];
    const value = followUp ? fields[followUp as FollowUpKey] : fields.trailers?.[trailer];
    const path = followUp ? [followUp] : ['trailers', trailer];
    return value === undefined ? [] : [{ field, value, path }];
  });
}

type Part<Name extends keyof FollowUpFields> = NonNullable<FollowUpFields[Name]>;
type Each<Name extends 'approvals' | 'copied'> = Part<Name>[number];

/** The parts that state only who did something, when, and what it showed. */
export const doneKeys = ['spokenApproval', 'securityReview', 'testedAfter', 'checked'] as const;
export type DoneKey = (typeof doneKeys)[number];

type Done = Pick<Part<'spokenApproval'>, 'by' | 'at'> &
  Partial<Pick<Part<'checked'>, 'result' | 'data'>>;

export const findings = ['rootCause', 'actions', 'preventiveControls'] as const;
export type Finding = (typeof findings)[number];

/** Names of the parts of a follow-up, by which a landing is known. Another day, person or result is another part. */
export const partName = {
  approval: ({ by, at }: Each<'approvals'>) => `approval ${by} ${epochOf(at)}`,
  copied: ({ of, on }: Each<'copied'>) => `copied ${of} ${on}`,
  deployed: ({ by, at }: Part<'deployed'>) => `deployed ${by} ${epochOf(at)}`,
  validated: ({ at, result = '' }: Part<'validated'>) =>
    `validated ${epochOf(at)} ${result}`.trimEnd(),
  monitored: ({ until }: Part<'monitored'>) => `monitored ${epochOf(until)}`,
  done: (key: DoneKey, { by, at, result = '', data = '' }: Done) =>
    `${key} ${by} ${epochOf(at)} ${result} ${data}`.trimEnd(),
  retrospective: ({ by, on }: Retrospective) => `retrospective ${by} ${on}`,
  finding: ({ by, on }: Retrospective, finding: Finding) => `${finding} ${by} ${on}`,
};

/** The names of all parts that have content. */
export function listParts(fields: FollowUpFields): readonly string[] {
  const { approvals, copied, deployed, validated, monitored, retrospective } = fields;
  return [
    ...approvals.map(partName.approval),
    ...copied.filter(({ shows }) => !isFiller(shows)).map(partName.copied),
    ...(deployed ? [partName.deployed(deployed)] : []),
    ...(validated ? [partName.validated(validated)] : []),
    ...(monitored ? [partName.monitored(monitored)] : []),
    ...doneKeys.flatMap((key) => {
      const done = fields[key];
      return done ? [partName.done(key, done)] : [];
    }),
    ...(retrospective
      ? [
          partName.retrospective(retrospective),
          ...findings
            .filter((finding) => !isFiller(retrospective[finding] ?? ''))
            .map((finding) => partName.finding(retrospective, finding)),
        ]
      : []),
  ];
}

/** When the last of some parts of a follow-up landed; undefined where nothing is known of its landing. */
export function landingOfParts(
  { landing }: Pick<FollowUp, 'landing'>,
  names: readonly string[],
): PartLanding | undefined {
  if (!landing || 'unknown' in landing) return undefined;
  const times = names.map((name) => landing.parts[name]);
  if (times.includes(undefined)) return {};
  const [at] = times
    .flatMap((time) => time ?? [])
    .sort((left, right) => epochOf(right) - epochOf(left));
  return at === undefined ? {} : { at };
}
