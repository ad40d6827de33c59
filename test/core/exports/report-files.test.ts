import { expect, test } from 'vitest';
import { exportFiles } from '#core/exports/export-files.ts';
import { apiSchemas } from '#core/schemas/api.ts';
import type { Answer } from '#core/schemas/answer.ts';
import { periodReportSchema } from '#core/schemas/period-report.ts';
import { listControls } from '#core/views/controls/controls.ts';
import { reportOn, totalsInWords } from '#core/views/metrics/period-report.ts';
import { judgeGood, policyText, settingsText } from '../../helpers/book.ts';
import { lineOf } from '../../helpers/line-of.ts';

const rules =
  '{ types: { normal: { clause: "1", approvals: 1 }, emergency: { clause: "1", approvals: 0, needs: [incident], retrospective: { clause: "1", within: P10D, fields: [root-cause] } } }, review: { clause: "1" }, metrics: { clause: "1", emergencyRate: { target: "< 10%", every: P1M } } }';
const order = {
  histories: [
    lineOf('shop', [
      { at: '2026-01-12T10:00:00Z', title: '=HYPERLINK("x") (#1)', body: 'Change-Type: normal' },
      {
        at: '2026-02-12T10:00:00Z',
        title: 'Put it right (#2)',
        body: 'Change-Type: emergency\nIncident: INC-7\nCaused-by: shop-1\nRestores: shop-1',
      },
    ]),
  ],
  files: {
    'policybook.yaml': `${settingsText}gates: { overdueReview: show }\nrepositories: [{ id: shop, path: ../shop, since: 2026-01-01, policy: changes }]\n`,
    'policies/changes.mdx': policyText({
      title: 'Changes',
      changeRules: rules,
      controls: '{ soc2: [CC8.1] }',
    }),
    'policies/records.mdx': policyText({
      title: 'Records',
      controls: '{ soc2: [CC8.1, CC2.1], iso27001: [A.5.33] }',
    }),
    'changes/shop-2.mdx':
      '---\nchange: shop-2\nretrospective: { on: 2026-02-15, by: ada, rootCause: A limit. }\n---\n',
  },
};
const book = judgeGood({ ...order, asOf: '2026-03-20' });
const files = new Map(
  [...exportFiles(book, 'internal')].map(({ path, contents }) => [path, [...contents].join('')]),
);
const read = (path: string): unknown => JSON.parse(files.get(path) ?? 'null');

test('writes a summary for each month, a trend for each quarter and a review for each year', () => {
  const reports = [...files.keys()].filter((path) => path.startsWith('reports/'));
  expect(reports.sort()).toEqual(
    [
      'reports/changes.csv',
      'reports/schema.json',
      ...[
        'summary-2026-01',
        'summary-2026-02',
        'summary-2026-03',
        'trend-2026-Q1',
        'effectiveness-2026',
      ].flatMap((name) =>
        ['.csv', '-types.csv', '-deviations.csv', '-emergencies.csv', '.json'].map(
          (end) => `reports/${name}${end}`,
        ),
      ),
    ].sort(),
  );
});

test('every report and every file of the interface fits its published schema', () => {
  for (const path of files.keys()) {
    if (/^reports\/.*-\d.*\.json$/.test(path)) periodReportSchema.parse(read(path));
  }
  apiSchemas.metrics.parse(read('api/metrics.json'));
  apiSchemas.controls.parse(read('api/controls.json'));
});

test('a summary names deviations, emergencies with their retrospective, and the changes behind a number', () => {
  expect(read('reports/summary-2026-01.json')).toMatchObject({
    period: '2026-01',
    counts: { changes: 1, deviations: 1 },
    deviations: [{ change: 'shop-1', rule: 'change/approvals', clause: '1', answer: null }],
    emergencies: [],
  });
  expect(read('reports/summary-2026-02.json')).toMatchObject({
    emergencies: [
      {
        change: 'shop-2',
        incident: 'INC-7',
        paths: ['src/a.ts'],
        retrospective: { on: '2026-02-15', verdict: 'pass' },
      },
    ],
  });
  const metrics = periodReportSchema.parse(read('reports/effectiveness-2026.json')).metrics;
  const failure = metrics.find(({ metric }) => metric === 'change-failure-rate');
  expect(failure?.changes).toEqual([{ change: 'shop-1', value: 1 }]);
  expect(failure?.periods.map(({ period }) => period)).toEqual([
    '2026',
    '2026-Q1',
    '2026-03',
    '2026-02',
    '2026-01',
  ]);
});

test('the tables of a report hold what its page and its JSON hold', () => {
  const report = periodReportSchema.parse(read('reports/effectiveness-2026.json'));
  const table = (end: string) =>
    (files.get(`reports/effectiveness-2026${end}.csv`)?.trimEnd().split('\r\n') ?? [])
      .slice(1)
      .map((line) => line.split(','));
  expect(table('-types')).toEqual(
    report.types.map(({ type, ...counts }) => [String(type), ...Object.values(counts).map(String)]),
  );
  expect(table('-deviations').map((cells) => cells.slice(0, 5))).toEqual([
    ['shop-1', 'change/approvals', 'changes', '1.0', '1'],
  ]);
  expect(table('-emergencies')).toEqual([
    ['shop-2', 'Put it right', 'INC-7', '', 'src/a.ts', '2026-02-15', 'pass'],
  ]);
  const review = table('').find((cells) => cells[0] === '2026' && cells[4] === 'review-time');
  expect(review?.[17]).toBe('shop-1');
});

test('a report counts changes and single deviations apart, each by its name', () => {
  const report = reportOn(book).years[0]!;
  const open = report.deviations[0]!;
  const answered = { ...open, verdict: { ...open.verdict, answer: {} as Answer } };
  const none = { advice: 0, notApplicable: 0, notJudged: 0 };
  const counts = { ...none, changes: 7, deviations: 1, answered: 2, unknown: 3, pass: 1 };
  expect(totalsInWords({ ...report, counts, deviations: [open, answered, answered, open] })).toBe(
    '7 changes: 1 with an open deviation, 2 answered, 3 unknown, 1 pass. 4 deviations, 2 of them answered.',
  );
});

test('the register as a table has a line for each change and no formula', () => {
  const lines = files.get('reports/changes.csv')?.trimEnd().split('\r\n') ?? [];
  expect(lines.map((line) => line.split(',')[0])).toEqual(['change', 'shop-2', 'shop-1']);
  expect(lines[2]).toContain('"\'=HYPERLINK(""x"")"');
});

test('a control has every policy that names it, and the verdicts of the last twelve months', () => {
  const { controls, from } = apiSchemas.controls.parse(read('api/controls.json'));
  expect(from).toBe('2025-03-21');
  expect(controls.map(({ framework, control }) => `${framework} ${control}`)).toEqual([
    'iso27001 A.5.33',
    'soc2 CC2.1',
    'soc2 CC8.1',
  ]);
  const [records, , changes] = controls;
  expect(records?.policies).toMatchObject([{ policy: 'records', clauses: [], rules: [] }]);
  expect(changes?.policies.map(({ policy, clauses }) => [policy, clauses])).toEqual([
    ['changes', ['1']],
    ['records', []],
  ]);
  expect(changes?.verdicts.deviation).toBe(1);
  expect(changes?.deviations).toEqual([
    { change: 'shop-1', rule: 'change/approvals', clause: '1', answered: false },
  ]);
  expect(changes?.policies[0]?.rules.map(({ rule }) => rule)).toContain('change/approvals');
});

test('customers get no report', () => {
  const paths = [...exportFiles(book, 'public')].map(({ path }) => path);
  expect(paths.filter((path) => /report|metric|control/.test(path))).toEqual([]);
});

test('verdicts older than twelve months and retrospectives of a later day do not count', () => {
  const later = listControls(judgeGood({ ...order, asOf: '2027-01-12' }));
  expect(later.find(({ control }) => control === 'CC8.1')?.verdicts.deviation).toBe(0);
  const before = reportOn(judgeGood({ ...order, asOf: '2026-02-14' }));
  expect(before.years[0]?.emergencies[0]?.retrospective).toBe(undefined);
});
