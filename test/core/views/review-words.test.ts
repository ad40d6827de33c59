import { expect, test } from 'vitest';
import { ageWords, reviewWords } from '#core/views/reviews/review-words.ts';
import { day } from '../../helpers/book.ts';

const due = day('2026-11-01');

test.for([
  ['2026-10-31', 'Next review due 1 November 2026, in 1 day'],
  ['2026-11-01', 'Next review due 1 November 2026, today'],
  ['2026-11-02', 'Review overdue since 1 November 2026, 1 day'],
  ['2026-11-20', 'Review overdue since 1 November 2026, 19 days'],
  ['2027-12-06', 'Review overdue since 1 November 2026, 400 days'],
] as const)('on %s says "%s"', ([today, line]) => {
  expect(reviewWords(due, day(today)).line).toBe(line);
});

test('is overdue only from the day after', () => {
  expect(reviewWords(due, due).overdue).toBe(false);
  expect(reviewWords(due, day('2026-11-02')).overdue).toBe(true);
});

test('says how old a book is once it is older than a week', () => {
  expect(ageWords(due, day('2026-11-08'))).toBe('');
  expect(ageWords(due, day('2026-11-09'))).toBe(', 8 days ago');
});
