import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Book } from '../../model/book.ts';
import { isWithin, type DaySpan } from '../../model/span.ts';
import { deviationUnanswered, placeOfChange } from '../../rules/book/deviation-unanswered.ts';

/** A book with the changes of a period alone. They were judged with all others. */
export function bookOfPeriod(book: Book, span: DaySpan): Book {
  return { ...book, changes: book.changes.filter(({ record }) => isWithin(record.day, span)) };
}

/** The diagnostics less those that report an open deviation of a change outside the period. */
export function diagnosticsOfPeriod(
  diagnostics: readonly Diagnostic[],
  { changes }: Book,
  span: DaySpan,
): Diagnostic[] {
  const outside = new Set(
    changes
      .filter(({ record }) => !isWithin(record.day, span))
      .map((change) => placeOfChange(change).file),
  );
  return diagnostics.filter(
    ({ code, at }) => code !== deviationUnanswered.code || !outside.has(at.file),
  );
}
