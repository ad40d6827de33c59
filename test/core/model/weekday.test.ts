import { expect, test } from 'vitest';
import { weekdayInWords, weekdayOf } from '#core/model/weekday.ts';
import { day } from '../../helpers/book.ts';

test.for([
  ['2026-11-20', 'Friday'],
  ['2024-02-29', 'Thursday'],
  ['2024-01-01', 'Monday'],
  ['2023-12-31', 'Sunday'],
  ['1999-12-31', 'Friday'],
] as const)('%s is a %s', ([date, name]) => {
  expect(weekdayInWords(weekdayOf(day(date)))).toBe(name);
});
