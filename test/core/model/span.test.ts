import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listSpans, spanInWords, spanKey } from '#core/model/span.ts';
import { addDays, type CalendarDate, weekdayOf } from '#core/model/calendar-date.ts';

const day = (text: string) => text as CalendarDate;

test.for([
  ['2026-01-01', '2026-W01', 'week of 29 December 2025'],
  ['2026-01-04', '2026-W01', 'week of 29 December 2025'],
  ['2026-01-05', '2026-W02', 'week of 5 January 2026'],
  ['2024-12-30', '2025-W01', 'week of 30 December 2024'],
  ['2026-12-31', '2026-W53', 'week of 28 December 2026'],
  ['2027-01-03', '2026-W53', 'week of 28 December 2026'],
  ['2027-01-04', '2027-W01', 'week of 4 January 2027'],
] as const)('%s lies in %s, the %s', ([text, key, words]) => {
  expect(spanKey('week', day(text))).toBe(key);
  expect(spanInWords({ kind: 'week', key })).toBe(words);
});

test('the weeks of a register have no gap and no overlap, begin on Mondays and are called as their days are', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20_000 }),
      fc.integer({ min: 0, max: 900 }),
      (at, for_) => {
        const first = addDays(day('1990-01-01'), at);
        const asOf = addDays(first, for_);
        const weeks = listSpans('week', first, asOf).reverse();
        expect(weeks[0]?.from).toBe(first);
        expect(weeks.at(-1)?.until).toBe(asOf);
        weeks.forEach(({ key, from, until, isOver }, index) => {
          expect([spanKey('week', from), spanKey('week', until)]).toEqual([key, key]);
          expect(isOver).toBe(weekdayOf(until) === 'sun');
          if (index > 0)
            expect([weekdayOf(from), addDays(from, -1)]).toEqual(['mon', weeks[index - 1]?.until]);
        });
      },
    ),
  );
});
