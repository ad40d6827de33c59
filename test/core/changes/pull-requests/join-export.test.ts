import { expect, test } from 'vitest';
import { assembleChanges } from '#core/changes/population/assemble-changes.ts';
import type { CalendarDate } from '#core/model/calendar-date.ts';
import type { ForgePull, UnreadPull } from '#core/model/forge-pull.ts';
import type { Instant } from '#core/model/instant.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { settingsSchema } from '#core/schemas/settings.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { askOfMerges } from '../../../helpers/clean-merges.ts';
import { recordedRepository } from '../../../helpers/recorded-repository.ts';

const people = peopleSchema.parse({
  mira: { name: 'Mira Oduya', emails: ['mira@larkfield.example'], forge: { github: 'moduya' } },
  tess: { name: 'Tess Varga', emails: ['tess@larkfield.example'], forge: { github: 'tvarga' } },
});

interface Order {
  readonly commits: string;
  /** The pull request that was merged as the last commit, where an export holds it. */
  readonly pull?: Partial<ForgePull>;
  /** Others of the same export, with the same last commit unless they say otherwise. */
  readonly others?: readonly Partial<ForgePull>[];
  readonly exportedAt?: Instant;
  /** What the export has and cannot be read; by the last commit where it is empty. */
  readonly unread?: Partial<UnreadPull>;
  /** Whether the export lists them in the reverse order. */
  readonly isReversed?: boolean;
}

async function assemble({ commits, pull, others = [], exportedAt, ...order }: Order) {
  const { isReversed = false, unread } = order;
  const gitDir = await recordedRepository(commits);
  const history = await readHistory({ repository: 'platform', gitDir, branch: 'main' });
  const whole: ForgePull = {
    forge: 'github',
    number: 7,
    title: 'Show the total',
    body: '',
    author: 'moduya',
    createdAt: '2026-03-01T08:00:00Z' as Instant,
    mergedAt: history.line.at(-1)?.committer.at ?? ('2026-03-09T09:00:00Z' as Instant),
    mergeCommit: history.line.at(-1)?.id ?? '',
    headCommit: 'b'.repeat(40),
    commits: [],
    reviews: [],
  };
  const pulls = [...(pull ? [pull] : []), ...others].map((one) => ({ ...whole, ...one }));
  if (isReversed) pulls.reverse();
  const at = exportedAt && { at: exportedAt };
  const last = history.line.at(-1)?.id ?? '';
  const lost = unread && {
    unread: [{ commits: unread.number === undefined ? [last] : [], ...unread }],
  };
  const forgeExports = pull
    ? [{ file: 'exports/pulls.json', digest: 'd', pulls, ...at, ...lost }]
    : [];
  return assembleChanges({
    history,
    repository: settingsSchema.shape.repositories.unwrap().element.parse({
      id: 'platform',
      path: '../platform',
      since: '2026-01-01',
      policy: 'change-management',
    }),
    people,
    followUps: [],
    timeZone: 'Europe/London',
    asOf: '2026-06-30' as CalendarDate,
    evidence: {
      repository: 'platform',
      cleanMerges: await askOfMerges(gitDir, { history, people, forgeExports }),
      forgeExports,
    },
  });
}

const commit = (message: string) => `
- at: 2026-03-02T09:00:00Z
  author: mira
  committer: forge
  message: |
${message.replaceAll(/^(?=.)/gm, '    ')}
  files: [src/total.ts]
`;

test('reads sections and boxes of a message, its trailers first, at their line', async () => {
  const { records, diagnostics } = await assemble({
    commits: commit(
      'Show the total (#7)\n\n## Type of change\n\n- [ ] Standard\n- [x] Normal change\n\n## Risk\n\nHigh.\n\n- [x] Staging\n\nRisk: low\nReason: It was hidden.\n',
    ),
  });
  expect(records[0]?.fields).toMatchObject({
    type: { value: 'normal', source: 'message', line: 3 },
    risk: { value: 'low', source: 'message', line: 14 },
    staging: { value: 'passed', line: 12 },
    reason: { value: 'It was hidden.' },
  });
  expect(diagnostics).toMatchObject([
    {
      code: 'record/sources-disagree',
      severity: 'warning',
      at: { line: 8 },
      problem: expect.stringContaining('"High."') as string,
    },
  ]);
});

test('a last paragraph that is no known trailer belongs to its section', async () => {
  const { records } = await assemble({
    commits: commit('Show the total (#7)\n\n## Tested\n\nRun: 8812\n'),
  });
  expect(records[0]?.fields.tested?.value).toBe('Run: 8812');
});

test('the text of a pull request adds what the message lacks', async () => {
  const { records, diagnostics } = await assemble({
    commits: commit('Show the total (#7)\n\nReason: It was hidden.\n'),
    pull: { body: '## Reason\nIt was not there.\n\n## Rollback plan\nRevert; no migration.\n' },
  });
  expect(records[0]?.fields).toMatchObject({
    reason: { value: 'It was hidden.', source: 'message' },
    rollback: { value: 'Revert; no migration.', source: 'export', file: 'exports/pulls.json' },
    'requested-at': { value: '2026-03-01T08:00:00Z', source: 'export' },
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(['record/sources-disagree']);
});

test('the trailers of a pull request add what the message lacks, at their line of its text', async () => {
  const { records, diagnostics } = await assemble({
    commits: commit('Merge it (#7)'),
    pull: { body: 'Why.\r\n\r\nChange-Type: normal\r\nReason: It was hidden.\r\n' },
  });
  expect(diagnostics).toEqual([]);
  expect(records[0]?.fields).toMatchObject({
    type: { value: 'normal', source: 'export', file: 'exports/pulls.json', line: 3 },
    reason: { value: 'It was hidden.', source: 'export', line: 4 },
  });
  expect(records[0]?.approvals).toEqual([]);
});

test('a written request stands before the time at which the pull request was opened', async () => {
  const { records } = await assemble({
    commits: commit('Show the total (#7)\n\nRequested-at: 2026-02-20T08:00:00Z\n'),
    pull: {},
  });
  expect(records[0]?.fields['requested-at']).toMatchObject({
    value: '2026-02-20T08:00:00Z',
    source: 'message',
  });
});

const rebased = ['Begin', 'Hide it', 'Show it'].map((message) => commit(message)).join('');
const parts = ['Hide it', 'Show it'].map((subject, index) => ({
  id: 'ab'.charAt(index).repeat(40),
  subject,
  authors: [{ login: 'moduya' }],
}));

test('the commits of a rebase belong to their pull request: the last by its id, the others by their titles', async () => {
  const { records } = await assemble({
    commits: rebased,
    pull: {
      commits: parts,
      reviews: [{ login: 'tvarga', state: 'approved', commit: 'b'.repeat(40) }],
    },
  });
  expect(records.map(({ pullRequest }) => pullRequest)).toEqual([undefined, 7, 7]);
  expect(records.map(({ form }) => form)).toEqual(['push', 'push', 'push']);
  expect(records.map(({ approvals }) => approvals.map(({ proof }) => proof))).toEqual([
    [],
    ['stated'],
    ['exported'],
  ]);
  expect(records.map(({ id }) => id.length > 'platform-7'.length)).toEqual([true, true, false]);
});

test('a squash takes no earlier commit with it', async () => {
  const { records } = await assemble({
    commits: rebased,
    pull: { commits: [{ id: 'a'.repeat(40), subject: 'Other', authors: [] }, ...parts.slice(1)] },
  });
  expect(records.map(({ pullRequest }) => pullRequest)).toEqual([undefined, undefined, 7]);
});

test('where the forge names another merger, the committer of the merge confirms no approval', async () => {
  const order = {
    commits: `${commit('Begin')}
- at: 2026-03-02T10:00:00Z
  author: tess
  message: |
    Merge pull request #7 from larkfield/total

    Approved-by: Tess Varga <tess@larkfield.example>
  branch: [{ at: 2026-03-02T09:30:00Z, author: mira, message: Show it, files: [src/a.ts] }]
`,
  };
  const alone = await assemble(order);
  expect(alone.records[1]?.approvals).toMatchObject([{ proof: 'merged' }]);
  const { records, diagnostics } = await assemble({ ...order, pull: { mergedBy: 'moduya' } });
  expect(records[1]?.approvals).toMatchObject([{ proof: 'stated', by: { person: 'tess' } }]);
  expect(diagnostics.map(({ problem }) => problem.split(',')[0])).toEqual([
    'The message states that Tess Varga approved it',
    'The merge commit was made by Tess Varga',
  ]);
});

test.for([
  ['of an earlier revision', 'c'.repeat(40)],
  ['of the final one', undefined],
] as const)('a merge by the approver stands beside their review %s', async ([, revision]) => {
  const commits = `${commit('Begin')}
- at: 2026-03-02T10:00:00Z
  author: tess
  message: |
    Merge pull request #7 from larkfield/total

    Approved-by: Tess Varga <tess@larkfield.example>
  branch: [{ at: 2026-03-02T09:30:00Z, author: mira, message: Show it, files: [src/a.ts] }]
`;
  const gitDir = await recordedRepository(commits);
  const { line } = await readHistory({ repository: 'platform', gitDir, branch: 'main' });
  const headCommit = line.at(-1)?.parents[1] ?? '';
  const { records } = await assemble({
    commits,
    pull: {
      mergedBy: 'tvarga',
      headCommit,
      reviews: [{ login: 'tvarga', state: 'approved', commit: revision ?? headCommit }],
    },
  });
  const why = revision && 'it was of a revision that is not a part of what was merged';
  expect(records[1]?.approvals.map((one) => [one.proof, one.void])).toEqual([
    ['merged', undefined],
    ['exported', why],
  ]);
});

test('a squash that only its own message joins to a pull request has its approvals as stated', async () => {
  const { records } = await assemble({
    commits: commit('Show the total (#7)'),
    pull: {
      mergeCommit: undefined as unknown as string,
      reviews: [{ login: 'tvarga', state: 'approved', commit: 'b'.repeat(40) }],
    },
  });
  expect(records[0]?.approvals).toMatchObject([
    { proof: 'stated', note: 'the export does not state as which commit it was merged' },
  ]);
});

const squashThenMerge = `${commit('Begin')}
- at: 2026-03-02T10:00:00Z
  author: priya
  message: |
    Merge branch 'total' into 'main'

    See merge request larkfield/platform!7
  branch:
    - at: 2026-03-02T09:30:00Z
      author: mira
      committer: tess
      message: Show it, squashed
      files: [src/a.ts]
`;

test('where the forge squashed before it merged, the export says what was reviewed and who wrote it', async () => {
  const review = { login: 'tvarga', state: 'approved' } as const;
  const weigh = async (commits: ForgePull['commits'], approved: string) => {
    const { records } = await assemble({
      commits: squashThenMerge,
      pull: {
        squashCommit: await idOfSquash(),
        headCommit: 'b'.repeat(40),
        reviews: [{ ...review, commit: approved }],
        commits,
      },
    });
    const [, { authors, approvals } = { authors: [], approvals: [] }] = records;
    return [
      authors.map(({ person }) => person),
      approvals.map((one) => [one.proof, one.void, one.note]),
    ];
  };
  expect(await weigh(parts, 'b'.repeat(40))).toEqual([
    ['mira'],
    [['exported', undefined, undefined]],
  ]);
  expect(await weigh(parts, 'a'.repeat(40))).toEqual([
    ['mira'],
    [['exported', 'it was of an earlier revision', undefined]],
  ]);
  const hidden = { id: 'c'.repeat(40), authors: [{ login: 'tvarga' }] };
  expect((await weigh([hidden, ...parts], 'b'.repeat(40)))[0]).toEqual(['mira', 'tess']);
});

async function idOfSquash(): Promise<string> {
  const gitDir = await recordedRepository(squashThenMerge);
  const { line } = await readHistory({ repository: 'platform', gitDir, branch: 'main' });
  return line.at(-1)?.parents[1] ?? '';
}

test.for([
  ['all of its commits', parts, ['exported']],
  ['its first commits only', parts.slice(0, 1), ['stated']],
  ['none of them', [], ['stated']],
] as const)('a squash of which the export lists %s', async ([, commits, expected]) => {
  const review = { login: 'tvarga', state: 'approved', commit: 'b'.repeat(40) } as const;
  const { records } = await assemble({
    commits: commit('Show the total (#7)'),
    pull: { commits, reviews: [review] },
  });
  expect(records[0]?.approvals.map(({ proof }) => proof)).toEqual(expected);
});

const approved = [{ login: 'tvarga', state: 'approved' as const, commit: 'b'.repeat(40) }];

test.for([false, true])(
  'of two pull requests with one merge commit the change is unknown, in whichever order (reversed: %s)',
  async (isReversed) => {
    const { records, diagnostics } = await assemble({
      commits: commit('Show the total (#7)'),
      pull: { reviews: approved },
      others: [{ number: 8 }],
      isReversed,
    });
    expect(records[0]).toMatchObject({ approvals: [], unreadIn: expect.any(String) as string });
    expect(diagnostics.filter(({ code }) => code.startsWith('export/'))).toMatchObject([
      {
        code: 'export/commit-twice',
        severity: 'warning',
        problem: expect.stringMatching(/^The pull requests 7 and 8 name the same commit/) as string,
      },
    ]);
  },
);

test.for([false, true])(
  'a pull request that went into another one is merged with it (reversed: %s)',
  async (isReversed) => {
    const commits = `${commit('Begin')}
- at: 2026-03-02T10:00:00Z
  author: tess
  committer: forge
  message: "Merge pull request #8 from larkfield/total"
  branch: [{ at: 2026-03-02T09:30:00Z, author: mira, message: Show it, files: [src/a.ts] }]
`;
    const gitDir = await recordedRepository(commits);
    const { line } = await readHistory({ repository: 'platform', gitDir, branch: 'main' });
    const headCommit = line.at(-1)?.parents[1] ?? '';
    const { records, diagnostics } = await assemble({
      commits,
      pull: { reviews: approved },
      others: [{ number: 8, headCommit }],
      isReversed,
    });
    expect(diagnostics).toEqual([]);
    expect(records.at(-1)).toMatchObject({ id: 'platform-8', pullRequest: 8, approvals: [] });
  },
);

test('two deleted accounts are two people: the approval of one ends no request of the other', async () => {
  const review = { login: '', commit: 'b'.repeat(40) };
  const { records } = await assemble({
    commits: commit('Show the total (#7)'),
    pull: {
      reviews: [
        { ...review, state: 'changes-requested', at: '2026-03-01T09:00:00Z' as Instant },
        { ...review, state: 'approved', at: '2026-03-01T10:00:00Z' as Instant },
      ],
    },
  });
  expect(records[0]?.review?.changesRequested).toHaveLength(1);
});

test('an export without approvals contradicts none that is stated', async () => {
  const { records, diagnostics } = await assemble({
    commits: commit('Show the total (#7)\n\nApproved-by: Tess Varga <tess@larkfield.example>\n'),
    pull: { areApprovalsUnknown: true, reviews: [] },
  });
  expect(diagnostics).toEqual([]);
  expect(records[0]?.approvals).toMatchObject([{ proof: 'stated', by: { person: 'tess' } }]);
  expect(records[0]?.approvals[0]).not.toHaveProperty('note');
});

test('a pull request that only a title names is a claim, as far as an export could tell', async () => {
  const on = (day: string, message: string) =>
    commit(message).replaceAll('2026-03-02', `2026-03-${day}`);
  const claimOf = async (committer: string, exportedAt?: string) => {
    const { records } = await assemble({
      commits: `${on('01', 'Begin')}${on('02', 'Hotfix (#99)').replace('forge', committer)}${on('10', 'Show the total (#7)')}`,
      ...(exportedAt !== undefined && {
        pull: { mergedAt: '2026-03-01T12:00:00Z' as Instant },
        exportedAt: exportedAt as Instant,
      }),
    });
    return records[1]?.pullRequestClaim;
  };
  const [early, late] = ['2026-03-01T23:00:00Z', '2026-03-10T23:00:00Z'];
  expect(await claimOf('mira')).toBe('unconfirmed');
  expect(await claimOf('forge')).toBeUndefined();
  expect(await claimOf('mira', early)).toBe('unconfirmed');
  expect(await claimOf('forge', early)).toBeUndefined();
  expect(await claimOf('mira', late)).toBe('missing');
  expect(await claimOf('forge', late)).toBe('missing');
});

test.for([
  ['by its number', 'Show the total (#9)', { number: 9 }, 'exports/pulls.json'],
  ['by its merge commit', 'Show the total', {}, 'exports/pulls.json'],
  ['not where it is another', 'Show the total (#9)', { number: 8 }, undefined],
] as const)(
  'a pull request that cannot be read is known %s',
  async ([, title, unread, expected]) => {
    const { records } = await assemble({
      commits: commit(title),
      pull: { mergeCommit: 'c'.repeat(40) },
      unread,
    });
    expect(records[0]?.unreadIn).toBe(expected);
  },
);

test('a pull request without a readable number may be the one that a message names', async () => {
  const pull = { mergeCommit: 'c'.repeat(40), mergedAt: '2026-03-01T09:00:00Z' as Instant };
  const exportedAt = '2026-04-01T09:00:00Z' as Instant;
  const claimOf = async (unread?: Partial<UnreadPull>) =>
    (
      await assemble({
        commits: commit('Show the total (#9)'),
        pull,
        exportedAt,
        ...(unread && { unread }),
      })
    ).records[0]?.pullRequestClaim;
  expect(await claimOf()).toBe('missing');
  expect(await claimOf({ commits: [] })).not.toBe('missing');
});

test('two exports that show different things of one pull request leave its change unknown', async () => {
  const { records, diagnostics } = await assemble({
    commits: commit('Show the total (#7)'),
    pull: { reviews: approved },
    others: [{ title: 'Show the sum' }],
  });
  expect(records[0]).toMatchObject({ approvals: [], unreadIn: 'exports/pulls.json' });
  expect(diagnostics).toMatchObject([{ code: 'export/pull-twice', severity: 'warning' }]);
});
