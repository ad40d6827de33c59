import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseForgeExport } from '#core/forges/parse-forge-export.ts';

const [head, merge, earlier] = ['a', 'b', 'c'].map((letter) => letter.repeat(40));

function read(value: unknown) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
  return parseForgeExport({ file: 'exports/platform.json', text, digest: 'd' });
}

const rest = {
  number: 7,
  title: 'Show the total',
  body: null,
  user: { login: 'benhollis', id: 1 },
  created_at: '2026-04-09T09:00:00Z',
  merged_at: '2026-04-10T10:00:00Z',
  merged_by: { login: 'danaruiz' },
  merge_commit_sha: merge,
  head: { sha: head, ref: 'topic' },
  commits: [
    {
      sha: head,
      author: { login: 'benhollis' },
      commit: {
        message: 'Show it\n\nAt last.',
        author: { name: 'Ben Hollis', email: 'ben@example.org', date: '2026-04-09T08:00:00Z' },
        committer: { date: '2026-04-09T08:00:00Z' },
      },
      parents: [{ sha: earlier }],
    },
  ],
  reviews: [
    {
      user: { login: 'adafinch' },
      state: 'APPROVED',
      submitted_at: '2026-04-10T09:00:00Z',
      commit_id: head,
    },
  ],
  review_threads: [{ isResolved: true }, { isResolved: false }],
  check_runs: {
    total_count: 2,
    check_runs: [
      { name: 'unit', status: 'completed', conclusion: 'success' },
      { name: 'lint', status: 'in_progress', conclusion: null },
    ],
  },
  statuses: [{ context: 'deploy-preview', state: 'failure' }],
};

const gh = {
  number: 7,
  title: 'Show the total',
  body: '',
  author: { login: 'benhollis', is_bot: false },
  createdAt: '2026-04-09T09:00:00Z',
  mergedAt: '2026-04-10T10:00:00Z',
  mergedBy: { login: 'danaruiz' },
  mergeCommit: { oid: merge },
  headRefName: 'topic',
  commits: [
    {
      oid: head,
      messageHeadline: 'Show it',
      authoredDate: '2026-04-09T08:00:00Z',
      committedDate: '2026-04-09T08:00:00Z',
      authors: [{ login: 'benhollis', name: 'Ben Hollis', email: 'ben@example.org', id: 'x' }],
    },
  ],
  reviews: [
    {
      author: { login: 'adafinch' },
      state: 'APPROVED',
      submittedAt: '2026-04-10T09:00:00Z',
      commit: { oid: head },
    },
  ],
  labels: [],
  reviewThreads: { nodes: [{ isResolved: true }, { isResolved: false }] },
  statusCheckRollup: [
    { __typename: 'CheckRun', name: 'unit', status: 'COMPLETED', conclusion: 'SUCCESS' },
    { __typename: 'CheckRun', name: 'lint', status: 'IN_PROGRESS', conclusion: '' },
    { __typename: 'StatusContext', context: 'deploy-preview', state: 'FAILURE' },
  ],
};

const gitlab = {
  iid: 7,
  title: 'Show the total',
  description: null,
  author: { username: 'benhollis' },
  created_at: '2026-04-09T09:00:00.000Z',
  merged_at: '2026-04-10T10:00:00.000Z',
  merge_user: { username: 'danaruiz' },
  merge_commit_sha: null,
  squash_commit_sha: merge,
  sha: head,
  commits: [
    { id: head, title: 'Show it', author_name: 'Ben Hollis', author_email: 'ben@example.org' },
    { id: earlier, title: 'Begin', author_name: 'Ada Finch', author_email: 'ada@example.org' },
  ],
  versions: [
    { head_commit_sha: head, created_at: '2026-04-10T08:30:00.000Z' },
    { head_commit_sha: earlier, created_at: '2026-04-10T08:00:00.000Z' },
  ],
  approvals: {
    approved_by: [
      { user: { username: 'adafinch' }, approved_at: '2026-04-10T09:00:00.000Z' },
      { user: { username: 'danaruiz' }, approved_at: '2026-04-10T08:10:00.000Z' },
      { user: { username: 'eveold' } },
    ],
  },
  reviewers: [
    { user: { username: 'frankm' }, state: 'requested_changes' },
    { user: { username: 'ginal' }, state: 'unreviewed' },
  ],
  discussions: [
    { notes: [{ resolvable: true, resolved: false }] },
    { notes: [{ resolvable: true, resolved: true }] },
    { notes: [{ resolvable: false }] },
  ],
  head_pipeline: { status: 'failed' },
};

test("GitHub's API and gh give the same pull request", () => {
  const [viaRest] = read([rest]).export?.pulls ?? [];
  const [viaGh] = read([gh]).export?.pulls ?? [];
  expect(viaRest).toEqual({
    forge: 'github',
    number: 7,
    title: 'Show the total',
    body: '',
    author: 'benhollis',
    createdAt: '2026-04-09T09:00:00Z',
    mergedAt: '2026-04-10T10:00:00Z',
    mergedBy: 'danaruiz',
    mergeCommit: merge,
    headCommit: head,
    commits: [
      {
        id: head,
        subject: 'Show it',
        authors: [{ login: 'benhollis', name: 'Ben Hollis', email: 'ben@example.org' }],
        at: '2026-04-09T08:00:00Z',
        authoredAt: '2026-04-09T08:00:00Z',
        parents: [earlier],
      },
    ],
    reviews: [{ login: 'adafinch', state: 'approved', at: '2026-04-10T09:00:00Z', commit: head }],
    openThreads: 1,
    checks: [
      { name: 'unit', state: 'passed' },
      { name: 'lint', state: 'pending' },
      { name: 'deploy-preview', state: 'failed' },
    ],
  });
  const commits = viaRest?.commits.map(({ parents: _, ...commit }) => commit);
  expect(viaGh).toEqual({ ...viaRest, commits });
});

test('an approval on GitLab is of the version that was newest when it was given', () => {
  const [pull] = read([gitlab]).export?.pulls ?? [];
  expect(pull?.reviews).toEqual([
    { login: 'adafinch', state: 'approved', at: '2026-04-10T09:00:00.000Z', commit: head },
    { login: 'danaruiz', state: 'approved', at: '2026-04-10T08:10:00.000Z', commit: earlier },
    { login: 'eveold', state: 'approved' },
    { login: 'frankm', state: 'changes-requested' },
  ]);
  expect(pull).toMatchObject({
    forge: 'gitlab',
    number: 7,
    mergeCommit: merge,
    headCommit: head,
    mergedBy: 'danaruiz',
    openThreads: 1,
    checks: [{ name: 'pipeline', state: 'failed' }],
  });
  expect(pull?.commits.map(({ subject }) => subject)).toEqual(['Begin', 'Show it']);
});

test('parts may stand beside the pull requests, by number', () => {
  const { reviews, commits, ...bare } = rest;
  const parts = { reviews: { '7': reviews }, commits: { '7': commits } };
  const { export: found } = read({
    exportedAt: '2026-04-30T08:00:00Z',
    pulls: [{ ...bare, commits: 1 }],
    ...parts,
  });
  expect(found?.pulls).toEqual(read([rest]).export?.pulls);
  expect(found?.at).toBe('2026-04-30T08:00:00Z');
});

test('an export that does not say when it was made is as old as the newest moment in it', () => {
  expect(read([rest]).export?.at).toBe('2026-04-10T10:00:00Z');
  expect(read([]).export?.at).toBeUndefined();
});

test('a pull request that was not merged has no merge commit, whatever the forge tried', () => {
  const [pull] = read([{ ...rest, merged_at: null }]).export?.pulls ?? [];
  expect(pull?.mergedAt).toBeUndefined();
  expect(pull?.mergeCommit).toBeUndefined();
});

test('what an export does not hold is absent, not empty', () => {
  const { reviews: _r, check_runs: _c, statuses: _s, review_threads: _t, ...bare } = rest;
  const [pull] = read([bare]).export?.pulls ?? [];
  expect(pull).not.toHaveProperty('reviews');
  expect(pull).not.toHaveProperty('checks');
  expect(pull).not.toHaveProperty('openThreads');
});

test('every fault is named by its pull request, at the line where that begins', () => {
  const { export: found, diagnostics } = read([
    rest,
    {
      ...rest,
      number: 8,
      created_at: 'yesterday',
      reviews: [{ ...rest.reviews[0], state: 'FINE' }],
    },
    { ...gh, number: 9, mergeCommit: { oid: 'b1' } },
    { title: 'x' },
  ]);
  expect(found).toMatchObject({
    pulls: [{ number: 7 }],
    unread: [{ number: 8, commits: [merge, head] }, { number: 9, commits: [] }, { commits: [] }],
  });
  expect(new Set(diagnostics.map(({ severity }) => severity))).toEqual(new Set(['warning']));
  expect(diagnostics.map(({ problem }) => problem)).toEqual([
    'In pull request 8 "created_at" is "yesterday"; expected a moment with its offset such as 2026-03-25T14:05:00+01:00.',
    expect.stringMatching(/^In pull request 8 "reviews\[0\]\.state" is "FINE"; /),
    'In pull request 9 "mergeCommit.oid" is "b1"; expected the full id of a commit.',
    expect.stringMatching(/^In entry 4 "number" is missing; /),
    expect.stringMatching(/^In entry 4 "created_at" is missing; /),
    expect.stringMatching(/^In entry 4 "merged_at" is missing; /),
  ]);
  const lines = JSON.stringify([rest, { ...rest, number: 8 }], undefined, 2).split('\n');
  expect(diagnostics[0]?.at.line).toBe(lines.findIndex((line) => line.includes('"number": 8')) + 1);
});

test.for([
  ['one a line', (texts: string[]) => `${texts.join('\n')}\n`],
  ['page by page', (texts: string[]) => texts.map((text) => `[${text}]`).join('')],
  ['page by page, a line each', (texts: string[]) => texts.map((text) => `[${text}]`).join('\n')],
] as const)('pull requests may stand %s', ([, write]) => {
  const all = [rest, { ...rest, number: 8, title: 'Brackets ]} and "quotes\\"' }];
  const read2 = read(write(all.map((one) => JSON.stringify(one))));
  expect(read2.diagnostics).toEqual([]);
  expect(read2.export?.pulls).toEqual(read(all).export?.pulls);
});

test('a list that is cut off counts for nothing, at the line where it is', () => {
  const [one, cut] = [JSON.stringify(rest), JSON.stringify({ ...rest, number: 8 }).slice(0, -1)];
  const { export: found, diagnostics } = read(`${one}\n${one.replace('7', '9')}\n${cut}`);
  expect(found).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: 'export/json', at: { line: 3 } }]);
});

test('whether a pull request was merged has to be said; what is left out says nothing', () => {
  const { mergedAt: _g, ...gh7 } = gh;
  const { merged_at: _r, ...rest7 } = rest;
  const { merged_at: _l, ...gitlab7 } = gitlab;
  const problems = read([gh7, rest7, gitlab7]).diagnostics.map(({ problem }) => problem);
  expect(problems).toEqual([
    expect.stringMatching(/^In pull request 7 "mergedAt" is missing; /),
    expect.stringMatching(/^In pull request 7 "merged_at" is missing; /),
    expect.stringMatching(/^In pull request 7 "merged_at" is missing; /),
  ]);
});

test('what gh printed with too few fields is asked for by the names that gh has', () => {
  const { createdAt: _c, mergedAt: _m, ...few } = gh;
  const problems = read([few]).diagnostics.map(({ problem }) => problem);
  expect(problems).toEqual([
    expect.stringMatching(/"createdAt" is missing; /),
    expect.stringMatching(/"mergedAt" is missing; /),
  ]);
});

test('a plain list of merge requests tells nothing of approvals', () => {
  const { approvals: _a, reviewers: _r, ...bare } = gitlab;
  const named = { ...bare, reviewers: [{ id: 3, username: 'adafinch' }] };
  expect(read([named]).export?.pulls[0]).not.toHaveProperty('reviews');
  const asked = { ...bare, reviewers: gitlab.reviewers };
  expect(read([asked]).export?.pulls[0]).toMatchObject({
    areApprovalsUnknown: true,
    reviews: [{ login: 'frankm', state: 'changes-requested' }],
  });
  const deleted = { ...gitlab, reviewers: [{ user: null, state: 'requested_changes' }] };
  expect(read([deleted]).export?.pulls[0]?.reviews).toHaveLength(3);
});

test('every part of a merge request may stand beside it, by number', () => {
  const parts = ['approvals', 'reviewers', 'versions', 'discussions', 'head_pipeline', 'commits'];
  const isPart = ([field]: [string, unknown]) => parts.includes(field);
  const own = Object.fromEntries(Object.entries(gitlab).filter((entry) => !isPart(entry)));
  const beside = Object.entries(gitlab).filter(isPart);
  const found = read({
    merge_requests: [own],
    ...Object.fromEntries(beside.map(([field, value]) => [field, { '7': value }])),
  });
  expect(beside).toHaveLength(parts.length);
  expect(found.export?.pulls).toEqual(read([gitlab]).export?.pulls);
});

const checksOf = (value: object) => read([value]).export?.pulls[0]?.checks;

test('of a check that ran again the newest run counts', () => {
  const at = (hour: string) => `2026-04-10T${hour}:00:00Z`;
  const run = { name: 'unit', status: 'completed', check_suite: { id: 1 } };
  const check_runs = [
    { ...run, conclusion: 'success', started_at: at('09') },
    { ...run, conclusion: 'failure', started_at: at('08') },
    { ...run, check_suite: { id: 2 }, conclusion: 'failure', started_at: at('07') },
  ];
  const statuses = [
    { context: 'preview', state: 'success', created_at: at('09') },
    { context: 'preview', state: 'pending', created_at: at('08') },
  ];
  const checks = [
    { name: 'unit', state: 'passed' },
    { name: 'unit', state: 'failed' },
    { name: 'preview', state: 'passed' },
  ];
  expect(checksOf({ ...rest, check_runs, statuses })).toEqual(checks);
  // As `/commits/…/status` has it.
  expect(
    checksOf({ ...rest, check_runs, statuses: { state: 'success', statuses, total_count: 2 } }),
  ).toEqual(checks);
  const statusCheckRollup = [
    { name: 'unit', workflowName: 'a', conclusion: 'FAILURE', startedAt: at('08') },
    { name: 'unit', workflowName: 'a', conclusion: 'SUCCESS', startedAt: at('09') },
    { name: 'unit', workflowName: 'b', conclusion: 'FAILURE', startedAt: at('07') },
    { context: 'preview', state: 'PENDING', startedAt: at('08') },
    { context: 'preview', state: 'SUCCESS', startedAt: at('09') },
  ];
  expect(checksOf({ ...gh, statusCheckRollup })).toEqual(checks);
  const untimed = statusCheckRollup.slice(0, 2).map(({ startedAt: _, ...one }) => one);
  expect(checksOf({ ...gh, statusCheckRollup: untimed })).toHaveLength(2);
});

test('what is no export says so', () => {
  expect(read('').diagnostics).toMatchObject([{ code: 'export/json' }]);
  expect(read('[{').diagnostics).toMatchObject([{ code: 'export/json', severity: 'error' }]);
  expect(read('{"data": []}').diagnostics).toMatchObject([{ code: 'export/shape' }]);
  expect(read('"x"').diagnostics).toMatchObject([{ code: 'export/shape' }]);
});

test.for([
  ['a list', '['.repeat(9000) + ']'.repeat(9000)],
  ['a group of fields', '{"a":'.repeat(9000) + '0' + '}'.repeat(9000)],
])('shows %s of any depth by its kind', ([kind, value]) => {
  const { diagnostics } = read(JSON.stringify([rest]).replace('"Show the total"', value ?? ''));
  expect(diagnostics.map(({ problem }) => problem)).toEqual([
    `In pull request 7 "title" is ${kind ?? ''}; invalid input: expected string, received ${value?.startsWith('[') === true ? 'array' : 'object'}.`,
  ]);
});

test('never throws, whatever stands in a field or is cut off', () => {
  const texts = [rest, gh, gitlab].map((one) => JSON.stringify([one]));
  const junk = fc.oneof(fc.jsonValue(), fc.constantFrom(null, '', -1, {}, [[]], '__proto__'));
  fc.assert(
    fc.property(
      fc.constantFrom(rest, gh, gitlab),
      fc.nat(),
      junk,
      fc.constantFrom(...texts),
      fc.nat(),
      (pull, field, value, text, end) => {
        const keys = Object.keys(pull);
        const changed = { ...pull, [keys[field % keys.length] ?? '']: value };
        expect(() => read([changed, value])).not.toThrow();
        expect(() => read(text.slice(0, end % text.length))).not.toThrow();
      },
    ),
    { numRuns: 300 },
  );
});

test('of a merge request that was squashed and then merged, both commits are known', () => {
  const [squashed] = read([gitlab]).export?.pulls ?? [];
  expect(squashed).toMatchObject({ mergeCommit: merge, squashCommit: merge });
  const both = { ...gitlab, merge_commit_sha: earlier };
  expect(read([both]).export?.pulls[0]).toMatchObject({
    mergeCommit: earlier,
    squashCommit: merge,
    headCommit: head,
  });
});

const set = (value: unknown, path: readonly (string | number)[], to: unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = set(copy[key], rest, to);
  return copy;
};

test.for([
  ['a deleted opener', rest, ['user'], null, { author: '' }],
  ['an empty opener', rest, ['user'], {}, { author: '' }],
  ['an opener without a name', rest, ['user'], { login: null }, { author: '' }],
  ['a merger without a name', rest, ['merged_by'], {}, {}],
  ['reviews that are null', rest, ['reviews'], null, {}],
  ['an empty reviewer', rest, ['reviews', 0, 'user'], {}, { reviews: [{ login: '' }] }],
  ['threads that are null', rest, ['review_threads'], null, {}],
  ['checks that are null', rest, ['check_runs'], { check_runs: null }, {}],
  ['statuses in an object', rest, ['statuses'], { statuses: null }, {}],
  ['commits that are null', rest, ['commits'], null, { commits: [] }],
  ['commits in nodes', rest, ['commits'], { nodes: [] }, { commits: [] }],
  ['parents that are null', rest, ['commits', 0, 'parents'], null, {}],
  ['an empty account of a commit', rest, ['commits', 0, 'author'], {}, {}],
  ['an author of null', rest, ['commits', 0, 'commit', 'author'], null, {}],
  ['a name of null', rest, ['commits', 0, 'commit', 'author', 'name'], null, {}],
  ['a message of null', rest, ['commits', 0, 'commit', 'message'], null, {}],
  ['an empty author', gh, ['author'], {}, { author: '' }],
  ['an author of an empty name', gh, ['author', 'login'], '', { author: '' }],
  ['authors that are null', gh, ['commits', 0, 'authors'], null, { commits: [{ authors: [] }] }],
  ['a headline of null', gh, ['commits', 0, 'messageHeadline'], null, {}],
  ['reviews in nodes', gh, ['reviews'], { nodes: [] }, { reviews: [] }],
  ['a revision of null', gh, ['reviews', 0, 'commit'], { oid: null }, {}],
  ['threads that are null in gh', gh, ['reviewThreads'], { nodes: null }, {}],
  ['a deleted author', gitlab, ['author'], null, { author: '' }],
  ['an author of an empty object', gitlab, ['author'], {}, { author: '' }],
  ['approvals that are null', gitlab, ['approvals'], null, {}],
  ['approvers that are null', gitlab, ['approvals', 'approved_by'], null, {}],
  ['a deleted approver', gitlab, ['approvals', 'approved_by', 0, 'user'], null, {}],
  ['an empty approver', gitlab, ['approvals', 'approved_by', 0, 'user'], {}, {}],
  ['reviewers that are null', gitlab, ['reviewers'], null, {}],
  ['an empty reviewer of GitLab', gitlab, ['reviewers', 0, 'user'], {}, {}],
  ['versions that are null', gitlab, ['versions'], null, {}],
  ['discussions that are null', gitlab, ['discussions'], null, {}],
  ['notes that are null', gitlab, ['discussions', 0, 'notes'], null, {}],
  ['commits of GitLab that are null', gitlab, ['commits'], null, { commits: [] }],
] as const)('%s is what the forge has lost, and no fault', ([, pull, path, to, expected]) => {
  const { export: found, diagnostics } = read([set(pull, path, to)]);
  expect(diagnostics).toEqual([]);
  expect(found?.pulls).toMatchObject([expected]);
});

test.for([
  [rest, ['reviews', 0], null, 'reviews[0]'],
  [rest, ['reviews', 0, 'state'], null, 'reviews[0].state'],
  [rest, ['reviews'], { '0': rest.reviews[0] }, 'reviews'],
  [rest, ['commits', 0], 'x', 'commits[0]'],
  [rest, ['commits', 0, 'sha'], 'main', 'commits[0].sha'],
  [rest, ['commits', 0, 'commit'], null, 'commits[0].commit'],
  [rest, ['commits', 0, 'parents', 0], {}, 'commits[0].parents[0].sha'],
  [rest, ['review_threads', 1], {}, 'review_threads[1]'],
  [rest, ['check_runs', 'check_runs', 1, 'name'], 7, 'check_runs[1].name'],
  [rest, ['statuses', 0, 'state'], undefined, 'statuses[0].state'],
  [gh, ['statusCheckRollup', 1, 'name'], null, 'statusCheckRollup[1].name'],
  [gh, ['statusCheckRollup', 2, 'state'], {}, 'statusCheckRollup[2].state'],
  [gh, ['statusCheckRollup', 0], null, 'statusCheckRollup[0]'],
  [gh, ['commits', 0, 'authors', 0], [], 'commits[0].authors[0]'],
  [gh, ['reviews', 0, 'submittedAt'], 'soon', 'reviews[0].submittedAt'],
  [
    gitlab,
    ['approvals', 'approved_by', 1, 'approved_at'],
    7,
    'approvals.approved_by[1].approved_at',
  ],
  [gitlab, ['discussions', 0, 'notes', 0], null, 'discussions[0].notes[0]'],
  [gitlab, ['versions', 0, 'head_commit_sha'], null, 'versions[0].head_commit_sha'],
  [gitlab, ['head_pipeline'], 'green', 'head_pipeline'],
  [gitlab, ['commits'], { '0': gitlab.commits[0] }, 'commits'],
] as const)(
  'a fault inside a list is named by its path, and only its pull request is unread: %#',
  ([pull, path, to, field]) => {
    const { export: found, diagnostics } = read([
      set(pull, path, to),
      { ...rest, number: 8, merge_commit_sha: earlier },
    ]);
    expect(diagnostics).toMatchObject([{ severity: 'warning' }]);
    expect(diagnostics[0]?.problem).toContain(`In pull request 7 "${field}" is `);
    expect(found).toMatchObject({ pulls: [{ number: 8 }], unread: [{ number: 7 }] });
  },
);

test('a list of null contains no pull requests', () => {
  expect(read({ pulls: null }).export?.pulls).toEqual([]);
  expect(read({ merge_requests: null }).export?.pulls).toEqual([]);
});
