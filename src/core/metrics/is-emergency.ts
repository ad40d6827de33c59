import type { Book, JudgedChange } from '../model/book.ts';
import { isForEmergencies } from '../rules/change/declared-type.ts';
import { judgingType } from './judging-type.ts';

/** Whether a change is of a type for emergencies in the version that judged it; undefined where that has none of it. */
export function isEmergency(
  change: JudgedChange,
  book: Pick<Book, 'policies'>,
): boolean | undefined {
  const type = judgingType(change, book);
  return type && isForEmergencies(change.record.fields.type?.value ?? '', type);
}
