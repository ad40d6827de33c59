import type { RecordField } from '../../model/change-record.ts';
import type { FieldPath } from '../../parse/parse-yaml.ts';
import type { FollowUpFields } from '../../schemas/follow-up.ts';
import { fieldOfTrailer } from '../message/trailer-keys.ts';

/** Fields of a record with the names of their own that they have in a follow-up; the others stand under `trailers`. */
export const followUpFields = [
  ['type', 'type'],
  ['kind', 'kind'],
  ['category', 'category'],
  ['reason', 'reason'],
  ['risk', 'risk'],
  ['rollback', 'rollback'],
  ['tested', 'tested'],
  ['staging', 'staging'],
  ['requested-at', 'requestedAt'],
  ['incident', 'incident'],
] as const satisfies readonly (readonly [RecordField, keyof FollowUpFields])[];

/** What a follow-up says of one field of the record, and where. */
export interface FollowUpValue {
  readonly field: RecordField;
  readonly value: string;
  /** `tested`, or `trailers.Caused-by`. */
  readonly path: FieldPath;
}

/** All fields of the record that a follow-up fills. */
export function listFollowUpValues(fields: FollowUpFields): readonly FollowUpValue[] {
  return [
    ...followUpFields.flatMap(([field, name]): FollowUpValue[] => {
      const value = fields[name];
      return value === undefined ? [] : [{ field, value, path: [name] }];
    }),
    ...Object.entries(fields.trailers ?? {}).flatMap(([key, value]): FollowUpValue[] => {
      const field = fieldOfTrailer.get(key);
      return field === undefined || value === undefined
        ? []
        : [{ field, value, path: ['trailers', key] }];
    }),
  ];
}
