import { expect, test } from 'vitest';
import { assembleChanges } from '#core/changes/population/assemble-changes.ts';
import type { CalendarDate } from '#core/model/calendar-date.ts';
import type { FollowUp } from '#core/model/change-record.ts';
import type { RawHistory } from '#core/model/raw-commit.ts';
import { parseDeployments } from '#core/changes/deployments/parse-deployments.ts';
import { followUpSchema } from '#core/schemas/follow-up.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { settingsSchema } from '#core/schemas/settings.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { parse } from 'yaml';
import { recordedRepository } from '../../../helpers/recorded-repository.ts';

const people = peopleSchema.parse({
  mira: { name: 'Mira Oduya', emails: ['mira@larkfield.example'] },
  tess: { name: 'Tess Varga', emails: ['tess@larkfield.example'], forge: { github: 'tvarga' } },
});

const commits = `
- { at: 2026-03-02T09:00:00Z, author: mira, committer: forge, message: 'One (#1)', files: [src/1.ts] }
- { at: 2026-03-03T09:00:00Z, author: mira, committer: forge, message: 'Two (#2)', files: [src/2.ts] }
- at: 2026-03-04T09:00:00Z
  author: tess
  message: 'Merge pull request #3 from larkfield/three'
  branch: [{ at: 2026-03-04T08:00:00Z, author: mira, message: Part of three, files: [src/3.ts] }]
- { at: 2026-03-05T09:00:00Z, author: mira, committer: forge, message: 'Four (#4)', files: [src/4.ts] }
`;

type Line = Readonly<Record<string, string>>;

async function assemble(
  write: ((ids: readonly string[], part: string) => readonly Line[]) | undefined,
  followUps: readonly FollowUp[] = [],
) {
  const gitDir = await recordedRepository(commits);
  const history: RawHistory = await readHistory({ repository: 'platform', gitDir, branch: 'main' });
  const ids = history.line.map(({ id }) => id);
  const part = history.merged[ids[2] ?? '']?.[0]?.id ?? '';
  const text = write?.(ids, part)
    .map((line) => JSON.stringify(line))
    .join('\n');
  const file = text === undefined ? undefined : { file: 'exports/live.jsonl', text, digest: 'd' };
  const deployments = file && parseDeployments(file).deployments;
  return assembleChanges({
    history,
    repository: settingsSchema.shape.repositories.unwrap().element.parse({
      id: 'platform',
      path: '../platform',
      since: '2026-01-01',
      policy: 'change-management',
      ...(file && { deployments: file.file }),
    }),
    people,
    followUps,
    timeZone: 'Europe/London',
    asOf: '2026-06-30' as CalendarDate,
    evidence: {
      repository: 'platform',
      forgeExports: [],
      cleanMerges: {},
      ...(deployments && { deployments }),
    },
  });
}

function live(commit: string | undefined, at: string, more: Line = {}): Line {
  return { commit: commit ?? '', at, result: 'success', ...more };
}

const deployedOf = ({ records }: Awaited<ReturnType<typeof assemble>>) =>
  records.map(({ id, deployed }) =>
    [
      id,
      deployed?.source ?? '-',
      deployed?.value.at ?? '-',
      deployed?.value.by?.person ?? '-',
    ].join(' '),
  );

test('a deployment brings its commit to production and all below it that was not there yet', async () => {
  const assembled = await assemble((ids) => [
    live(ids[3], '2026-03-06T10:00:00Z', { by: 'tvarga' }),
    live(ids[1], '2026-03-03T10:00:00Z', { by: 'Mira Oduya <mira@larkfield.example>' }),
    live(ids[0], '2026-03-07T10:00:00Z'),
  ]);
  expect(deployedOf(assembled)).toEqual([
    'platform-1 deployments 2026-03-03T10:00:00Z mira',
    'platform-2 deployments 2026-03-03T10:00:00Z mira',
    'platform-3 deployments 2026-03-06T10:00:00Z tess',
    'platform-4 deployments 2026-03-06T10:00:00Z tess',
  ]);
  expect(assembled.records[0]?.deployed?.value.commit).toBe(assembled.records[1]?.commit);
  expect(assembled.diagnostics).toEqual([]);
});

test('only a success in production counts, up to the day of judging', async () => {
  const assembled = await assemble((ids) => [
    live(ids[0], '2026-03-02T10:00:00Z', { environment: 'prod' }),
    live(ids[1], '2026-03-03T10:00:00Z', { environment: 'staging' }),
    live(ids[2], '2026-03-04T10:00:00Z', { result: 'failure' }),
    live(ids[3], '2026-07-01T10:00:00Z'),
  ]);
  expect(deployedOf(assembled).slice(1)).toEqual([
    'platform-2 - - -',
    'platform-3 - - -',
    'platform-4 - - -',
  ]);
  expect(assembled.population.undeployed).toEqual(['platform-2', 'platform-3', 'platform-4']);
  expect(assembled.diagnostics).toMatchObject([
    {
      code: 'deployments/missing',
      severity: 'warning',
      problem: '3 changes of platform have no deployment: platform-2, platform-3, platform-4.',
    },
  ]);
});

test('deployments of what is no change are listed with their line and the reason', async () => {
  const assembled = await assemble((ids, part) => [
    live(ids[3], '2026-03-06T10:00:00Z'),
    live('f'.repeat(40), '2026-03-06T11:00:00Z'),
    live(part, '2026-03-06T12:00:00Z'),
  ]);
  expect(assembled.unmatchedDeployments).toMatchObject([
    { line: 2, reason: 'main has no such commit' },
    {
      line: 3,
      reason: expect.stringContaining('a commit of a branch that was merged into main') as string,
    },
  ]);
  expect(assembled.diagnostics.map(({ code, at }) => `${at.file}:${at.line} ${code}`)).toEqual([
    'exports/live.jsonl:2 deployments/unmatched',
    'exports/live.jsonl:3 deployments/unmatched',
  ]);
});

test('a deployment older than its commit deploys nothing, and nothing below it', async () => {
  const assembled = await assemble((ids) => [
    live(ids[3], '2026-01-10T10:00:00Z'),
    live(ids[1], '2026-03-03T08:55:00Z'),
  ]);
  expect(deployedOf(assembled).map((one) => one.split(' ')[1])).toEqual([
    'deployments',
    'deployments',
    '-',
    '-',
  ]);
  expect(assembled.unmatchedDeployments).toMatchObject([
    { line: 1, reason: 'the commit was made at 2026-03-05T09:00:00+00:00, after that' },
  ]);
});

test('an environment that only looks like production is listed, with one diagnostic for all', async () => {
  const assembled = await assemble((ids) => [
    live(ids[0], '2026-03-02T10:00:00Z', { environment: 'production-eu' }),
    live(ids[1], '2026-03-03T10:00:00Z', { environment: 'production-eu' }),
    live(ids[2], '2026-03-04T10:00:00Z', { environment: 'delivery' }),
    live(ids[3], '2026-03-05T10:00:00Z', { environment: 'PROD' }),
  ]);
  expect(deployedOf(assembled).map((one) => one.split(' ')[2])).toEqual(
    Array(4).fill('2026-03-05T10:00:00Z'),
  );
  expect(assembled.unmatchedDeployments.map(({ line }) => line)).toEqual([1, 2]);
  expect(assembled.diagnostics).toMatchObject([
    {
      code: 'deployments/unmatched',
      at: { line: 1 },
      problem: expect.stringMatching(
        /its environment is "production-eu", and only production, prod and live count\. The same is true of 1 more\.$/,
      ) as string,
    },
  ]);
});

function followUp(id: string, at: string, by = 'tess'): FollowUp {
  const text = `change: ${id}\ndeployed: { at: ${at}, by: ${by} }\n`;
  return {
    source: { file: `content/changes/${id}.mdx`, text: `---\n${text}---\n` },
    fields: followUpSchema.parse(parse(text)),
    body: '',
  };
}

const faultsOf = ({ diagnostics }: Awaited<ReturnType<typeof assemble>>) =>
  diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, at }) => `${at.file}:${at.line}:${at.column ?? ''} ${code}`);

test('a follow-up tells of a deployment that the file does not know', async () => {
  const told = [followUp('platform-4', '2026-03-05T12:00:00Z')];
  const assembled = await assemble((ids) => [live(ids[2], '2026-03-04T10:00:00Z')], told);
  expect(deployedOf(assembled)[3]).toBe('platform-4 follow-up 2026-03-05T12:00:00Z tess');
  expect(assembled.population.undeployed).toBeUndefined();
  expect(faultsOf(assembled)).toEqual([]);
});

test('a follow-up that contradicts the file of deployments is a fault, and the file holds', async () => {
  const told = [
    followUp('platform-1', '2026-03-02T17:00:00Z', 'mira'),
    followUp('platform-2', '2026-03-04T10:00:00Z', 'mira'),
    followUp('platform-3', '2026-03-04T10:00:00Z', 'tess'),
  ];
  const by = { by: 'mira' };
  const assembled = await assemble(
    (ids) => [
      live(ids[0], '2026-03-02T10:00:00Z'),
      live(ids[1], '2026-03-03T10:00:00Z', by),
      live(ids[3], '2026-03-06T10:00:00Z', by),
    ],
    told,
  );
  expect(deployedOf(assembled)).toEqual([
    'platform-1 follow-up 2026-03-02T10:00:00Z mira',
    'platform-2 deployments 2026-03-03T10:00:00Z mira',
    'platform-3 deployments 2026-03-06T10:00:00Z mira',
    'platform-4 deployments 2026-03-06T10:00:00Z mira',
  ]);
  expect(faultsOf(assembled)).toEqual([
    'content/changes/platform-2.mdx:3:17 record/sources-disagree',
    'content/changes/platform-3.mdx:3:43 record/sources-disagree',
  ]);
});

test('with on-merge a follow-up overrules neither the merger nor the day of the merge', async () => {
  const assembled = await assemble(undefined, [
    followUp('platform-1', '2026-03-02T09:20:00Z', 'mira'),
    followUp('platform-2', '2026-03-04T09:00:00Z'),
    followUp('platform-3', '2026-03-04T09:20:00Z', 'mira'),
  ]);
  expect(deployedOf(assembled)).toEqual([
    'platform-1 follow-up 2026-03-02T09:00:00+00:00 mira',
    'platform-2 follow-up 2026-03-03T09:00:00+00:00 tess',
    'platform-3 graph 2026-03-04T09:00:00+00:00 tess',
    'platform-4 graph 2026-03-05T09:00:00+00:00 -',
  ]);
  expect(faultsOf(assembled)).toEqual([
    'content/changes/platform-2.mdx:3:17 record/sources-disagree',
    'content/changes/platform-3.mdx:3:43 record/sources-disagree',
  ]);
});

test.for([undefined, () => []])(
  'a deployment before the merge counts for nothing: %s',
  async (write) => {
    const told = [followUp('platform-3', '2026-03-03T09:00:00Z', 'mira')];
    const assembled = await assemble(write, told);
    expect(deployedOf(assembled)[2]).not.toContain('mira');
    expect(faultsOf(assembled)).toEqual([
      'content/changes/platform-3.mdx:3:17 record/deployed-early',
    ]);
  },
);

test('with on-merge the merge is the deployment and the merger the deployer', async () => {
  expect(deployedOf(await assemble(undefined))).toEqual([
    'platform-1 graph 2026-03-02T09:00:00+00:00 -',
    'platform-2 graph 2026-03-03T09:00:00+00:00 -',
    'platform-3 graph 2026-03-04T09:00:00+00:00 tess',
    'platform-4 graph 2026-03-05T09:00:00+00:00 -',
  ]);
});

test('with a file that cannot be read nothing is known, and the merge is not taken for it', async () => {
  const assembled = await assemble(() => [{ commit: 'x' }]);
  expect(deployedOf(assembled).every((one) => one.endsWith('- - -'))).toBe(true);
});
