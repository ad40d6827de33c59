import type { ChangeRecord, Sourced } from '../../model/change-record.ts';
import type { RecordField } from '../../model/record-fields.ts';

/** A field that a file brought after the record itself; undefined where the record had it or nothing has. */
export function laterField(
  { fields, form, followUps: [first] }: ChangeRecord,
  name: RecordField,
): Sourced<string> | undefined {
  const read = fields[name];
  // The first file of a change made outside git is its record.
  const own = form === 'outside-git' ? first?.source.file : undefined;
  return read?.source === 'follow-up' && read.file !== own ? read : undefined;
}

/** " (completed afterwards in content/changes/platform-7.mdx)" where a later file brought one of some fields, else nothing. */
export function completedLater(change: ChangeRecord, names: readonly RecordField[]): string {
  const files = names.flatMap((name) => laterField(change, name)?.file ?? []);
  return files.length === 0
    ? ''
    : ` (completed afterwards in ${[...new Set(files)].join(' and ')})`;
}
