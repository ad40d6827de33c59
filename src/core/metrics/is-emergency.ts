import type { Book, JudgedChange } from '../model/book.ts';
import { judgingType } from './judging-type.ts';

/**
 * Whether a change is of a type that the version in force made for emergencies, whatever its name: one whose record
 * may follow the merge, or that needs an incident or a retrospective. Undefined where it has no type of that version.
 */
export function isEmergency(
  change: JudgedChange,
  book: Pick<Book, 'policies'>,
): boolean | undefined {
  const type = judgingType(change, book);
  return (
    type &&
    (type.recordWithin !== undefined ||
      type.retrospective !== undefined ||
      type.needs?.includes('incident') === true)
  );
}
