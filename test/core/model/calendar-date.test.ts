import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dateInWords,
  daysBetween,
  latestDay,
  parseCalendarDate,
  parsePartialDate,
  weekdayInWords,
  weekdayOf,
} from '#core/model/calendar-date.ts';
import { calendarDateOf, parseInstant, type Instant } from '#core/model/instant.ts';
import {
  addPeriod,
  hasElapsed,
  isWithin,
  lastDayOf,
  parseDayPeriod,
  parsePeriod,
  periodInWords,
  type DayPeriod,
  type Period,
} from '#core/model/period.ts';
import { day } from '../../helpers/book.ts';

const at = (text: string) => {
  const instant = parseInstant(text);
  if (!instant) throw new Error(`${text} is no moment.`);
  return instant;
};
const period = (text: string): Period => {
  const parsed = parsePeriod(text);
  if (!parsed) throw new Error(`${text} is no period.`);
  return parsed;
};

const hour = 3_600_000;
const later = (start: Instant, by: number) => at(new Date(Date.parse(start) + by).toISOString());

const days = (text: string): DayPeriod => {
  const parsed = parseDayPeriod(text);
  if (!parsed) throw new Error(`${text} is no period of days.`);
  return parsed;
};

test.for([
  '2026-02-30',
  '2025-02-29',
  '2026-13-01',
  '2026-00-10',
  '26-01-01',
  '2026-1-1',
  '2026-03',
  'tomorrow',
  '',
])('%s is no day', (text) => {
  expect(parseCalendarDate(text)).toBeUndefined();
});

test('29 February exists in leap years only', () => {
  expect(parseCalendarDate('2028-02-29')).toBe('2028-02-29');
  expect(parseCalendarDate('2100-02-29')).toBeUndefined();
  expect(parseCalendarDate('2000-02-29')).toBe('2000-02-29');
});

test('a month is a date of its own precision', () => {
  expect(parsePartialDate('2025-11')).toBe('2025-11');
  expect(parsePartialDate('2025-13')).toBeUndefined();
  expect(dateInWords(parsePartialDate('2025-11')!)).toBe('November 2025');
  expect(latestDay(parsePartialDate('2024-02')!)).toBe('2024-02-29');
});

test.for([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2025-11-30', 3, '2026-02-28'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-12-15', 1, '2027-01-15'],
] as const)('%s plus %i months is %s', ([from, months, expected]) => {
  expect(addMonths(day(from), months)).toBe(expected);
});

test('days are counted over the change of the clocks and the end of the year', () => {
  expect(daysBetween(day('2026-03-28'), day('2026-03-30'))).toBe(2);
  expect(daysBetween(day('2026-12-31'), day('2027-01-01'))).toBe(1);
  expect(daysBetween(day('2026-06-02'), day('2026-06-01'))).toBe(-1);
  expect(addDays(day('2028-02-28'), 2)).toBe('2028-03-01');
});

test('a day belongs to a zone', () => {
  expect(calendarDateOf(at('2026-06-30T23:30:00Z'), 'Europe/London')).toBe('2026-07-01');
  expect(calendarDateOf(at('2026-06-30T23:30:00Z'), 'Pacific/Niue')).toBe('2026-06-30');
  expect(calendarDateOf(at('2026-06-30T11:00:00Z'), 'Pacific/Kiritimati')).toBe('2026-07-01');
});

test.for(['P', 'PT', 'P1', '1D', 'P1H', 'PT1D', 'P-1D', 'P1.5D', 'P1MT1H', ''])(
  '%s is no period',
  (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  },
);

test('a period of days ends with its last day, one of hours to the minute', () => {
  const merged = at('2026-03-02T15:00:00Z');
  expect(isWithin(merged, period('P10D'), at('2026-03-12T23:59:00Z'), 'Europe/London')).toBe(true);
  expect(isWithin(merged, period('P10D'), at('2026-03-13T00:00:00Z'), 'Europe/London')).toBe(false);
  expect(isWithin(merged, period('PT24H'), at('2026-03-03T15:00:00Z'), 'Europe/London')).toBe(true);
  expect(isWithin(merged, period('PT24H'), at('2026-03-03T15:00:01Z'), 'Europe/London')).toBe(
    false,
  );
});

test.for([
  ['PT72H', '2026-03-05T15:00:00Z'],
  ['P1DT12H', '2026-03-04T03:00:00Z'],
  ['P1WT30M', '2026-03-09T15:30:00Z'],
] as const)('%s counts to the minute, with or without days', ([text, end]) => {
  const merged = at('2026-03-02T15:00:00Z');
  const before = at(new Date(Date.parse(end) - 1000).toISOString());
  const after = at(new Date(Date.parse(end) + 1000).toISOString());
  const zone = 'Europe/London';
  expect(isWithin(merged, period(text), at(end), zone)).toBe(true);
  expect(isWithin(merged, period(text), after, zone)).toBe(false);
  expect(hasElapsed(merged, period(text), before, zone)).toBe(false);
  expect(hasElapsed(merged, period(text), at(end), zone)).toBe(true);
  expect(lastDayOf(merged, period(text), zone)).toBe(end.slice(0, 10));
});

test.for([
  ['P7D', '2026-03-02T15:00:30Z', '2026-03-09T15:00:30Z'],
  ['P1D', '2026-03-02T23:59:00Z', '2026-03-03T23:59:00Z'],
  ['P1M', '2026-01-31T09:00:00Z', '2026-02-28T09:00:00Z'],
  // Seven days by the clock on the wall, over the change to summer time and back.
  ['P7D', '2026-03-25T09:00:00Z', '2026-04-01T08:00:00Z'],
  ['P7D', '2026-10-21T08:00:00Z', '2026-10-28T09:00:00Z'],
  ['P7D', '2026-03-22T01:30:00Z', '2026-03-29T01:30:00Z'],
  ['P7D', '2026-10-18T00:30:00Z', '2026-10-25T00:30:00Z'],
] as const)('%s from %s have elapsed at %s and no sooner', ([text, start, end]) => {
  const before = at(new Date(Date.parse(end) - 1000).toISOString());
  expect(hasElapsed(at(start), period(text), before, 'Europe/London')).toBe(false);
  expect(hasElapsed(at(start), period(text), at(end), 'Europe/London')).toBe(true);
});

const zones = fc.constantFrom(
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
);
const moments = fc
  .integer({ min: Date.parse('2011-01-01'), max: Date.parse('2027-12-31') })
  .map((epoch) => at(new Date(epoch).toISOString()));

test('what has elapsed stays elapsed', () => {
  fc.assert(
    fc.property(zones, moments, fc.nat(10), fc.nat(12 * hour), (zone, start, count, more) => {
      const lasting = period(`P${count}D`);
      const near = later(start, count * 24 * hour - 6 * hour + more);
      fc.pre(hasElapsed(start, lasting, near, zone));
      expect(hasElapsed(start, lasting, later(near, more), zone)).toBe(true);
    }),
  );
});

test('of days without a change of the clocks each has 24 hours, to the millisecond', () => {
  fc.assert(
    fc.property(moments, fc.nat(400), (start, count) => {
      const elapsed = (by: number) =>
        hasElapsed(start, period(`P${count}D`), later(start, count * 24 * hour + by), 'UTC');
      expect([elapsed(-1), elapsed(0)]).toEqual([false, true]);
    }),
  );
});

test('days have elapsed no sooner than the clocks in the zone can move', () => {
  fc.assert(
    fc.property(zones, moments, fc.integer({ min: 2, max: 60 }), (zone, start, count) => {
      const elapsed = (hours: number) =>
        hasElapsed(start, period(`P${count}D`), later(start, hours * hour), zone);
      // Apia left out a whole day at the end of 2011.
      const least = zone === 'Pacific/Apia' ? 25 : 1;
      expect([elapsed(count * 24 - least - 0.001), elapsed(count * 24 + 1)]).toEqual([false, true]);
    }),
  );
});

test('periods are added by the calendar and said in words', () => {
  expect(addPeriod(day('2026-03-24'), days('P1Y'))).toBe('2027-03-24');
  expect(addPeriod(day('2026-01-31'), days('P1M1D'))).toBe('2026-03-01');
  expect(['P1Y', 'P3M', 'P1W', 'PT30M', 'P1Y6M'].map((one) => periodInWords(period(one)))).toEqual([
    '1 year',
    '3 months',
    '1 week',
    '30 minutes',
    'P1Y6M',
  ]);
});

test.for([
  ['2026-11-20', 'Friday'],
  ['2024-02-29', 'Thursday'],
  ['2024-01-01', 'Monday'],
  ['2023-12-31', 'Sunday'],
  ['1999-12-31', 'Friday'],
] as const)('%s is a %s', ([date, name]) => {
  expect(weekdayInWords(weekdayOf(day(date)))).toBe(name);
});
