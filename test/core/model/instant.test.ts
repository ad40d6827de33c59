import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  calendarDateOf,
  civilTimeOf,
  clockTimeOf,
  instantAt,
  type Instant,
} from '#core/model/instant.ts';
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

test('any moment shows in any zone as the calendar of the runtime shows it', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const options = { dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' } as const;
  const moment = fc.date({
    min: new Date('1900-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  // Within a few days of a change of the clocks, where a day has two offsets.
  const near = fc.integer({ min: Date.UTC(2026, 2, 25), max: Date.UTC(2026, 3, 8) });
  const any = fc.oneof(
    moment,
    near.map((epoch) => new Date(epoch)),
  );
  fc.assert(
    fc.property(any, fc.constantFrom(...zones), (date, timeZone) => {
      const shown = new Intl.DateTimeFormat('sv-SE', { ...options, timeZone }).format(date);
      const { day: on, clock } = civilTimeOf(date.toISOString() as Instant, timeZone);
      expect(`${on} ${clock}`).toBe(shown);
    }),
    { numRuns: 1500 },
  );
});
