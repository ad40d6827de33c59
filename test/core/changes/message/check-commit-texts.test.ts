import { createLookAlikeFinder } from '#core/changes/message/check-commit-texts.ts';
import { createPeopleIndex } from '#core/changes/people/identify-people.ts';
import type { Instant } from '#core/model/instant.ts';
import { skeletonOf } from '#core/model/skeleton.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { expect, test } from 'vitest';
import { briefly, judge, peopleText, policyText, settingsText } from '../../../helpers/book.ts';

const people = peopleSchema.parse({
  ada: { name: 'Ada Finch', emails: ['ada@example.org'] },
  zoe: { name: 'Zoë Hollis', emails: ['zoe@example.org'] },
});
const index = createPeopleIndex(people);
const find = createLookAlikeFinder(people);

test.for([
  ['a Cyrillic letter in an address', 'Ada Finch <аda@example.org>', 'ada'],
  ['a Cyrillic letter in a name', 'Аda Finch', 'ada'],
  ['a Greek letter', 'Αda Finch', 'ada'],
  ['full-width letters', 'Ａda Finch', 'ada'],
  ['a zero-width space in an id', 'a\u200bda', 'ada'],
  ['a soft hyphen in an address', 'ada\u00ad@example.org', 'ada'],
  ['a mark of direction', '\u202eAda Finch', 'ada'],
  ['an accent in another form and a Cyrillic o', 'Zоe\u0308 Hollis', 'zoe'],
] as const)('%s is told and is not that person', ([, text, person]) => {
  const who = index.identifyText(text);
  expect(who.person).toBeUndefined();
  expect(find(who)?.person).toBe(person);
});

test.for([
  ['the person', 'ada@example.org'],
  ['another case', 'ADA@EXAMPLE.ORG'],
  ['an accent in another form', 'Zoe\u0308 Hollis'],
  ['a stranger', 'Una Known <una@example.org>'],
  ['a stranger of the same name', 'Ada Finch <finch@elsewhere.example>'],
  ['a name in another script', 'Анна Зайцева <anna@example.org>'],
] as const)('%s is no look-alike', ([, text]) => {
  expect(find(index.identifyText(text))).toBeUndefined();
});

test('a skeleton is its own skeleton', () => {
  for (const text of ['Аda Finch', 'ZOË', 'ℌ', 'ΡΟΟΤ', 'İstanbul', '']) {
    expect(skeletonOf(skeletonOf(text))).toBe(skeletonOf(text));
  }
});

test('two people with one address are a fault of the book', () => {
  const more = `dan:
  name: Dan Ross
  emails: [dan@example.org, Ben@example.org]
`;
  const found = briefly(judge({ files: { 'people.yaml': peopleText + more } }));
  expect(found).toEqual(['people.yaml:20 book/address-twice']);
});

test('an address of the book has plain letters, so that none looks like another', () => {
  const text = peopleText.replace('ben@example.org', 'bеn@example.org');
  expect(briefly(judge({ files: { 'people.yaml': text } }))).toEqual([
    'people.yaml:7 schema/value',
  ]);
});

test('an approval by a look-alike is reported with its line and does not count', () => {
  const commit = {
    id: 'a'.repeat(40),
    parents: [],
    author: { name: 'Ben Hollis', email: 'ben@example.org', at: '2026-03-02T09:00:00Z' as Instant },
    committer: {
      name: 'Ben Hollis',
      email: 'ben@example.org',
      at: '2026-03-02T09:00:00Z' as Instant,
    },
    message: 'Raise limit\n\nApproved-by: Аda Finch <аda@example.org>\n',
    paths: ['a'],
  };
  const repositories =
    'repositories: [{ id: platform, path: x, since: 2026-01-01, policy: access-control }]\n';
  const judged = judge({
    files: {
      'policybook.yaml': settingsText + repositories,
      'policies/access-control.mdx': policyText(),
    },
    histories: [{ repository: 'platform', branch: 'main', line: [commit], merged: {} }],
  });
  const found = judged.diagnostics.filter(({ code }) => code === 'record/look-alike');
  expect(found.map(({ at, problem }) => [at.file, at.line, problem.slice(0, 33)])).toEqual([
    ['platform@aaaaaaaaaaaa', 3, '"а[U+0430]da@example.org" looks l'],
  ]);
  expect(judged.book?.changes[0]?.record.approvals[0]?.by.person).toBeUndefined();
});
