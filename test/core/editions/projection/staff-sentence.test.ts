import { expect, test } from 'vitest';
import { publicBook } from '#core/editions/projection/public-book.ts';
import type { Instant } from '#core/model/instant.ts';
import type { RawCommit } from '#core/model/raw-commit.ts';
import { judge, peopleText, policyText } from '../../../helpers/book.ts';

const planted = 'The copper lantern swings above the northern jetty.';

const commit = (message: string, name = 'Ben Hollis', id = '1'): RawCommit => {
  const identity = { name, email: 'ben@example.org', at: '2026-02-02T10:00:00Z' as Instant };
  return {
    id: id.repeat(40),
    parents: [],
    author: identity,
    committer: identity,
    message,
    paths: ['src/a.ts'],
  };
};

interface Planting {
  /** Files by their path below content/. */
  readonly files?: Readonly<Record<string, string>>;
  /** Fields of the public policy. */
  readonly fields?: Readonly<Record<string, string>>;
  /** More text of the public policy. */
  readonly more?: string;
  /** What its body repeats. */
  readonly repeated?: string;
  readonly commits?: readonly RawCommit[];
  readonly allow?: string;
}

/** What the public book of a policy reports whose body repeats a text that staff alone have. */
function report({
  files = {},
  fields = {},
  more = '',
  repeated = planted,
  commits = [],
  allow = '[]',
}: Planting) {
  const settings = `organisation: { name: Example, contact: office@example.org }
timeZone: Europe/London
editions:
  internal: { url: https://policies.example.org }
  public:
    url: https://trust.example.org
    contact: trust@example.org
    allow: ${allow}
events: [{ on: 2026-01-01, event: law, what: A law came. }]
repositories:
  - { id: platform, path: ../platform, since: 2026-01-01, policy: open, exclude: [{ commit: "9999999", reason: It came twice. }] }
`;
  const body = `## 1. Purpose\n\nBoats may enter. ${repeated}\n${more}`;
  const { book } = judge({
    files: {
      'policybook.yaml': settings,
      'policies/open.mdx': policyText({ title: 'Open', publish: 'extract', ...fields }, body),
      ...files,
    },
    histories: [{ repository: 'platform', branch: 'main', line: commits, merged: {} }],
  });
  if (!book) throw new Error('The book was not read.');
  return publicBook(book).diagnostics;
}

const history = (summary: string, more = '') =>
  `[{ version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: "${summary}"${more} }]`;
const twoRows = `[{ version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: x }, { version: "0.9", date: 2025-01-05, by: ada, change: normative, text: lost, summary: "Typed anew; ${planted}" }]`;
const review = (note: string) =>
  `[{ on: 2026-01-05, by: ben, version: "1.0", outcome: changed, note: "${note}" }]`;
const duty = (what: string) =>
  `[{ id: watch, every: P3M, owner: cto, what: "${what}", clause: "1" }]`;
const open = (fields: Readonly<Record<string, string>>): Planting => ({ fields });
const part = (more: string): Planting => ({ more: `\n${more}\n` });
const closed = (fields: Readonly<Record<string, string>>, body?: string): Planting => ({
  files: { 'policies/closed.mdx': policyText({ title: 'Closed', ...fields }, body) },
});
const archived = (fields: Readonly<Record<string, string>>): Planting => ({
  files: {
    'archive/open/0.9.mdx': policyText({ version: '"0.9"', effective: '2025-01-05', ...fields }),
  },
});
const answer = (fields: string): Planting => ({
  files: {
    'answers/a.yaml': `change: platform-111111111111\nrule: change/type\nby: ben\non: 2026-02-03\napprovedBy: ada\n${fields}\n`,
  },
  commits: [commit('Move a rope')],
});
const followUp = (fields: string, body = ''): Planting => ({
  files: {
    'changes/platform-111111111111.mdx': `---\nchange: platform-111111111111\n${fields}\n---\n\n${body}\n`,
  },
  commits: [commit('Move a rope')],
});
const outside = (fields: string, body = ''): Planting => ({
  files: {
    'changes/dns-1.mdx': `---\nid: dns-1\nsystem: DNS\nauthor: ben\nmadeAt: 2026-03-02T10:05:00+00:00\n${fields}\n---\n\n${body}\n`,
  },
});
const retrospective = (field: string) =>
  followUp(`retrospective: { on: 2026-02-04, by: ben, ${field}: "${planted}" }`);
const settings = (from: string): Planting => ({
  files: {
    'policybook.yaml': `organisation: { name: Example, contact: office@example.org }
timeZone: Europe/London
editions:
  internal: { url: https://policies.example.org }
  public: { url: https://trust.example.org, contact: trust@example.org }
${from}
`,
  },
});
const person = (name: string, repeated: string): Planting => ({
  files: {
    'people.yaml': `${peopleText}zoe: { name: ${name}, emails: [zoe@example.org], roles: [] }\n`,
  },
  repeated,
});

const places: readonly (readonly [place: string, planting: Planting])[] = [
  ['summary of a version', open({ history: history(planted) })],
  [
    'summary in the middle of another sentence',
    open({ history: history(`Typed anew; ${planted}`) }),
  ],
  ['summary beside a public one', open({ history: history(planted, ', publicSummary: First.') })],
  ['summary of an earlier version', open({ history: twoRows })],
  ['note of a review', open({ reviews: review(planted) })],
  ['note of a review, in capitals', open({ reviews: review(planted.toUpperCase()) })],
  [
    'short note of a review',
    { ...open({ reviews: review('Zorblatt was pleased.') }), repeated: 'Zorblatt was pleased.' },
  ],
  ['appliesTo', open({ appliesTo: planted })],
  ['duty', open({ duties: duty(planted) })],
  ['internal paragraph', part(`<Internal>${planted}</Internal>`)],
  ['internal part of a sentence', part(`Boats pay. <Internal>${planted}</Internal>`)],
  ['internal list', part(`<Internal>\n\n- one\n- ${planted}\n- three\n\n</Internal>`)],
  ['internal table', part(`<Internal>\n\n| a | b |\n| - | - |\n| c | ${planted} |\n\n</Internal>`)],
  ['internal heading', part(`<Internal>\n\n### ${planted}\n\nText.\n\n</Internal>`)],
  [
    'internal quotation over two lines',
    part(`<Internal>\n\n> ${planted.replace(' above', '\n> above')}\n\n</Internal>`),
  ],
  ['summary in an archived text', archived({ history: history(planted).replace('1.0', '0.9') })],
  ['note in an archived text', archived({ reviews: review(planted).replace('1.0', '0.9') })],
  ['appliesTo of an archived text', archived({ appliesTo: planted })],
  [
    'title of an internal policy',
    { ...closed({ title: 'Copper Lantern Rota' }), repeated: 'See the Copper Lantern Rota.' },
  ],
  ['summary of an internal policy', closed({ history: history(planted) })],
  ['note of an internal policy', closed({ reviews: review(planted) })],
  ['appliesTo of an internal policy', closed({ appliesTo: planted })],
  ['duty of an internal policy', closed({ duties: duty(planted) })],
  ['summary of a draft', closed({ status: 'draft', history: history(planted) })],
  ['why of an answer', answer(`why: "${planted}"\naction: Read it.`)],
  ['action of an answer', answer(`why: It was late.\naction: "${planted}"`)],
  [
    'evidence of a duty',
    {
      files: {
        'duties/watch.yaml': `policy: open\nduty: watch\ndone: [{ on: 2026-02-01, by: ben, evidence: "${planted}" }]\n`,
      },
      fields: { duties: duty('Watch it.') },
    },
  ],
  ['event', settings(`events: [{ on: 2026-01-01, event: law, what: "${planted}" }]`)],
  [
    'reason of an exclusion',
    settings(
      `repositories: [{ id: platform, path: ../platform, since: 2026-01-01, policy: open, exclude: [{ commit: "9999999", reason: "${planted}" }] }]`,
    ),
  ],
  ['reason of an exception', { allow: `[{ text: boats may enter, reason: "${planted}" }]` }],
  ['text of a follow-up', followUp('incident: INC-1', `Seen at noon. ${planted}`)],
  [
    'note of a validation',
    followUp(`validated: { at: 2026-02-02T12:00:00+00:00, by: ben, note: "${planted}" }`),
  ],
  [
    'note of a watch',
    followUp(`monitored: { until: 2026-02-02T12:00:00+00:00, by: ben, note: "${planted}" }`),
  ],
  ['root cause', retrospective('rootCause')],
  ['actions of a retrospective', retrospective('actions')],
  ['preventive controls', retrospective('preventiveControls')],
  ['title of a change outside git', outside(`title: "${planted}"`)],
  ['text of a change outside git', outside('title: Move it', planted)],
  ['reason of a change outside git', outside(`reason: "${planted}"`)],
  [
    'evidence of an approval',
    outside(`approvals: [{ by: ada, at: 2026-03-01T10:00:00+00:00, evidence: "${planted}" }]`),
  ],
  ['name of a person', person('Zoë Okonkwo', 'Ask Zoe Okonkwo.')],
  ['id of a change', { repeated: 'See dns-1.', ...outside('title: Move it') }],
];

test('there are at least forty places', () => {
  expect(places.length).toBeGreaterThanOrEqual(40);
});

test.each(places)('a public text that repeats what staff alone have is a fault: %s', (_, given) => {
  const found = report(given).filter(({ severity }) => severity === 'error');
  expect(found.map(({ code }) => code)).toEqual([
    expect.stringMatching(/^edition\/(?:staff-sentence|secret-left)$/),
  ]);
  expect(found[0]?.at.file).toBe('content/policies/open.mdx');
  expect(found[0]?.related).toHaveLength(1);
});

const written = (found: ReturnType<typeof report>) =>
  found.map(({ severity, code }) => `${severity} ${code}`);

test('the fault names the line of the public text and the place for staff', () => {
  const [fault] = report(open({ history: history(planted) }));
  expect(fault).toMatchObject({
    at: { file: 'content/policies/open.mdx', line: 18 },
    related: [{ at: { file: 'content/policies/open.mdx', line: 11 } }],
  });
  expect(fault?.problem).toBe(
    `"${planted}" is for staff alone in another place, and the public text contains it.`,
  );
});

test.each([
  [
    'bold and a link',
    'The **copper** [lantern](https://a.example) swings above the northern jetty.',
  ],
  ['a line break', planted.replace(' swings', '\nswings')],
  ['a table', `\n\n| a | b |\n| - | - |\n| c | ${planted} |\n`],
  ['a list', `\n\n- one\n- ${planted}\n`],
  ['a longer sentence', `We know that ${planted.toLowerCase().replace('.', '')}, always.`],
  ['code', `\`${planted}\``],
  ['the words of an image', `![${planted}](../assets/a.png)`],
  ['entities', planted.replace('copper', 'c&#111;pper')],
  ['invisible characters', planted.replace('copper', 'cop\u200bper')],
])('finds a sentence that is repeated in %s', (_, repeated) => {
  expect(written(report({ ...open({ history: history(planted) }), repeated }))).toContain(
    'error edition/staff-sentence',
  );
});

test.each([
  [
    'an exception for that very sentence',
    {
      ...open({ history: history(planted) }),
      allow: `[{ text: ${planted}, reason: It is on our sign. }]`,
    },
  ],
  [
    'a summary that customers read as well',
    open({ history: history(planted, `, publicSummary: "${planted}"`) }),
  ],
  [
    'a scope within a longer sentence',
    {
      ...open({ appliesTo: 'everybody who builds or runs boats' }),
      repeated: 'It applies to everybody who builds or runs boats.',
    },
  ],
  [
    'a part of a sentence',
    { ...open({ history: history('Now boats pay because the copper lantern swings above.') }) },
  ],
  [
    'two words',
    { ...open({ history: history('Annual review.') }), repeated: '\n\n## Annual review\n\nText.' },
  ],
  [
    'the version that waits',
    {
      files: {
        'archive/open/1.0.mdx': policyText(
          { title: 'Open', publish: 'extract' },
          `## 1. Purpose\n\nBoats. ${planted}\n`,
        ),
      },
      fields: {
        version: '"1.1"',
        effective: '2099-01-05',
        history: `[{ version: "1.1", date: 2026-05-05, by: ada, change: normative, summary: "${planted}" }, ${history('First.').slice(1, -1)}]`,
      },
    },
  ],
  [
    'the template of several commits',
    { commits: [commit(`a\n\n${planted}`), commit(`b\n\n${planted}`, 'Ben Hollis', '2')] },
  ],
])('is no fault: %s', (_, given: Planting) => {
  expect(written(report(given)).filter((one) => !one.includes('unneeded'))).toEqual([]);
});

test.each([
  ['a sentence', { commits: [commit(`Move a rope\n\n${planted}`)] }, 'edition/commit-repeated'],
  ['a subject', { commits: [commit(planted)] }, 'edition/commit-repeated'],
  [
    'a field',
    { commits: [commit(`Move a rope\n\nReason: ${planted}`)] },
    'edition/commit-repeated',
  ],
  [
    'a ticket',
    { commits: [commit('Move\n\nTicket: JETTY-31')], repeated: 'See JETTY-31.' },
    'edition/secret-left',
  ],
  [
    'a standard',
    { commits: [commit('Move\n\nTicket: ISO-27001')], repeated: 'By ISO-27001.' },
    'edition/secret-left',
  ],
  [
    'a name',
    { commits: [commit('Move', 'Change Management')], repeated: 'Change Management is all.' },
    'edition/secret-left',
  ],
])('what anybody can type in a commit warns and stops nothing: %s', (_, given, code) => {
  expect(written(report(given))).toEqual([`warning ${code}`]);
});
