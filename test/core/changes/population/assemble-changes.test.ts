import { expect, test } from 'vitest';
import { assembleChanges } from '#core/changes/population/assemble-changes.ts';
import type { CalendarDate } from '#core/model/calendar-date.ts';
import type { ChangeRecord, FollowUp } from '#core/model/change-record.ts';
import type { Instant } from '#core/model/instant.ts';
import type { RawCommit, RawHistory } from '#core/model/raw-commit.ts';
import { followUpSchema } from '#core/schemas/follow-up.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { settingsSchema } from '#core/schemas/settings.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { parse, stringify } from 'yaml';
import { askOfMerges } from '../../../helpers/clean-merges.ts';
import { recordedRepository } from '../../../helpers/recorded-repository.ts';

const people = peopleSchema.parse({
  mira: { name: 'Mira Oduya', emails: ['mira@larkfield.example'] },
  tess: { name: 'Tess Varga', emails: ['tess@larkfield.example'] },
  jonas: {
    name: 'Jonas Leitner',
    emails: ['jonas@larkfield.example'],
    forge: { github: 'jleitner' },
  },
  priya: { name: 'Priya Raman', emails: ['priya@larkfield.example'] },
  upkeep: { name: 'Upkeep', emails: ['upkeep@larkfield.example'], bot: true },
});
const repositoryShape = settingsSchema.shape.repositories.unwrap().element;

interface Options {
  readonly settings?: object;
  readonly followUps?: readonly FollowUp[];
  readonly asOf?: string;
  readonly cleanMerges?: Readonly<Record<string, boolean>>;
  readonly isToday?: boolean;
}

async function assemble(commits: string, options: Options = {}) {
  const gitDir = await recordedRepository(commits);
  const history = await readHistory({ repository: 'platform', gitDir, branch: 'main' });
  const cleanMerges = await askOfMerges(gitDir, { ...options, history, people });
  return assembleHistory(history, { ...options, cleanMerges });
}

function assembleHistory(
  history: RawHistory,
  {
    settings = {},
    followUps = [],
    asOf = '2026-06-30',
    isToday = false,
    cleanMerges = {},
  }: Options = {},
) {
  return assembleChanges({
    history,
    repository: repositoryShape.parse({
      id: 'platform',
      path: '../platform',
      since: '2026-01-01',
      policy: 'change-management',
      scopes: { application: ['src/**'], security: ['src/auth/**'], database: ['migrations/**'] },
      ...settings,
    }),
    people,
    followUps,
    evidence: { repository: 'platform', forgeExports: [], cleanMerges },
    timeZone: 'Europe/London',
    asOf: asOf as CalendarDate,
    isToday,
  });
}

function followUp(text: string, file = 'content/changes/later.mdx'): FollowUp {
  return {
    source: { file, text: `---\n${text}---\n` },
    fields: followUpSchema.parse(parse(text)),
    body: '',
  };
}

const peopleOf = ({ authors }: ChangeRecord) => authors.map(({ person, email }) => person ?? email);
const approvalsOf = ({ approvals }: ChangeRecord) =>
  approvals.map(({ by, capacity, proof, source }) =>
    [by.person, capacity, proof, source].join(' '),
  );
const codesOf = (diagnostics: readonly { code: string; severity: string }[]) =>
  diagnostics.map(({ code, severity }) => `${severity} ${code}`);

const base = '- { at: 2026-01-05T09:00:00Z, author: mira, message: Begin, files: [README.md] }\n';

test('makes the record of a merge from its message and its graph', async () => {
  const { records, diagnostics } = await assemble(`${base}
- at: 2026-03-29T23:30:00Z
  author: mira
  message: |
    Merge pull request #1042 from larkfield/limit-mails

    Limit password reset mails

    Change-Type: normal
    Reason: A storm of mails.
    Risk: TBD
    Approved-by: Mira Oduya <mira@larkfield.example>
    Security-reviewed-by: Tess Varga <tess@larkfield.example>
  branch:
    - { at: 2026-03-28T10:00:00Z, author: jonas, message: Count, files: [src/auth/reset.ts, src/tmp.ts] }
    - { at: 2026-03-28T11:00:00Z, author: jonas-web, message: "Tidy\\n\\nCo-authored-by: Priya Raman <priya@larkfield.example>", remove: [src/tmp.ts], files: [docs/a.md] }
`);
  expect(diagnostics).toEqual([]);
  const record = records[1];
  expect(record).toMatchObject({
    id: 'platform-1042',
    repository: 'platform',
    form: 'merge',
    pullRequest: 1042,
    branch: 'limit-mails',
    title: 'Limit password reset mails',
    merger: { value: { person: 'mira' }, source: 'graph' },
    mergedAt: '2026-03-29T23:30:00+00:00',
    day: '2026-03-30',
    fields: {
      type: { value: 'normal', source: 'message', line: 5 },
      reason: { value: 'A storm of mails.', source: 'message', line: 6 },
    },
    scopes: ['application', 'security'],
    paths: ['docs/a.md', 'src/auth/reset.ts', 'src/tmp.ts'],
  });
  expect(Object.keys(record?.fields ?? {})).toEqual(['type', 'reason', 'risk']);
  expect(record && peopleOf(record)).toEqual(['jonas', 'priya']);
  expect(record && approvalsOf(record)).toEqual([
    'mira approved merged message',
    'tess security-reviewed stated message',
  ]);
  expect(record?.commits.map(({ subject, author }) => `${subject} ${author.person ?? ''}`)).toEqual(
    ['Count jonas', 'Tidy jonas'],
  );
});

const merge = (extra: string, message = 'Approved-by: mira') => `${base}
- at: 2026-03-02T12:00:00Z
  author: mira
  ${extra}
  message: |
    Merge pull request #1 from larkfield/a

    Title

    ${message}
  branch:
    - { at: 2026-03-02T10:00:00Z, author: jonas, message: One, files: [src/a] }
`;

test.for([
  ['the approver merged', 'key: k', 'mira approved merged message'],
  ['somebody else merged', 'committer: tess', 'mira approved stated message'],
  ['the forge merged', 'committer: forge', 'mira approved stated message'],
])('takes the graph as proof only where %s', async ([, extra = '', expected]) => {
  const { records } = await assemble(merge(extra));
  expect(records[1] && approvalsOf(records[1])).toEqual([expected]);
});

test('a merge confirms an approval where git makes the same of its parents, however many there are', async () => {
  const gitDir = await recordedRepository(merge(''));
  const history = await readHistory({ repository: 'platform', gitDir, branch: 'main' });
  const [first, last] = history.line;
  if (!first || !last) throw new Error('The history has two commits.');
  const noteOf = (commit: RawCommit, cleanMerges = {}) => {
    const line = [first, commit];
    const { records } = assembleHistory({ ...history, line }, { cleanMerges });
    return records[1]?.approvals.map(({ proof, note }) => `${proof}: ${note ?? ''}`);
  };
  expect(noteOf(last, { [last.id]: true })).toEqual(['merged: ']);
  expect(noteOf(last)).toEqual([
    'stated: whether the merge commit changed anything of its own is not known',
  ]);
  const octopus = { ...last, parents: [...last.parents, first.id] };
  expect(noteOf(octopus, { [last.id]: true })).toEqual(['merged: ']);
  expect(noteOf(octopus, { [last.id]: false })).toEqual(['stated: ']);
  expect(noteOf(octopus)).toEqual(noteOf(last));
});

test('does not let an author who merges confirm an own approval', async () => {
  const text = 'Approved-by: mira\n    Co-authored-by: Mira Oduya <mira@larkfield.example>';
  const { records } = await assemble(merge('key: k', text));
  expect(records[1] && approvalsOf(records[1])).toEqual(['mira approved stated message']);
  expect(records[1] && peopleOf(records[1])).toEqual(['jonas', 'mira']);
});

test('knows no merger where a forge merged, squashed, or somebody pushed', async () => {
  const { records } = await assemble(`${merge('committer: forge')}
- { at: 2026-03-03T09:00:00Z, author: jonas-web, committer: forge, message: "Squashed (#2)\\n\\nApproved-by: Mira Oduya\\n\\n---------\\n\\nCo-authored-by: Priya Raman <priya@larkfield.example>", files: [src/b] }
- { at: 2026-03-04T09:00:00Z, author: stranger, message: "Merge pull request #9 from larkfield/fake\\n\\nApproved-by: stranger", files: [src/c] }
- { at: 2026-03-05T09:00:00Z, author: upkeep, message: Raise a version, files: [package.json] }
`);
  expect(records.slice(1).map(({ merger }) => merger)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(records.slice(1).map(({ form }) => form)).toEqual(['merge', 'squash', 'push', 'push']);
  expect(records.slice(2).map(peopleOf)).toEqual([
    ['jonas', 'priya'],
    ['una@elsewhere.example'],
    ['upkeep'],
  ]);
  expect(records[2] && approvalsOf(records[2])).toEqual(['mira approved stated message']);
  expect(records[3]?.id).toBe(`platform-${records[3]?.commit?.slice(0, 12) ?? ''}`);
});

const five = `
- { at: 2025-12-31T23:59:59Z, author: mira, message: Too early, files: [a] }
- { at: 2026-01-01T00:00:00Z, author: mira, message: First, files: [a] }
- { at: 2026-03-01T10:00:00Z, author: mira, message: Nothing, files: [] }
- { at: 2026-03-02T10:00:00Z, author: upkeep, message: By the bot, files: [a] }
- { at: 2026-06-30T22:59:59Z, author: mira, message: Last, files: [a] }
- { at: 2026-06-30T23:00:00Z, author: mira, message: Tomorrow in London, files: [a] }
`;

test('makes each commit a record or an exclusion with a code, and the sum balances', async () => {
  const { records, population } = await assemble(five, {
    settings: { excludeAuthors: ['upkeep'] },
  });
  expect(records.map(({ title }) => title)).toEqual(['First', 'Last']);
  expect(population).toMatchObject({
    repository: 'platform',
    branch: 'main',
    commits: 6,
    records: 2,
  });
  expect(population.exclusions.map(({ code, reason }) => `${code}: ${reason}`)).toEqual([
    'before-adoption: Merged on 2025-12-31; platform is judged since 2026-01-01.',
    'empty: It changes no path.',
    'listed: All its authors (upkeep) are in excludeAuthors of platform.',
    'after-as-of: Merged on 2026-07-01; the book is judged as of 2026-06-30.',
  ]);
  expect((await assemble(five)).records).toHaveLength(3);
});

test('excludes what the settings list', async () => {
  const { records } = await assemble(five);
  const commit = records[0]?.commit?.slice(0, 12);
  const { population } = await assemble(five, {
    settings: { exclude: [{ commit, reason: 'A try of the pipeline.' }] },
  });
  expect(population.exclusions).toContainEqual({
    commit: records[0]?.commit,
    code: 'listed',
    reason: 'A try of the pipeline.',
  });
});

function commit(id: string, parents: readonly string[], paths: readonly string[]): RawCommit {
  const who = {
    name: 'Jonas Leitner',
    email: 'jonas@larkfield.example',
    at: '2026-02-01T09:00:00Z' as Instant,
  };
  return { id, parents, paths, author: who, committer: who, message: `Commit ${id}\n` };
}

test('excludes nothing for a listed id that names two commits', () => {
  const line = [commit('abcdef0111', [], ['a']), commit('abcdef0222', ['abcdef0111'], ['a'])];
  const { records } = assembleHistory(
    { repository: 'platform', branch: 'main', line, merged: {} },
    { settings: { exclude: [{ commit: 'abcdef0', reason: 'Too short.' }] } },
  );
  expect(records).toHaveLength(2);
});

test('takes no path from a merge inside the branch, which shows what came from elsewhere', () => {
  const { records } = assembleHistory({
    repository: 'platform',
    branch: 'main',
    line: [commit('m1', [], ['a']), commit('m2', ['m1', 'b2'], ['src/b'])],
    merged: {
      m2: [commit('b1', ['m1'], ['src/b', 'tmp']), commit('b2', ['b1', 'm1'], ['migrations/1'])],
    },
  });
  expect(records[1]).toMatchObject({ paths: ['src/b', 'tmp'], scopes: ['application'] });
});

test('reports dates that run backwards, and more sternly one that escapes judgement by it', async () => {
  const { diagnostics } = await assemble(`${base}
- { at: 2026-01-04T09:00:00Z, author: mira, message: A day earlier, files: [a] }
- { at: 2025-06-01T09:00:00Z, author: mira, message: Before the adoption, files: [a] }
- { at: 2025-06-02T09:00:00Z, author: mira, message: And another, files: [a] }
- { at: 2026-02-01T09:00:00Z, author: mira, message: Right, files: [a] }
`);
  expect(codesOf(diagnostics)).toEqual([
    'warning record/dates-backwards',
    'error record/dates-backwards',
    'error record/dates-backwards',
  ]);
});

test('reports at the commit itself a date that takes it out of the population', async () => {
  const line = `${base}
- { at: 2099-01-01T09:00:00Z, author: mira, message: Hidden, files: [a] }
- { at: 2026-02-01T09:00:00Z, author: mira, message: Right, files: [a] }
- { at: 2099-01-01T09:00:00Z, author: mira, message: Hidden at the tip, files: [a] }
`;
  const told = ({ diagnostics }: Awaited<ReturnType<typeof assemble>>) =>
    diagnostics.map(({ severity, code, at, problem }) => [severity, code, at.file, problem]);
  const judged = await assemble(line);
  const [hidden, tip] = judged.population.exclusions.map(({ commit }) => commit);
  const fault = (id = '', why = '') => [
    'error',
    'record/dates-backwards',
    `platform@${id.slice(0, 12)}`,
    `The commit is dated 2099-01-01T09:00:00+00:00, ${why}; as it is dated nobody judges it.`,
  ];
  const inside = fault(hidden, 'after 2026-06-30, and lies before commits made until then');
  expect(told(judged)).toEqual([inside]);
  expect(told(await assemble(line, { isToday: true }))).toEqual([
    inside,
    fault(tip, 'and today is 2026-06-30'),
  ]);
  const exclude = [hidden, tip].map((commit) => ({ commit, reason: 'A machine without a clock.' }));
  const answered = await assemble(line, { isToday: true, settings: { exclude } });
  expect(told(answered)).toEqual([]);
  expect(answered.population.exclusions.map(({ code }) => code)).toEqual(['listed', 'listed']);
});

test('excludes no commit by an author that somebody else typed', async () => {
  const commits = `${base}
- { at: 2026-03-01T09:00:00Z, author: upkeep, committer: jonas, message: Typed, files: [a] }
- { at: 2026-03-02T09:00:00Z, author: upkeep, committer: forge, message: Through the forge, files: [a] }
- at: 2026-03-03T09:00:00Z
  author: mira
  committer: forge
  message: "Merge pull request #8 from larkfield/typed"
  branch: [{ at: 2026-03-02T10:00:00Z, author: upkeep, committer: jonas, message: Typed, files: [b] }]
`;
  const { population } = await assemble(commits, { settings: { excludeAuthors: ['upkeep'] } });
  expect(population.records).toBe(3);
  expect(population.exclusions).toHaveLength(1);
});

test('calls the first commit by its number, and one picked again by its id', async () => {
  const { records, population, diagnostics } = await assemble(`${base}
- { at: 2026-01-31T09:00:00Z, author: jonas, message: 'One, without a change (#5)', files: [] }
- { at: 2026-02-01T09:00:00Z, author: jonas, message: 'One (#5)', files: [a] }
- { at: 2026-02-02T09:00:00Z, author: jonas, message: 'Revert "One (#5)" (#6)', remove: [a] }
- { at: 2026-02-03T09:00:00Z, author: jonas, message: 'One (#5)', files: [a] }
`);
  expect(population.records).toBe(4);
  const [picked] = records.slice(-1);
  const short = picked?.commit?.slice(0, 12) ?? '';
  expect(records.slice(1).map(({ id, form }) => [id, form])).toEqual([
    ['platform-5', 'squash'],
    ['platform-6', 'squash'],
    [`platform-${short}`, 'push'],
  ]);
  expect(picked).not.toHaveProperty('pullRequest');
  const first = records[1]?.commit?.slice(0, 12) ?? '';
  expect(
    diagnostics.map(({ severity, code, at, problem }) => [severity, code, at.file, problem]),
  ).toEqual([
    [
      'warning',
      'record/number-twice',
      `platform@${short}`,
      `The message calls the commit pull request 5, and so is the earlier commit ${first} called; this one is called ${short} and judged as a commit without a pull request.`,
    ],
  ]);
});

test('counts each of several people in one line, as approvers and as authors', async () => {
  const both = 'Mira Oduya <mira@larkfield.example>, Tess Varga <tess@larkfield.example>';
  const { records } = await assemble(`${base}
- { at: 2026-02-01T09:00:00Z, author: jonas, message: "One (#5)\\n\\nApproved-by: ${both}", files: [a] }
- { at: 2026-02-02T09:00:00Z, author: jonas, message: "Two (#6)\\n\\nCo-authored-by: ${both}", files: [a] }
`);
  expect(records[1] && approvalsOf(records[1])).toEqual([
    'mira approved stated message',
    'tess approved stated message',
  ]);
  expect(records[2] && peopleOf(records[2])).toEqual(['jonas', 'mira', 'tess']);
});

test('says once for a repository where git does not read what counts here', async () => {
  const squash = (number: number) =>
    `- { at: 2026-02-0${number}T09:00:00Z, author: jonas, message: "One (#${number})\\n\\nReason: More.\\n\\n---------\\n\\nCo-authored-by: Tess Varga <tess@larkfield.example>", files: [a] }\n`;
  const { records, diagnostics } = await assemble(`${base}${squash(1)}${squash(2)}`);
  expect(records.slice(1).map(({ fields }) => fields.reason?.value)).toEqual(['More.', 'More.']);
  expect(diagnostics).toMatchObject([
    {
      code: 'record/unread-by-git',
      severity: 'warning',
      at: { line: 3 },
      problem: expect.stringMatching(
        /^In 2 of .* \(platform-1, platform-2\)\. They count/,
      ) as string,
    },
  ]);
});

test('reports near misses at their line of the message', async () => {
  const { records, diagnostics } = await assemble(`${base}
- { at: 2026-02-01T09:00:00Z, author: jonas, message: "One (#5)\\n\\nchange-type: normal\\nReason: x", files: [a] }
`);
  expect(diagnostics).toMatchObject([
    {
      code: 'record/trailer',
      severity: 'warning',
      at: { file: expect.stringMatching(/^platform@[0-9a-f]{12}$/) as string, line: 3 },
    },
  ]);
  expect(Object.keys(records[1]?.fields ?? {})).toEqual(['reason']);
});

const squash = `${base}
- { at: 2026-02-01T09:00:00Z, author: jonas, message: "One (#5)\\n\\nChange-Type: normal\\nReason: A  storm.\\nRisk: n/a", files: [a] }
`;

test('several categories are one list, whatever the lines and the order', async () => {
  const lines = 'Change-Category: a\\nChange-Category: b, c';
  const message = `"One (#5)\\n\\nChange-Type: normal\\n${lines}"`;
  const commit = `- { at: 2026-02-01T09:00:00Z, author: jonas, message: ${message}, files: [a] }`;
  const later = (category: string) => followUp(stringify({ change: 'platform-5', category }));
  const same = await assemble(`${base}\n${commit}\n`, { followUps: [later('c,b, a')] });
  expect(same.records[1]?.fields.category?.value).toBe('a, b, c');
  expect(same.diagnostics).toEqual([]);
  const other = await assemble(`${base}\n${commit}\n`, { followUps: [later('a, b')] });
  expect(other.diagnostics.map(({ code }) => code)).toEqual(['record/sources-disagree']);
});

test('fills from follow-ups what the message lacks, and reports where they differ', async () => {
  const later = followUp(
    stringify({
      change: 'platform-5',
      type: 'emergency',
      reason: 'A storm.',
      risk: 'availability low',
      incident: 'INC-1',
      approvals: [
        { by: 'mira', at: '2026-02-02T10:00:00Z', evidence: 'call' },
        { by: 'nobody', at: '2026-02-02T10:00:00Z', evidence: 'call' },
      ],
    }),
  );
  const { records, diagnostics } = await assemble(squash, { followUps: [later] });
  expect(records[1]?.fields).toMatchObject({
    type: { value: 'normal', source: 'message' },
    reason: { source: 'message' },
    risk: { value: 'availability low', source: 'follow-up', file: 'content/changes/later.mdx' },
    incident: { value: 'INC-1', source: 'follow-up' },
  });
  expect(records[1] && approvalsOf(records[1])).toEqual([
    'mira approved stated follow-up',
    ' approved stated follow-up',
  ]);
  expect(records[1]?.followUps).toEqual([later]);
  expect(diagnostics).toMatchObject([
    {
      code: 'record/sources-disagree',
      severity: 'error',
      at: { file: 'content/changes/later.mdx', line: 3 },
      problem: 'The type of platform-5 is "emergency" here and "normal" in the commit message.',
    },
  ]);
});

test('reports follow-ups to changes that are not in the population, but not to those still to come', async () => {
  const follow = (change: string) =>
    followUp(`change: ${change}\n`, `content/changes/${change}.mdx`);
  const followUps = [
    'platform-5',
    'platform-6',
    'platform-7',
    'platform-web-6',
    'console-2026-03-02',
  ].map(follow);
  const { diagnostics } = await assemble(
    `${squash}- { at: 2026-08-01T09:00:00Z, author: jonas, message: 'Later (#7)', files: [a] }\n`,
    { followUps },
  );
  expect(diagnostics.map(({ code, at }) => `${code} ${at.file}:${at.line}`)).toEqual([
    'record/follow-up-unknown content/changes/platform-6.mdx:2',
  ]);
});
