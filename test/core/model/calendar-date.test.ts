import { expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dateInWords,
  daysBetween,
  latestDay,
  parseCalendarDate,
  parsePartialDate,
} from '#core/model/calendar-date.ts';
import { calendarDateOf, parseInstant } from '#core/model/instant.ts';
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
