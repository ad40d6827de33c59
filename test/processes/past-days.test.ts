import path from 'node:path';
import { expect, test } from 'vitest';
import { addDays, type CalendarDate } from '#core/model/calendar-date.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import { day } from '../helpers/book.ts';
import { root } from '../helpers/command.ts';

const first = day('2025-09-15');
const last = day('2026-11-15');

/** Every third day of the fourteen months. */
function* days(): Iterable<CalendarDate> {
  for (let one = first; one <= last; one = addDays(one, 3)) yield one;
}

test('the sample has no error on any day of its fourteen months, in either edition', async () => {
  const wrong: string[] = [];
  for (const asOf of days()) {
    const io = { cwd: root, now: () => new Date('2026-11-30T10:00:00Z').toISOString() as never };
    const { book, diagnostics } = await loadBook({ content: path.join(root, 'content'), asOf }, io);
    const projected = book ? publicBook(book).diagnostics : [];
    wrong.push(
      ...[...diagnostics, ...projected].flatMap(({ severity, at, code }) =>
        severity === 'error' ? `${asOf} ${at.file}:${at.line} ${code}` : [],
      ),
    );
  }
  expect(wrong).toEqual([]);
});
