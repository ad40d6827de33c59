import ICAL from 'ical.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCalendarLines } from '#core/exports/format-calendar.ts';
import { formatCalendar } from '#core/exports/format-calendar.ts';
import { judgeGood, policyText, settingsText } from '../../helpers/book.ts';

const duties =
  '[{ id: access-review, every: P3M, owner: cto, what: Compare the accounts., clause: "1" }, { id: log, every: P1W, owner: cto, what: Read., clause: "1" }]';
const record = (duty: string, ...days: string[]) =>
  `policy: access-control\nduty: ${duty}\ndone: [${days.map((on) => `{ on: ${on}, by: ada, evidence: a list }`).join(', ')}]\n`;
const files = {
  'policies/access-control.mdx': policyText({ duties }),
  'policies/old.mdx': policyText({ title: 'Old Policy', status: 'retired' }),
  'duties/access-review.yaml': record('access-review', '2026-04-01', '2026-01-05'),
  'duties/log.yaml': record('log', '2026-05-30'),
};

function eventsOf(calendar: string): ICAL.Component[] {
  return new ICAL.Component(ICAL.parse(calendar) as unknown[]).getAllSubcomponents('vevent');
}

function describeEvent(component: ICAL.Component) {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    start: event.startDate.toString(),
    isDate: event.startDate.isDate,
    sequence: event.sequence,
    stamp: component.getFirstPropertyValue('dtstamp')?.toString(),
    url: component.getFirstPropertyValue('url')?.toString(),
    notices: component
      .getAllSubcomponents('valarm')
      .map((alarm) => alarm.getFirstPropertyValue('trigger')?.toString()),
  };
}

test('reviews and duties come back from a reader with their days, ids and notices', () => {
  const common = { isDate: true, stamp: '2026-06-01T00:00:00Z' };
  expect(eventsOf(formatCalendar(judgeGood({ files }))).map(describeEvent)).toEqual([
    {
      ...common,
      uid: 'access-control.duty.log@policies.example.org',
      start: '2026-06-06',
      sequence: 1,
      url: 'https://policies.example.org/policies/access-control/#1',
      notices: [],
    },
    {
      ...common,
      uid: 'access-control.duty.access-review@policies.example.org',
      start: '2026-07-01',
      sequence: 2,
      url: 'https://policies.example.org/policies/access-control/#1',
      notices: ['-P30D', '-P7D'],
    },
    {
      ...common,
      uid: 'access-control.review@policies.example.org',
      start: '2027-01-05',
      sequence: 1,
      url: 'https://policies.example.org/policies/access-control/',
      notices: ['-P30D', '-P7D'],
    },
  ]);
});

test('a review held moves the day and raises the sequence, and keeps the id', () => {
  const reviews =
    '[{ on: 2026-05-04, by: ben, version: "1.0", outcome: unchanged, note: Again. }, { on: 2026-01-05, by: ben, version: "1.0", outcome: changed, note: All. }]';
  const held = {
    'policies/access-control.mdx': policyText({ reviews, nextReview: '2027-05-04' }),
  };
  const [event] = eventsOf(formatCalendar(judgeGood({ files: held }))).map(describeEvent);
  expect(event).toMatchObject({
    uid: 'access-control.review@policies.example.org',
    start: '2027-05-04',
    sequence: 2,
  });
});

test('a review that an event makes due early stands on its early day, under the same id', () => {
  const settings = `${settingsText}events: [{ on: 2026-05-20, event: regulation, what: New guidance. }]\n`;
  const early = {
    ...files,
    'policies/access-control.mdx': policyText({ reviewOn: '[regulation]' }),
    'policybook.yaml': settings,
    'duties/access-review.yaml': '',
    'duties/log.yaml': '',
  };
  const { 'duties/access-review.yaml': _, 'duties/log.yaml': __, ...only } = early;
  const calendar = formatCalendar(judgeGood({ files: only }));
  expect(eventsOf(calendar).map(describeEvent)).toMatchObject([
    { uid: 'access-control.review@policies.example.org', start: '2026-06-19' },
  ]);
  expect(calendar.replaceAll('\r\n ', '')).toContain('because of: New guidance');
});

test('the notices are those of the settings', () => {
  const settings = `${settingsText}reviews: { warnDays: [1, 40, 40] }\n`;
  const events = eventsOf(
    formatCalendar(judgeGood({ files: { ...files, 'policybook.yaml': settings } })),
  );
  expect(events.map((event) => describeEvent(event).notices)).toEqual([
    ['-P1D'],
    ['-P40D', '-P1D'],
    ['-P40D', '-P1D'],
  ]);
});

/** The lines as bytes have them, and a check of what RFC 5545 asks of every one. */
function linesOf(calendar: string): string[] {
  expect(calendar.endsWith('\r\n')).toBe(true);
  const lines = calendar.slice(0, -2).split('\r\n');
  for (const line of lines) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(Buffer.from(line).toString()).toBe(line);
  }
  return lines;
}

function calendarOf(title: string): string {
  const book = judgeGood({ files });
  const policies = book.policies.map((policy) => ({
    ...policy,
    current: { ...policy.current, frontmatter: { ...policy.current.frontmatter, title } },
  }));
  return formatCalendar({ ...book, policies });
}

function reviewTitle(calendar: string): string {
  const review = eventsOf(calendar).find((event) => new ICAL.Event(event).uid.includes('.review@'));
  if (!review) throw new Error('The calendar has no review.');
  return new ICAL.Event(review).summary;
}

test.for([
  'Keys, doors; and C:\\new\\, \\; signs: "all"',
  'Two\nlines\r\nthree\rfour',
  'END:VEVENT\r\nBEGIN:VEVENT\r\nUID:forged',
  `${'a'.repeat(56)}🦊🦊🦊`,
  'é'.repeat(200),
])('the title %j comes back as it was', (title) => {
  const calendar = calendarOf(title);
  linesOf(calendar);
  expect(reviewTitle(calendar)).toBe(`Review: ${title.replaceAll(/\r\n?/g, '\n')}`);
  expect(eventsOf(calendar)).toHaveLength(3);
});

test('an emoji at the fold is on one line, wherever the fold falls', () => {
  for (let length = 50; length < 80; length += 1) {
    const title = `${'x'.repeat(length)}👩‍💻🦊${'y'.repeat(90)}`;
    const calendar = calendarOf(title);
    linesOf(calendar);
    expect(reviewTitle(calendar)).toBe(`Review: ${title}`);
  }
});

test('a line of exactly 75 octets is whole, one of 76 is folded', () => {
  expect(formatCalendarLines(['x'.repeat(75)])).toBe(`${'x'.repeat(75)}\r\n`);
  expect(formatCalendarLines(['x'.repeat(76)])).toBe(`${'x'.repeat(75)}\r\n x\r\n`);
});

test('any title gives a calendar that a reader takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
      const calendar = calendarOf(title);
      linesOf(calendar);
      expect(eventsOf(calendar)).toHaveLength(3);
    }),
    { numRuns: 50 },
  );
});
