import type { Book } from '../model/book.ts';
import { dateInWords, parsePartialDate } from '../model/calendar-date.ts';
import { countRegister, countsInWords, exclusionsInWords, outsideGit } from './register.ts';

/** What a part of the register is called: "March 2026", "platform", "Outside git". */
export function partTitle(key: string): string {
  if (key === outsideGit) return 'Outside git';
  const month = parsePartialDate(key);
  return month === undefined ? key : dateInWords(month);
}

/** "312 changes, 9 deviations, 14 unknown; 28 before adoption not judged". */
export function registerTotals(book: Book): string {
  const excluded = exclusionsInWords(book);
  const counts = countsInWords(countRegister(book.changes));
  return excluded === '' ? counts : `${counts}; ${excluded}`;
}
