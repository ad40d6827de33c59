import { expect, test } from 'vitest';
import { linkForPublic } from '#core/editions/projection/select-public.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { readerText } from '#core/editions/scan/book-texts.ts';
import type { Instant } from '#core/model/instant.ts';
import type { RawCommit, RawHistory } from '#core/model/raw-commit.ts';
import { judge, judgeGood, peopleText, policyText } from '../../../helpers/book.ts';

const settings = (
  open = '',
) => `organisation: { name: Example, contact: planted-office@example.org }
timeZone: Europe/London
editions:
  internal: { url: https://planted-host.example.org }
  public: { url: https://trust.example.org, contact: trust@example.org${open} }
policies: { planned: [planted-policy], requiredHeadings: { policy: [Planted heading] } }
events: [{ on: 2026-01-01, event: planted-event, what: Planted event text. }]
repositories:
  - { id: planted-repository, path: ../planted, since: 2026-01-01, policy: changes, scopes: { planted-scope: ["planted/**"] } }
`;

const extract = { publish: 'extract' };

function project(files: Record<string, string>, open = '', histories: readonly RawHistory[] = []) {
  const plain = settings(open).split('repositories:')[0] ?? '';
  const sources = { 'policybook.yaml': plain.replace('[Planted heading]', '[]'), ...files };
  const book = judgeGood({
    files: sources,
    histories,
    assets: [
      'content/assets/internal/assets/project-heron.png',
      'content/assets/project-heron.png',
    ],
  });
  return { internal: book, ...publicBook(book) };
}

function onlyBody(body: string, files: Record<string, string> = {}, open = ''): string {
  const { book, diagnostics } = project(
    { 'policies/changes.mdx': policyText({ title: 'Changes', ...extract }, body), ...files },
    open,
  );
  expect(diagnostics).toEqual([]);
  return book.policies.find(({ id }) => id === 'changes')?.current.body.trim() ?? '';
}

const plantedPolicy = policyText(
  {
    title: 'Changes',
    ...extract,
    approval: '{ by: planted-approver, on: 2026-01-05 }',
    reviewOn: '[planted-scope]',
    appliesTo: 'planted readers',
    contacts: '{ planted-topic: planted-contact@example.org }',
    controls: '{ soc2: [CC8.1] }',
    related: '[planted-internal, open]',
    history:
      '[{ version: "1.0", date: 2026-01-05, by: planted-author, change: normative, summary: Planted summary., publicSummary: First release. }, { version: "0.9", date: 2025-01-05, by: planted-author, change: editorial, summary: Planted early summary. }]',
    reviews:
      '[{ on: 2026-01-05, by: planted-reviewer, version: "0.8", outcome: retire, note: Planted note. }]',
    duties:
      '[{ id: planted-duty, every: P3M, owner: planted-role, what: Planted duty., clause: "1" }]',
    changeRules:
      '{ types: { normal: { clause: "1", approvals: 1, leadTime: PT24H, kinds: [planted-kind] } }, sensitive: { clause: "1", scopes: [planted-scope], reviewers: [planted-role] } }',
  },
  `## 1. Purpose

Wait <Param name="types.normal.leadTime" />. <Internal>Planted inline.</Internal>

{/* Planted comment. */}

- one
- <Internal>Planted item.</Internal>

<Internal>

## Planted heading

![planted alt](../assets/planted-image.png)

</Internal>

![plan](../assets/plan.png)
`,
);

test('holds nothing of the internal book that is not named in the projection', () => {
  const identity = {
    name: 'Planted Person',
    email: 'planted-mail@example.org',
    at: '2026-02-02T10:00:00Z' as Instant,
  };
  const commit: RawCommit = {
    id: 'abad1dea'.repeat(5),
    parents: [],
    author: identity,
    committer: identity,
    message:
      'Planted change\n\nChange-Type: normal\nReason: Planted reason for it.\nTicket: PLANTED-12',
    paths: ['planted/file.ts'],
  };
  const book = judgeGoodOrNot(
    {
      'policybook.yaml': settings(),
      'people.yaml': `${peopleText}planted:\n  name: Planted Person\n  emails: [planted-mail@example.org]\n  forge: { github: plantedlogin }\n`,
      'policies/changes.mdx': plantedPolicy,
      'policies/open.mdx': policyText({ title: 'Open', ...extract }),
      'policies/planted-internal.mdx': policyText({ title: 'Planted Internal Policy' }),
      'policies/planted-draft.mdx': policyText({
        title: 'Planted Draft',
        ...extract,
        status: 'draft',
        approval: undefined,
      }),
      'policies/planted-later.mdx': policyText({
        title: 'Planted Later',
        ...extract,
        effective: '2026-09-01',
      }),
      'policies/planted-retired.mdx': policyText({
        title: 'Planted Retired',
        ...extract,
        status: 'retired',
      }),
      'archive/changes/0.9.mdx': policyText(
        { title: 'Planted old title', ...extract, version: '"0.9"', effective: '2025-01-05' },
        '## 1. Planted old text\n\nx\n',
      ),
      'answers/planted-repository-abad1deaabad.yaml':
        'change: planted-repository-abad1deaabad\nrule: change/approvals\nby: ben\non: 2026-02-03\nwhy: Planted why.\naction: Planted action.\napprovedBy: ada\n',
      'duties/planted-duty.yaml':
        'policy: changes\nduty: planted-duty\ndone: [{ on: 2026-02-01, by: ben, evidence: Planted evidence. }]\n',
    },
    [{ repository: 'planted-repository', branch: 'main', line: [commit], merged: {} }],
  );

  // Each of these would be found if it were there: the internal book has them all.
  const internal = JSON.stringify(book);
  expect(internal.match(/planted/gi)?.length).toBeGreaterThan(60);
  expect(internal).toContain('abad1dea');

  const open = publicBook(book);
  expect(open.diagnostics).toEqual([]);
  const text = JSON.stringify(open.book);
  expect(text).not.toMatch(/planted|abad1dea|ada|ben\b|cleo|finch|office@/i);
  expect(open.book.policies.map(({ id }) => id)).toEqual(['changes', 'open']);
  expect(open.book.assets).toEqual(['content/assets/plan.png']);

  const [changes] = open.book.policies;
  expect(changes?.versions).toHaveLength(1);
  const fingerprints = book.policies.flatMap(({ versions }) =>
    versions.map((one) => one.fingerprint),
  );
  expect(fingerprints).not.toContain(changes?.current.fingerprint);
  expect(changes?.current.frontmatter).toEqual({
    title: 'Changes',
    kind: 'policy',
    version: '1.0',
    status: 'approved',
    classification: 'internal',
    publish: 'extract',
    owner: 'cto',
    effective: '2026-01-05',
    approval: { by: '', on: '2026-01-05' },
    nextReview: '2027-01-05',
    reviewEvery: 'P1Y',
    reviewOn: [],
    contacts: {},
    controls: { soc2: ['CC8.1'] },
    related: ['open'],
    history: [
      {
        version: '1.0',
        date: '2026-01-05',
        by: '',
        change: 'normative',
        summary: 'First release.',
        publicSummary: 'First release.',
      },
    ],
    // Nobody knows the reviewer, so the review does not count.
    reviews: [],
    duties: [],
    changeRules: { types: { normal: { leadTime: 'PT24H' } } },
  });
});

function judgeGoodOrNot(files: Record<string, string>, histories: readonly RawHistory[]) {
  // People and roles that nobody is are faults of this book, and not what is looked at here.
  const { book } = judge({
    files,
    histories,
    assets: ['content/assets/plan.png', 'content/assets/planted-image.png'],
  });
  if (!book) throw new Error('The planted book was not read.');
  return book;
}

test('prints the same data in the extract as in the whole text', () => {
  const changeRules =
    '{ types: { normal: { clause: "1", approvals: 1, leadTime: PT24H }, major: { clause: "1", approvals: 2, approvers: [technical], leadTime: P7D, staging: must } }, monitoring: { clause: "1", major: PT24H }, metrics: { changeFailureRate: { target: "< 5%", every: P1M } }, categories: { prompt: { clause: "1", scope: ai, type: normal, signOff: [cto], securityReview: [technical], requires: [ticket] } } }';
  const duties = '[{ id: watch, every: P3M, owner: cto, what: Look at it., clause: "1" }]';
  const body =
    '## 1. Purpose\n\n<ChangeTypes />\n\n<ChangeCategories />\n\n<MetricTargets />\n\n<Duties />\n\nWait <Param name="types.major.leadTime" />.\n';
  const { internal, book } = project({
    'policies/changes.mdx': policyText({ title: 'Changes', ...extract, changeRules, duties }, body),
  });
  const print = (one: typeof book | undefined) => {
    const current = one?.policies[0]?.current;
    return current && readerText(current);
  };
  expect(print(book)).toBe(print(internal));
  expect(print(book)).toContain('by Technical');
  expect(print(book)).toContain('Wait 7 days.');
});

test('keeps back the rules that no component prints any more', () => {
  const changeRules = '{ types: { normal: { clause: "1", approvals: 1, leadTime: PT24H } } }';
  const body = '## 1. Purpose\n\nx <Internal><Param name="types.normal.leadTime" /></Internal>\n';
  const { book } = project({
    'policies/changes.mdx': policyText({ title: 'Changes', ...extract, changeRules }, body),
  });
  expect(book.policies[0]?.current.frontmatter.changeRules).toBeUndefined();
});

test.each([
  ['in the line', '![Plan](../assets/project-heron.png)', '![Plan](../assets/project-heron.png)'],
  [
    'by reference',
    '![Plan][p]\n\n[p]: ../assets/project-heron.png',
    '![Plan][p]\n\n[p]: ../assets/project-heron.png',
  ],
  [
    'by reference, beside a link to it',
    '![Plan][p] of [it][p]\n\n[p]: ../assets/project-heron.png',
    '![Plan][p] of [it][p]\n\n[p]: ../assets/project-heron.png',
  ],
  ['withheld in the line', 'x <Internal>![Plan](../assets/project-heron.png)</Internal>', 'x'],
  [
    'withheld by reference',
    'x <Internal>![Plan][p]</Internal>\n\n[p]: ../assets/project-heron.png',
    'x',
  ],
])('publishes an image as its text says: %s', (_, body, expected) => {
  const { book } = project({
    'policies/changes.mdx': policyText({ title: 'Changes', ...extract }, body),
  });
  expect(book.policies[0]?.current.body.trim()).toBe(expected);
  expect(book.assets).toEqual(expected === 'x' ? [] : ['content/assets/project-heron.png']);
});

const neighbours = {
  'policies/open.mdx': policyText(
    { title: 'Open', ...extract },
    '## 1. Purpose\n\nx\n\n## 2. More\n\n<Internal>y</Internal>\n',
  ),
  'policies/named.mdx': policyText({ title: 'Named Policy' }),
  'policies/kept-back.mdx': policyText({ title: 'Kept Back Policy' }),
};
const naming = ', nameInternalPolicies: [named, gone]';

test.each([
  ['a public policy stays', 'See [it](open#1).', 'See [it](open#1).'],
  ['a clause that was cut leads to the policy', 'See [it](open#2).', 'See [it](open).'],
  ['a cut clause in an entity', 'See [it](open#&#50;).', 'See [it](open).'],
  ['a cut clause in the title too', 'See [it](open#2 "open#2").', 'See [it](open "open").'],
  [
    'a cut clause in a definition',
    '[it]\n\n[it]: open#&#50; "open#2"',
    '[it]\n\n[it]: open "open"',
  ],
  [
    'a policy that may be named gets the contact, once',
    'See [the *list*](named) and [it](named).',
    'See the *list* (on request from trust@example.org) and it.',
  ],
  ['a policy that is not public is text', 'See [the list](kept-back#1).', 'See the list.'],
  [
    'a word that MDX takes for program text is escaped',
    '[import rules](kept-back) apply.',
    '&#105;mport rules apply.',
  ],
  ['so is one by reference', 'See [the list][a].\n\n[a]: kept-back', 'See the list.'],
  ['the id of a policy may be an ordinary word', 'The kept-back part.', 'The kept-back part.'],
  [
    'an address of the web stays',
    'See [it](https://a.example/b).',
    'See [it](https://a.example/b).',
  ],
])('links: %s', (_, body, expected) => {
  expect(onlyBody(body, neighbours, naming)).toBe(expected);
});

test('says of each policy whether customers see a page, a name or nothing', () => {
  const { internal, book } = project(neighbours, naming);
  const standings = ['open', 'named', 'kept-back', 'gone'].map((policy) =>
    linkForPublic(internal, policy),
  );
  expect(standings).toEqual(['page', 'named', 'none', 'none']);
  expect(book.settings.editions.public?.nameInternalPolicies).toEqual(['named']);
});

const heron = ', withhold: [{ text: Project Heron, with: an internal project }]';

test('replaces withheld words in text, title and summaries', () => {
  const history =
    '[{ version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: x, publicSummary: For Project Heron. }]';
  const { book, diagnostics } = project(
    {
      'policies/changes.mdx': policyText(
        { title: 'Rules of Project Heron', ...extract, history },
        '## 1. Project Heron\n\nOn project\nheron, *Project Heron*.\n',
      ),
    },
    heron,
  );
  expect(diagnostics).toEqual([]);
  const current = book.policies[0]?.current;
  expect(current?.body.trim()).toBe(
    '## 1. an internal project\n\nOn an internal project, *an internal project*.',
  );
  expect(current?.frontmatter.title).toBe('Rules of an internal project');
  expect(current?.frontmatter.history[0]?.publicSummary).toBe('For an internal project.');
  expect(JSON.stringify(book)).not.toMatch(/heron/i);
});

const faults: readonly (readonly [string, Record<string, string>, string, string])[] = [
  ['a withheld phrase in two pieces', extract, 'a **Project** Heron', '18 edition/withheld-left'],
  [
    'a withheld phrase as a slug',
    extract,
    '![x](../assets/project-heron.png)',
    '18 edition/withheld-left',
  ],
  ['a withheld phrase in an entity', extract, 'a Project H&#101;ron', '1 edition/withheld-left'],
  ['a person', extract, 'Ask Ada\nFinch.', '19 edition/secret-left'],
  ["a person's address", extract, 'Ask ada@example.org.', '18 edition/secret-left'],
  [
    'the title of a policy that is not public',
    extract,
    'See the Kept Back Policy.',
    '18 edition/secret-left',
  ],
  ['whole, and not classed public', { publish: 'whole' }, 'x', '13 edition/whole-not-public'],
  [
    'whole, with an internal part',
    { publish: 'whole', classification: 'public' },
    'x <Internal>y</Internal>',
    '18 edition/whole-with-internal',
  ],
  ['nothing left', extract, '<Internal>y</Internal>', '1 edition/nothing-left'],
  ['a cut that changes the text', extract, 'a\n<Internal>b</Internal>- c', '19 edition/cut'],
];

test.each(faults)('refuses %s, with its place', (_, fields, text, expected) => {
  const { diagnostics } = project(
    {
      'policies/changes.mdx': policyText(
        { title: 'Changes', nextReview: '2027-01-05', ...fields },
        `## 1. Purpose\n\n${text}\n`,
      ),
      'policies/kept-back.mdx': policyText({ title: 'Kept Back Policy' }),
    },
    heron,
  );
  expect(diagnostics.map(({ at, code }) => `${at.line} ${code}`)).toEqual([expected]);
});

test('publishes an earlier version while it is in force, unless the newest text withdraws the policy', () => {
  const files = (publish: string, earlier = 'extract') => ({
    'policies/changes.mdx': policyText(
      {
        title: 'Changes',
        publish,
        version: '"1.1"',
        effective: '2026-09-01',
        history:
          '[{ version: "1.1", date: 2026-01-05, by: ada, change: normative, summary: x }, { version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: x }]',
      },
      '## 1. Later\n\nx\n',
    ),
    'archive/changes/1.0.mdx': policyText(
      { title: 'Changes', publish: earlier },
      '## 1. Earlier\n\nx\n',
    ),
  });
  expect(project(files('extract')).book.policies.map(({ current }) => current.version)).toEqual([
    '1.0',
  ]);
  expect(project(files('none')).book.policies).toEqual([]);
  expect(project(files('extract', 'none')).book.policies).toEqual([]);
});
