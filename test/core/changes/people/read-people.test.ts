import { expect, test } from 'vitest';
import { createPeopleIndex } from '#core/changes/people/identify-people.ts';
import { identifyCoAuthors } from '#core/changes/people/collect-authors.ts';
import { readApprovers, readAuthors } from '#core/changes/people/read-people.ts';
import { parseTrailers } from '#core/changes/message/parse-trailers.ts';
import { peopleSchema } from '#core/schemas/people.ts';

const person = (name: string, email: string, github?: string) => ({
  name,
  emails: [email],
  ...(github !== undefined && { forge: { github } }),
});
const people = createPeopleIndex(
  peopleSchema.parse({
    priya: person('Priya Raman', 'priya@example.org', 'priya-r'),
    mara: person('Mara Weiß', 'mara@example.org'),
    tomasz: person('Tomasz Żak', 'tz@example.org'),
    taro: person('山田 太郎', 'taro@example.org'),
  }),
);

const approving = (line: string) =>
  readApprovers(line, people).map(({ by, fault }) =>
    fault === undefined ? (by.person ?? `? ${by.name}`) : `${by.person ?? '?'}: ${fault}`,
  );

test.for<readonly [string, ...string[]]>([
  ['Priya Raman <priya@example.org>', 'priya'],
  ['priya@example.org', 'priya'],
  ['@priya-r', 'priya'],
  ['Priya Raman', 'priya'],
  ['P. Raman <priya@example.org>', 'priya'],
  ['Mara Weiss <mara@example.org>', 'mara: "Mara Weiss" is not the name of Mara Weiß'],
  ['Tomasz Zak <tz@example.org>', 'tomasz'],
  ['山田 <taro@example.org>', 'taro'],
  ['Priya Raman <priya@example.org>, Mara <mara@example.org>', 'priya', 'mara'],
  ['@priya-r, mara@example.org; Tomasz Żak <tz@example.org>', 'priya', 'mara', 'tomasz'],
  ['Priya Raman, Mara Weiß', 'priya', 'mara'],
  ['Gil Guest <gil@elsewhere.example>', '? Gil Guest'],
  ['pending: Priya <priya@example.org>', 'priya: "pending: Priya" is not the name of Priya Raman'],
  ['not yet Priya <priya@example.org>', 'priya: "not yet Priya" is not the name of Priya Raman'],
  [
    'ausstehend Priya <priya@example.org>',
    'priya: "ausstehend Priya" is not the name of Priya Raman',
  ],
  [
    'Tomasz Żak <priya@example.org>',
    'priya: the name "Tomasz Żak" is of another person than the address',
  ],
  ['tomasz <priya@example.org>', 'priya: the name "tomasz" is of another person than the address'],
])('"%s" approves for %j', ([line, ...expected]) => {
  expect(approving(line)).toEqual(expected);
});

test.for([
  'Priya Raman <priya@example.org>, ausstehend Mara <mara@example.org>',
  'Priya Raman <priya@example.org>, Tomasz Żak <mara@example.org>',
  'Priya Raman <priya@example.org> (pending)',
  'Priya Raman <priya@example.org> and Mara <mara@example.org>',
  'Priya Raman <priya@example.org>, Mara <mara@example.org> tomorrow',
  'Priya Raman <priya@example.org> – noch nicht',
  'asked priya@example.org',
  'Priya <priya@example.org> <mara@example.org>',
  'Priya Raman <priya@example.org>, pending',
  'Priya Raman <priya@example.org>; ausstehend',
  'Priya Raman <priya@example.org>、保留',
  'not yet, Priya Raman',
  'en attente, @priya-r',
  'Priya Raman, Mara Weiß, Gil Guest',
])('a line with more than people approves nothing: "%s"', (line) => {
  const found = readApprovers(line, people);
  expect(found.every(({ fault }) => fault !== undefined)).toBe(true);
});

test.for<readonly [string, string]>([
  ['Priya Raman <priya@example.org>', 'priya'],
  ['Priya <priya@example.org> and Mara <mara@example.org>', 'mara priya'],
  ['Priya <priya@example.org> und Mara <mara@example.org>', 'mara priya'],
  ['Priya <priya@example.org> & Mara <mara@example.org> + tz@example.org', 'mara priya tomasz'],
  ['priya@example.org mara@example.org', 'mara priya'],
  ['@priya-r, Mara', 'mara priya'],
  ['Priya Raman / Mara Weiß', 'mara priya'],
  ['with 山田 太郎 (pairing)', 'taro'],
  ['Tomasz Żak <priya@example.org>', 'priya tomasz'],
])('"%s" names %s as authors', ([line, expected]) => {
  const ids = new Set(readAuthors(line, people).flatMap(({ person: id }) => id ?? []));
  expect([...ids].sort().join(' ')).toBe(expected);
});

test.for([
  'Co-authored-by',
  'co-authored-by',
  'Co-developed-by',
  'Coauthored-by',
  'Co-autored-by',
  'Co-authoerd-by',
  'Co-athored-by',
  'Co-authored-bye',
  'Co-Author',
  'Pair-programmed-with',
  'Paired-with',
  'Authored-by',
])('the key "%s" names an author', (key) => {
  for (const message of [
    `Title\n\nText.\n\n${key}: Priya <priya@example.org>\n`,
    `Title\n\n- ${key}: Priya <priya@example.org>\n\nText.\n`,
    `Title\n\nText.\n\n<!--\n${key}: Priya <priya@example.org>\n-->\n`,
  ]) {
    const { coAuthors } = parseTrailers(message);
    expect(coAuthors.join()).toContain('Priya');
  }
});

test.for([
  'Pair-with: Priya <priya@example.org>',
  'Paired-by: Priya <priya@example.org>',
  'Based-on-patch-by: Priya <priya@example.org>',
  'Author: Priya <priya@example.org>',
  'Co–authored–by: Priya <priya@example.org>',
  'Co-authored-by：Priya <priya@example.org>',
  'Co-authored-by Priya <priya@example.org>',
  '1. Co-authored-by: Priya <priya@example.org>',
  '- [x] Co-authored-by: Priya <priya@example.org>',
  '**Co-authored-by:** Priya <priya@example.org>',
  '(Co-authored-by: Priya <priya@example.org>)',
  'Done at last. Co-authored-by: Priya <priya@example.org>',
  'Co-authored-by: <!-- Priya <priya@example.org>',
])('an author is named by "%s", wherever the line is', (line) => {
  const trailers = 'Change-Type: normal\nReviewed-by: Mara <mara@example.org>';
  for (const message of [
    `Title\n\n${line}\n\n${trailers}\n`,
    `Title\n\nText.\n\n${trailers}\n${line}\n`,
    `Title. ${line}\n\n${trailers}\n`,
    `Title\n\n\`\`\`\n${line}\n\`\`\`\n\n${trailers}\n`,
  ]) {
    const found = identifyCoAuthors(message, people).map(({ person: id }) => id);
    expect(found).toContain('priya');
    expect(found).not.toContain(undefined);
  }
});

test.for(['<Priya Raman>', '<!-- Priya Raman <priya@example.org>', '[Priya Raman]'])(
  'what looks like filler names an author where it names a person: "%s"',
  (value) => {
    const found = identifyCoAuthors(`Title\n\nCo-authored-by: ${value}\n`, people);
    expect([...new Set(found.map(({ person: id }) => id))]).toEqual(['priya']);
  },
);

test.for([
  ['Mitautorin: Priya <priya@example.org>', true],
  ['共著: Priya <priya@example.org>', false],
  ['Revu-par: Priya <priya@example.org>', true],
  ['Assisted-by: Priya <priya@example.org>', true],
  ['Signed-off-by: Priya <priya@example.org>', false],
  ['Tested-by: Priya <priya@example.org>', false],
  ['Customer-Notice: sent to all', false],
] as const)(
  'a key that the record does not have and that names somebody is reported: %s',
  ([line, isSaid]) => {
    const { problems } = parseTrailers(`Title\n\nText.\n\nTicket: A-1\n${line}\n`);
    expect(problems.some(({ problem }) => problem.includes('is not a key of the record'))).toBe(
      isSaid,
    );
  },
);

test.for(['Reviewed-by', 'Signed-off-by', 'Author-note', 'Co-op', 'Backported-by'])(
  'the key "%s" names none',
  (key) => {
    expect(parseTrailers(`Title\n\nText.\n\n${key}: Priya <p@example.org>\n`).coAuthors).toEqual(
      [],
    );
  },
);

test('a comment inside or around a trailer never contains a value', () => {
  const { trailers } = parseTrailers(
    'Title\n\nText.\n\nRisk: <!-- availability low -->\nRollback: revert <!-- or not -->; nothing\nTested: <!-- passed\nReason: x <!-- a\nIncident: INC-7\n-->\n',
  );
  expect(trailers.map(({ key, value }) => `${key}: ${value}`)).toEqual([
    'Risk: ',
    'Rollback: revert ; nothing',
    'Tested: ',
  ]);
});
