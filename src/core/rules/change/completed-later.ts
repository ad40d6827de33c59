import type { ChangeRecord, RecordField } from '../../model/change-record.ts';

/** " (completed afterwards in content/changes/platform-7.mdx)" where a later file brought one of some fields, else nothing. */
export function completedLater(
  { fields, form, followUps: [first] }: ChangeRecord,
  names: readonly RecordField[],
): string {
  // The first file of a change made outside git is its record.
  const own = form === 'outside-git' ? first?.source.file : undefined;
  const files = names.flatMap((name) => {
    const read = fields[name];
    return read?.source === 'follow-up' && read.file !== own ? (read.file ?? []) : [];
  });
  return files.length === 0
    ? ''
    : ` (completed afterwards in ${[...new Set(files)].join(' and ')})`;
}
