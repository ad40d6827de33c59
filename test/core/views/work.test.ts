import { expect, test } from 'vitest';
import { formatNext, formatReminder, reminderFormats } from '#core/exports/format-work.ts';
import { formatSince } from '#core/exports/format-since.ts';
import { listWork, workOf } from '#core/views/work/list-work.ts';
import { changesSince } from '#core/views/work/changes-since.ts';
import { day, judge, peopleText, policyText, settingsText } from '../../helpers/book.ts';

const duty = '[{ id: access-review, every: P3M, owner: engineer, what: Look at it, clause: "1" }]';

/** On 6 January 2027: one review overdue, one due, one far away, one duty overdue, one draft. */
function bookOf({ title = 'Access Control Policy', name = 'Example', asOf = '2027-01-06' } = {}) {
  const { book } = judge({
    asOf,
    files: {
      'policybook.yaml': settingsText.replace('name: Example', `name: ${JSON.stringify(name)}`),
      'people.yaml': peopleText,
      'policies/access.mdx': policyText({ title: JSON.stringify(title), duties: duty }),
      'policies/soon.mdx': policyText({
        title: 'Soon',
        nextReview: '2027-01-20',
        approval: '{ by: ben, on: 2026-01-20 }',
        reviews: undefined,
      }),
      'policies/later.mdx': policyText({
        title: 'Later',
        nextReview: '2027-06-20',
        approval: '{ by: ben, on: 2026-06-20 }',
        reviews: undefined,
      }),
      'policies/draft.mdx': policyText({
        title: 'Draft',
        status: 'draft',
        approval: undefined,
        nextReview: '2027-09-01',
        reviews: undefined,
        history:
          '[{ version: "1.0", date: 2026-09-01, by: ada, change: normative, summary: First. }]',
      }),
    },
  });
  if (!book) throw new Error('There is no book.');
  return book;
}

test('what is overdue comes first, then what has no day, then what is soon due', () => {
  const work = listWork(bookOf());
  expect(work.map(({ state, kind, subject }) => `${state} ${kind} ${subject}`)).toEqual([
    'overdue duty access',
    'overdue review access',
    'open draft draft',
    'due review soon',
  ]);
  expect(work.map(({ command }) => command)[0]).toBe(
    'npm run new -- duty access access-review --by <person> --evidence "<where the proof is>"',
  );
});

test('a person has what their roles of the day own', () => {
  const work = listWork(bookOf());
  expect(workOf(work, 'ben').map(({ kind }) => kind)).toEqual(['duty']);
  expect(workOf(work, 'ada').map(({ kind }) => kind)).toEqual(['review', 'draft', 'review']);
  expect(workOf(work, 'cleo')).toEqual([]);
});

test('the next thing is the first, with its command; without one that is stated', () => {
  const book = bookOf();
  expect(formatNext(listWork(book), book, 'text')).toMatch(
    /^Look at it: overdue by \d+ days, since \d+ April 2026\.\n {2}Engineer\n {2}npm run new/,
  );
  expect(formatNext([], book, 'text')).toBe('Nothing is overdue, unanswered or soon due.');
  expect(JSON.parse(formatNext([], book, 'json'))).toEqual({
    schemaVersion: 1,
    asOf: '2027-01-06',
    next: null,
    waiting: 0,
  });
});

test.for(reminderFormats)('a reminder as %s names each thing with its owner', (format) => {
  const book = bookOf();
  const text = formatReminder(listWork(book), book, format);
  for (const words of ['Look at it', 'Review the Soon', 'Engineer', 'CTO']) {
    expect(text).toContain(words);
  }
  if (['slack', 'teams', 'json'].includes(format))
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  expect(formatReminder([], book, format)).toBe(
    format === 'json'
      ? JSON.stringify({ schemaVersion: 1, asOf: book.asOf, work: [] }, null, 2)
      : '',
  );
});

const hostile = 'A <!channel> @team [x](y) `z` # 1\u001b[31m';

test.for(['slack', 'github-issue', 'teams', 'text', 'email'] as const)(
  'a title is text in %s, whatever it contains',
  (format) => {
    const book = bookOf({ title: 'Plain' });
    const work = listWork(book).map((one) => ({ ...one, what: hostile, owner: hostile }));
    const text = formatReminder(work, book, format);
    expect(text).not.toContain('\u001b');
    if (format === 'slack') expect(text).not.toContain('<!channel>');
    if (format === 'github-issue') expect(text).not.toMatch(/@team|<!channel>|\[x\]\(y\)/);
    if (format === 'teams') expect(text).not.toMatch(/[^\\]\[x\]\(y\)/);
  },
);

test('the subject of a message with other letters is encoded', () => {
  const book = bookOf({ name: 'Société Générale des Boulangeries de l’Ouest' });
  const [subject = ''] = formatReminder(listWork(book), book, 'email').split(/\r\n(?! )/);
  expect(subject).toMatch(/^[ -~\r\n]*$/);
  for (const line of subject.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
  const words = [...subject.matchAll(/=\?utf-8\?B\?([^?]+)\?=/g)];
  const read = words.map(([, word = '']) => Buffer.from(word, 'base64').toString()).join('');
  expect(read).toContain('Policies of Société Générale des Boulangeries de l’Ouest: 4 things');
});

test('many things are cut for a card, and their number is stated', () => {
  const book = bookOf();
  const [one] = listWork(book);
  const work = Array.from({ length: 500 }, () => one!);
  for (const format of ['slack', 'teams'] as const) {
    const text = formatReminder(work, book, format);
    expect(text).toContain('and 490 more');
    expect(text.length).toBeLessThan(25_000);
  }
});

test('what happened from a day on: versions, reviews, and nothing of earlier days', () => {
  const book = bookOf();
  const found = changesSince(book, day('2026-01-05'));
  expect(found.versions.map(({ policy, from }) => `${policy} ${from}`)).toContain(
    'access 2026-01-05',
  );
  expect(found.reviews.map(({ policy }) => policy)).toContain('access');
  const later = changesSince(book, day('2026-07-01'));
  expect(later).toMatchObject({
    versions: [],
    reviews: [],
    deviations: [],
    answers: [],
    changes: 0,
  });
  expect(formatSince(later, 'text')).toContain('Reviews\n  None');
  expect(JSON.parse(formatSince(found, 'json'))).toMatchObject({
    schemaVersion: 1,
    since: '2026-01-05',
    asOf: '2027-01-06',
  });
});
