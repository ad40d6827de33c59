import {
  allFields,
  recordFields,
  type FollowUpKey,
  type RecordField,
} from '../../model/record-fields.ts';
import type { FieldPath } from '../../parse/parse-yaml.ts';
import type { FollowUpFields } from '../../schemas/follow-up.ts';

/** What a follow-up says of one field of the record, and where. */
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
