import type { Book, JudgedChange } from '../model/book.ts';
import { isEmergencyType } from '../rules/change/declared-type.ts';
import { judgingRules } from './judging-type.ts';

/** Whether a change is of a type for emergencies in the version that judged it; undefined where that has none of it. */
export function isEmergency(
  change: JudgedChange,
  book: Pick<Book, 'policies'>,
): boolean | undefined {
  const rules = judgingRules(change, book);
  return rules && isEmergencyType(change.record, rules);
}
