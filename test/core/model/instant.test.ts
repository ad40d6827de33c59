import { expect, test } from 'vitest';
import { calendarDateOf, clockTimeOf, instantAt } from '#core/model/instant.ts';
import { day } from '../../helpers/book.ts';

test.for([
  ['2026-03-28', '09:00', 'Europe/London', '2026-03-28T09:00:00.000Z'],
  ['2026-03-29', '09:00', 'Europe/London', '2026-03-29T08:00:00.000Z'],
  ['2026-03-29', '02:30', 'Europe/London', '2026-03-29T01:30:00.000Z'],
  ['2026-11-01', '23:59', 'America/Chicago', '2026-11-02T05:59:00.000Z'],
  ['2026-06-02', '00:00', 'Pacific/Kiritimati', '2026-06-01T10:00:00.000Z'],
  ['2026-06-02', '17:05', 'Asia/Kathmandu', '2026-06-02T11:20:00.000Z'],
] as const)('%s, %s in %s is %s', ([date, clock, zone, moment]) => {
  const found = instantAt(day(date), clock, zone);
  expect(found).toBe(moment);
  expect([calendarDateOf(found, zone), clockTimeOf(found, zone)]).toEqual([date, clock]);
});

test.for([
  ['2026-10-25', '01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
  ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  ['2026-04-05', '02:30', 'Australia/Sydney', '2026-04-04T15:30:00.000Z'],
] as const)(
  'of %s, %s, which comes twice in %s, the first is %s',
  ([date, clock, zone, moment]) => {
    expect(instantAt(day(date), clock, zone)).toBe(moment);
  },
);

test.for([
  ['2026-03-29', '01:30', 'Europe/London', '02:30'],
  ['2026-03-08', '02:30', 'America/New_York', '03:30'],
  ['2026-10-04', '02:30', 'Australia/Sydney', '03:30'],
] as const)('%s, %s does not come in %s and gives way to %s', ([date, clock, zone, shown]) => {
  const found = instantAt(day(date), clock, zone);
  expect([calendarDateOf(found, zone), clockTimeOf(found, zone)]).toEqual([date, shown]);
});
