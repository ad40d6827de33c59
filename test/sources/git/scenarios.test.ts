import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembleChanges } from '#core/changes/population/assemble-changes.ts';
import { checkCheckpoints } from '#core/changes/population/check-checkpoints.ts';
import { settingsSchema } from '#core/schemas/settings.ts';
import { checkpointSchema } from '#core/schemas/checkpoint.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { expect, test } from 'vitest';
import { day } from '../../helpers/book.ts';
import { root } from '../../helpers/command.ts';
import { graphRepository, type RepositoryKind } from '../../helpers/graph-repository.ts';

interface Scenario {
  readonly name: string;
  readonly graph: string;
  readonly kind: RepositoryKind;
  readonly checkpoint: string | undefined;
  /** A commit that the settings exclude since the checkpoint was written. */
  readonly exclude: string | undefined;
  /** The lower part without what arranges the repository, spaces evened out. */
  readonly expected: readonly string[];
}

const page = readFileSync(join(root, 'src/scenarios.md'), 'utf8');
const scenarios = [
  ...page.matchAll(/^## (.+)\n(?:(?!## ).*\n)*?```text\n([^]+?)\n---\n([^]+?)\n```/gm),
].map(([, name = '', graph = '', below = '']): Scenario => {
  const lines = below.split('\n').map((line) => line.replaceAll(/\s+/g, ' '));
  const valueOf = (word: string) =>
    lines.find((line) => line.startsWith(`${word} `))?.slice(word.length + 1);
  return {
    name,
    graph,
    kind: (valueOf('repository') ?? 'plain') as RepositoryKind,
    checkpoint: valueOf('checkpoint'),
    exclude: valueOf('exclude'),
    expected: lines.filter((line) => !/^(?:repository|checkpoint|exclude) /.test(line)),
  };
});

const settings = settingsSchema.parse({
  organisation: { name: 'Larkfield', contact: 'office@larkfield.example' },
  timeZone: 'UTC',
  editions: { internal: { url: 'https://policies.larkfield.example' } },
  repositories: [{ id: 'platform', path: '../platform', since: '2026-01-01', policy: 'changes' }],
});

async function judge({ graph, kind, checkpoint, exclude }: Scenario): Promise<string[]> {
  const { gitDir, ids } = await graphRepository(graph, kind);
  const keys = new Map(Object.entries(ids).map(([key, id]) => [id, key]));
  const keyOf = (id: string) => keys.get(id) ?? id;
  const tip = checkpoint === undefined ? undefined : (ids[checkpoint] ?? '');
  const history = await readHistory({
    repository: 'platform',
    gitDir,
    branch: 'main',
    ...(tip !== undefined && { earlierTips: [tip] }),
  });
  const [repository] = settings.repositories;
  if (!repository) throw new Error('There is no repository.');
  const { records, population } = assembleChanges({
    history,
    repository: {
      ...repository,
      exclude: exclude === undefined ? [] : [{ commit: ids[exclude] ?? '', reason: 'A try.' }],
    },
    people: {},
    followUps: [],
    timeZone: 'UTC',
    asOf: day('2026-12-31'),
  });
  expect(population.records + population.exclusions.length).toBe(population.commits);
  const value = {
    repository: 'platform',
    branch: 'main',
    records: 2,
    at: '2026-03-02',
    engine: 'x',
  };
  const checkpoints =
    tip === undefined
      ? []
      : [
          {
            at: { file: 'content/checkpoints.jsonl', line: 1 },
            value: checkpointSchema.parse({ ...value, tip }),
          },
        ];
  const faults = [
    ...checkCheckpoints({
      checkpoints,
      histories: [history],
      populations: [population],
      asOf: day('2026-12-31'),
      ...settings,
    }),
  ];
  return [
    `records ${records.map(({ commit = '' }) => keyOf(commit)).join(' ')}`,
    ...Object.entries(history.merged).map(
      ([merge, brought]) =>
        `merged ${keyOf(merge)}: ${brought.map(({ id }) => keyOf(id)).join(' ')}`,
    ),
    ...population.exclusions.map(({ commit, code }) => `excluded ${keyOf(commit)}: ${code}`),
    ...faults.map(({ code, related = [] }) => {
      const vanished = related.map(({ at }) => at.file.replace('platform@', ''));
      return `fault ${code}: ${vanished
        .map((short) => keyOf(Object.values(ids).find((id) => id.startsWith(short)) ?? short))
        .join(' ')}`;
    }),
  ];
}

test('the page lists the histories that are known to be hard', () => {
  expect(scenarios.map(({ name }) => name)).toEqual([
    'octopus',
    'foxtrot',
    'force push',
    'fewer records',
    'criss-cross',
    'orphan root',
    'empty commit',
    'revert',
    'revert of a revert',
    'cherry-pick',
    'detached head',
    'bare repository',
    'worktree',
    'SHA-256 repository',
  ]);
});

test.for(scenarios)('$name: what the page says', async (scenario) => {
  expect(await judge(scenario)).toEqual(scenario.expected);
});
