import { saysNothing } from '../../changes/message/says-nothing.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { RecordField } from '../../model/record-fields.ts';
import type { Level } from '../../schemas/change-rules.ts';
import type { JudgingContext } from '../rule.ts';
import { openUntil } from './open-until.ts';

/** What can still be done about a field after the merge. */
interface Completion {
  /** Whether its type leaves time for it; what is missing is then not yet a deviation. */
  readonly isOpen: boolean;
  /** "; this type may be completed by 22 November 2026", to end a statement. */
  readonly note: string;
  /** "Afterwards: …", to end a remedy. */
  readonly afterwards: string;
}

/**
 * How a field that does not do can be mended after the merge. What a message or an export says stands; only where it
 * says nothing does a follow-up count in its place.
 */
export function completionOf(
  change: ChangeRecord,
  field: RecordField,
  context: JudgingContext,
  { level = 'must', write = 'write it' }: { readonly level?: Level; readonly write?: string } = {},
): Completion {
  const read = change.fields[field];
  const answer = 'answer the deviation in content/answers';
  const isFollowUp = read?.source === 'follow-up';
  if (read !== undefined && !isFollowUp && !saysNothing(field, read.value)) {
    const end = level === 'must' ? answer : 'it stands as advice';
    return { isOpen: false, note: '', afterwards: `Afterwards: ${end}.` };
  }
  const step = isFollowUp
    ? `correct it in ${read.file ?? 'content/changes'}`
    : `${write} in a follow-up in content/changes`;
  const until = openUntil(change, context);
  if (until !== undefined) {
    return {
      isOpen: true,
      note: `; this type may be completed by ${until}`,
      afterwards: `Afterwards: ${step} by ${until}.`,
    };
  }
  const or = level === 'must' ? `, or ${answer}` : '';
  return { isOpen: false, note: '', afterwards: `Afterwards: ${step}${or}.` };
}
