import { expect, test } from 'vitest';
import { addPeriod, parseDayPeriod } from '#core/model/period.ts';
import { day } from '../../helpers/book.ts';

const oneDay = 86_400_000;

/** Months, then days, by walking one day after the other on the calendar of the platform. */
function walk(from: string, months: number, days: number): string {
  const [year = 0, month = 0, wanted = 0] = from.split('-').map(Number);
  let time = Date.UTC(year, month - 1, wanted);
  for (let turned = 0; turned < months;) {
    time += oneDay;
    if (new Date(time).getUTCDate() === 1) turned += 1;
  }
  // The walk has come to the first of the month, except where no month was walked.
  while (months > 0 && new Date(time).getUTCDate() < wanted) {
    if (new Date(time + oneDay).getUTCDate() === 1) break;
    time += oneDay;
  }
  for (let step = 0; step < days; step += 1) time += oneDay;
  return new Date(time).toISOString().slice(0, 10);
}

const intervals: readonly (readonly [period: string, months: number, days: number])[] = [
  ['P1W', 0, 7],
  ['P30D', 0, 30],
  ['P366D', 0, 366],
  ['P1M', 1, 0],
  ['P3M', 3, 0],
  ['P6M', 6, 0],
  ['P18M', 18, 0],
  ['P1Y', 12, 0],
  ['P2Y', 24, 0],
  ['P4Y', 48, 0],
  ['P1M15D', 1, 15],
  ['P1Y1W', 12, 7],
];

function leapDays(): string[] {
  const years = Array.from({ length: 2104 - 1996 + 1 }, (_, index) => 1996 + index);
  return years
    .filter((year) => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1)
    .map((year) => `${year}-02-29`);
}

/** The ends of the months of three years, and days spread over the time by a fixed step. */
function otherDays(): string[] {
  const ends = Array.from({ length: 36 }, (_, index) => Date.UTC(2027, index + 1, 0));
  const spread = Array.from(
    { length: 105 },
    (_, index) => Date.UTC(1996, 0, 1) + index * 373 * oneDay,
  );
  return [...ends, ...spread].map((time) => new Date(time).toISOString().slice(0, 10));
}

test('the next review of over 2,000 dates and intervals is that of a walk on the calendar', () => {
  const leap = leapDays();
  expect(leap).toHaveLength(27);
  expect(leap).not.toContain('2100-02-29');
  const pairs = [...leap, ...otherDays()].flatMap((from) =>
    intervals.map(([text, months, days]) => ({ from, text, months, days })),
  );
  expect(pairs.length).toBeGreaterThanOrEqual(2000);

  const wrong = pairs.flatMap(({ from, text, months, days }) => {
    const period = parseDayPeriod(text);
    const found = period && addPeriod(day(from), period);
    const expected = walk(from, months, days);
    return found === expected
      ? []
      : [`${from} + ${text}: ${found ?? 'no period'}, not ${expected}`];
  });
  expect(wrong).toEqual([]);
});
