import { expect, test } from 'vitest';
import { findFailures } from '#core/metrics/find-failures.ts';
import { measure } from '#core/metrics/measure.ts';
import type { MetricPeriod } from '#core/metrics/metric.ts';
import { reportOn } from '#core/views/metrics/period-report.ts';
import type { Book } from '#core/model/book.ts';
import { judgeGood, policyText, settingsText } from '../../helpers/book.ts';
import { commitId, lineOf, type ShortCommit } from '../../helpers/line-of.ts';

const targets =
  'metrics: { clause: "1", changeFailureRate: { target: "< 5%", every: P1M }, timeToRestore: { target: "< PT1H", every: P1M }, emergencyRate: { target: "< 10%", every: P1M }, reviewTime: { target: "< PT24H", every: P1W } }';
const types =
  'types: { standard: { clause: "1", approvals: 0 }, normal: { clause: "1", approvals: 1, leadTime: PT24H }, emergency: { clause: "1", approvals: 0, needs: [incident] } }';

interface Order {
  readonly commits: readonly ShortCommit[];
  readonly files?: Readonly<Record<string, string>>;
  readonly asOf?: string;
  readonly rules?: string;
  readonly repository?: string;
}

function bookOf({
  commits,
  files = {},
  asOf = '2026-06-30',
  rules = `{ ${types}, ${targets} }`,
  repository = '',
}: Order): Book {
  const settings = `${settingsText}repositories: [{ id: shop, path: ../shop, since: 2026-01-10, policy: changes${repository} }]\n`;
  return judgeGood({
    asOf,
    histories: [lineOf('shop', commits)],
    files: {
      'policybook.yaml': settings,
      'policies/changes.mdx': policyText({ title: 'Changes', changeRules: rules }),
      ...files,
    },
  });
}

const change = (number: number, at: string, body = 'Change-Type: normal'): ShortCommit => ({
  at,
  title: `Change ${number} (#${number})`,
  body,
});

function periodOf(book: Book, metric: string, key: string): MetricPeriod {
  const found = measure(book).find(({ definition }) => definition.metric === metric);
  const periods = [...(found?.months ?? []), ...(found?.quarters ?? []), ...(found?.years ?? [])];
  const period = periods.find(({ span }) => span.key === key);
  if (!period) throw new Error(`${metric} has no ${key}.`);
  return period;
}

/** Numerator, denominator, unknown. */
function countsOf(book: Book, metric: string, key: string): [number, number, number] {
  const { numerator, denominator, unknown } = periodOf(book, metric, key);
  return [numerator, denominator, unknown];
}

const failures: readonly ShortCommit[] = [
  change(1, '2026-01-12T10:00:00Z'),
  change(2, '2026-01-13T10:00:00Z'),
  change(3, '2026-01-14T10:00:00Z'),
  change(4, '2026-01-15T10:00:00Z', 'Change-Type: emergency\nCaused-by: shop-1\nRestores: shop-1'),
  {
    at: '2026-01-15T11:00:00Z',
    title: 'Revert "Change 2 (#2)" (#5)',
    body: `This reverts commit ${commitId(1)}.`,
  },
  change(6, '2026-02-02T10:00:00Z', 'Change-Type: emergency\nCaused-by: shop-3'),
  {
    at: '2026-02-03T10:00:00Z',
    title: 'Revert "What nobody knows" (#7)',
    body: 'Change-Type: emergency',
  },
  change(8, '2026-02-04T10:00:00Z', 'Reason: It has no type.'),
  change(9, '2026-02-05T10:00:00Z', 'Change-Type: normal\nCaused-by: shop-99'),
  {
    at: '2026-02-06T10:00:00Z',
    title: 'Reapply (#10)',
    body: 'This reverts commit ' + commitId(4) + '.',
  },
];

test('counts a failure in the period of the change that failed, and an unresolved revert apart', () => {
  const book = bookOf({ commits: failures });
  expect(countsOf(book, 'change-failure-rate', '2026-01')).toEqual([3, 5, 0]);
  expect(countsOf(book, 'change-failure-rate', '2026-02')).toEqual([0, 5, 2]);
  expect(countsOf(book, 'change-failure-rate', '2026-Q1')).toEqual([3, 10, 2]);
  const { counted, unknownChanges } = periodOf(book, 'change-failure-rate', '2026');
  expect(counted.map((one) => one.change).sort()).toEqual(['shop-1', 'shop-2', 'shop-3']);
  expect(unknownChanges).toEqual(['shop-9', 'shop-7']);
});

test('a revert of a revert brings a change back and calls nothing failed', () => {
  const records = bookOf({ commits: failures }).changes.map(({ record }) => record);
  const found = findFailures(records);
  expect(found.failures.map(({ failed }) => failed.id)).not.toContain('shop-5');
  expect(found.unresolved.map(({ id }) => id)).not.toContain('shop-10');
});

test.for([
  ['#1042 of the same repository', 'Caused-by: #1'],
  ['a short commit', `Caused-by: ${commitId(0).slice(0, 9)}`],
  ["a forge's words for a revert", 'Reverts example/shop#1'],
  ["another forge's words", 'This reverts merge request example/shop!1'],
])('finds a failed change by %s', ([, body = '']) => {
  const { changes } = bookOf({
    commits: [change(1, '2026-01-12T10:00:00Z'), change(2, '2026-01-13T10:00:00Z', body)],
  });
  const found = findFailures(changes.map(({ record }) => record));
  expect(found.failures.map(({ failed }) => failed.id)).toEqual(['shop-1']);
});

test.for([
  ['one line', 'Caused-by: shop-1, #2'],
  ['a line each', 'Caused-by: shop-1\nCaused-by: shop-2'],
])(
  'a change names several failed ones in %s, and one that is not there is told',
  ([, body = '']) => {
    const { changes } = bookOf({
      commits: [
        change(1, '2026-01-12T10:00:00Z'),
        change(2, '2026-01-13T10:00:00Z'),
        change(3, '2026-01-14T10:00:00Z', body),
        change(4, '2026-01-15T10:00:00Z', 'Restores: shop-2, shop-99'),
      ],
    });
    const { failures: found, unresolved } = findFailures(changes.map(({ record }) => record));
    expect(found.map(({ failed, restoredBy }) => [failed.id, restoredBy?.id]).sort()).toEqual([
      ['shop-1', undefined],
      ['shop-2', 'shop-4'],
    ]);
    expect(unresolved.map(({ id }) => id)).toEqual(['shop-4']);
  },
);

test.for([
  ['the number', 'Add export (#1)', ['shop-1']],
  ['the number, where two have the title', 'Add export (#3)', ['shop-3']],
  ['the number, where nothing has the title', 'Added export (#1)', ['shop-1']],
  ['the title', 'Add export', ['shop-3']],
  [
    'the title, where the change has no number',
    'Fix tax (#99)',
    [`shop-${commitId(3).slice(0, 10)}`],
  ],
  ['a number and a title of different changes', 'Add import (#1)', []],
  ['a number that nothing has and the title of another', 'Add import (#99)', []],
  ['the number of a later change', 'Change 6 (#6)', []],
] as const)('a revert whose words are all in its title is found by %s', ([, quoted, failed]) => {
  const commits = ['Add export (#1)', 'Add import (#2)', 'Add export (#3)', 'Fix tax'].map(
    (title, index) => ({ at: `2026-01-1${index + 1}T10:00:00Z`, title, body: '' }),
  );
  const revert = { at: '2026-01-20T10:00:00Z', title: `Revert "${quoted}" (#5)`, body: '' };
  const later = change(6, '2026-01-21T10:00:00Z');
  const { changes } = bookOf({ commits: [...commits, revert, later] });
  const found = findFailures(changes.map(({ record }) => record));
  expect(found.failures.map((one) => one.failed.id.slice(0, 15))).toEqual(failed);
  expect(found.unresolved.map(({ id }) => id)).toEqual(failed.length === 0 ? ['shop-5'] : []);
});

test('a change cannot have failed because of a later one', () => {
  const { changes } = bookOf({
    commits: [
      change(1, '2026-01-12T10:00:00Z', 'Caused-by: shop-2'),
      change(2, '2026-01-13T10:00:00Z'),
    ],
  });
  const found = findFailures(changes.map(({ record }) => record));
  expect(found.failures).toEqual([]);
  expect(found.unresolved.map(({ id }) => id)).toEqual(['shop-1']);
});

test('measures the time to restore between deployments, and leaves open what nobody restored', () => {
  const book = bookOf({ commits: failures });
  const { value, counted, unknownChanges, standing } = periodOf(book, 'time-to-restore', '2026');
  expect(Object.fromEntries(counted.map((one) => [one.change, one.value]))).toEqual({
    'shop-1': 3 * 24 * 60,
    'shop-2': 2 * 24 * 60 + 60,
  });
  expect(value).toBe((3 * 24 * 60 + 2 * 24 * 60 + 60) / 2);
  expect(unknownChanges).toEqual(['shop-3']);
  expect(standing).toBe('too-few');
});

test('without a record of the deployment the time to restore is unknown', () => {
  const book = bookOf({ commits: failures, repository: ', deployments: deployments.jsonl' });
  expect(countsOf(book, 'time-to-restore', '2026')).toEqual([0, 0, 3]);
  expect(countsOf(book, 'deployment-frequency', '2026-01')).toEqual([0, 22, 5]);
});

test('counts emergencies over the changes that declare a type', () => {
  const book = bookOf({ commits: failures });
  expect(countsOf(book, 'emergency-rate', '2026-01')).toEqual([1, 4, 1]);
  expect(countsOf(book, 'emergency-rate', '2026-02')).toEqual([2, 3, 2]);
});

test.for([
  'recordWithin: PT24H',
  'needs: [incident]',
  'retrospective: { clause: "1", within: P10D, fields: [actions] }',
])(
  'a type with %s is one for emergencies, as is one of that name, and a type that the policy lacks is unknown',
  (mark) => {
    const book = bookOf({
      commits: [
        change(1, '2026-01-12T10:00:00Z', 'Change-Type: urgent'),
        change(2, '2026-01-13T10:00:00Z', 'Change-Type: emergency'),
        change(3, '2026-01-14T10:00:00Z', 'Change-Type: quick'),
        change(4, '2026-01-14T10:00:00Z', 'Change-Type: hotfix'),
      ],
      rules: `{ types: { urgent: { clause: "1", approvals: 0, ${mark} }, emergency: { clause: "1", approvals: 0 }, quick: { clause: "1", approvals: 0 } } }`,
    });
    expect(countsOf(book, 'emergency-rate', '2026-01')).toEqual([2, 3, 1]);
    expect(periodOf(book, 'emergency-rate', '2026-01').unknownChanges).toEqual(['shop-4']);
    const [january] = reportOn(book).months.filter(({ span }) => span.key === '2026-01');
    expect(january?.emergencies.map(({ change: { record } }) => record.id)).toEqual([
      'shop-2',
      'shop-1',
    ]);
  },
);

test('a type that no version has stands in the report as it was written', () => {
  const dated = (number: number) => `2026-01-1${number}T10:00:00Z`;
  const commits = ['normal', 'Normal', 'hot-fix', 'normal'].map((type, index) =>
    change(index + 1, dated(index), `Change-Type: ${type}`),
  );
  const [january] = reportOn(bookOf({ commits })).months.filter(
    ({ span }) => span.key === '2026-01',
  );
  expect(january?.types.map(({ name, counts }) => [name, counts.changes])).toEqual([
    ['Normal', 2],
    ['"Normal"', 1],
    ['"hot-fix"', 1],
  ]);
});

test('measures review and lead time from the request, and never guesses one', () => {
  const requested = 'Requested-at: 2026-01-12T08:00:00Z';
  const book = bookOf({
    commits: [
      change(1, '2026-01-14T10:00:00Z', `Change-Type: normal\n${requested}`),
      change(2, '2026-01-14T11:00:00Z', `Change-Type: normal\n${requested}`),
      change(3, '2026-01-14T12:00:00Z'),
      change(4, '2026-01-14T13:00:00Z', 'Change-Type: standard'),
    ],
    files: {
      'changes/shop-1.mdx':
        '---\nchange: shop-1\napprovals:\n  - { by: ada, at: "2026-01-12T20:00:00Z", evidence: letter }\n---\n',
      'changes/shop-2.mdx':
        '---\nchange: shop-2\napprovals:\n  - { by: ada, at: "2026-01-15T20:00:00Z", evidence: after the merge }\n---\n',
    },
  });
  expect(periodOf(book, 'review-time', '2026-01')).toMatchObject({
    counted: [{ change: 'shop-1', value: 720 }],
    unknownChanges: ['shop-3', 'shop-2'],
  });
  expect(periodOf(book, 'lead-time', '2026-01')).toMatchObject({
    value: (50 * 60 + 51 * 60) / 2,
    unknownChanges: ['shop-3'],
  });
});

test('only an approval that counts ends the review, and of a change without a type of the policy it is open', () => {
  const approval = (by: string, hour: number) =>
    `  - { by: ${by}, at: "2026-01-12T${hour}:00:00Z", evidence: letter }\n`;
  const followUp = (id: string, ...approvals: readonly string[]) => [
    `changes/${id}.mdx`,
    `---\nchange: ${id}\napprovals:\n${approvals.join('')}---\n`,
  ];
  const requested = 'Requested-at: 2026-01-12T08:00:00Z';
  const book = bookOf({
    commits: [
      change(1, '2026-01-14T10:00:00Z', `Change-Type: normal\n${requested}`),
      change(2, '2026-01-14T11:00:00Z', `Change-Type: normal\n${requested}`),
      change(3, '2026-01-14T12:00:00Z', `Change-Type: hotfix\n${requested}`),
      change(4, '2026-01-14T13:00:00Z', `Change-Type: standard\n${requested}`),
    ],
    files: Object.fromEntries([
      // A bot, then the author, then somebody independent, who says it again.
      followUp(
        'shop-1',
        approval('robo', 10),
        approval('ben', 11),
        approval('ada', 12),
        approval('ada', 14),
      ),
      followUp('shop-2', approval('robo', 10)),
    ]) as Record<string, string>,
  });
  expect(periodOf(book, 'review-time', '2026-01')).toMatchObject({
    counted: [{ change: 'shop-1', value: 240 }],
    unknownChanges: ['shop-3', 'shop-2'],
  });
});

test('a service that was restored before it failed has no known time to restore', () => {
  const out = (id: string, at: string) => [
    `changes/${id}.mdx`,
    `---\nchange: ${id}\ndeployed: { at: "${at}", by: ada }\n---\n`,
  ];
  const book = bookOf({
    commits: [
      change(1, '2026-01-12T10:00:00Z'),
      change(2, '2026-01-13T10:00:00Z', 'Change-Type: normal\nRestores: shop-1'),
    ],
    repository: ', deployments: deployments.jsonl',
    files: Object.fromEntries([
      out('shop-1', '2026-01-14T10:00:00Z'),
      out('shop-2', '2026-01-13T11:00:00Z'),
    ]) as Record<string, string>,
  });
  expect(countsOf(book, 'time-to-restore', '2026-01')).toEqual([0, 0, 1]);
});

test('counts deployments over the days since the register began', () => {
  const book = bookOf({ commits: failures, asOf: '2026-02-07' });
  expect(countsOf(book, 'deployment-frequency', '2026-01')).toEqual([5, 22, 0]);
  expect(periodOf(book, 'deployment-frequency', '2026-02')).toMatchObject({
    span: { isOver: false, until: '2026-02-07' },
    denominator: 7,
    value: 5,
  });
});

test('changes that went out together are one deployment, on the day on which they did', () => {
  const out = (id: string) => [
    `changes/${id}.mdx`,
    `---\nchange: ${id}\ndeployed: { at: "2026-02-02T09:00:00Z", by: ada }\n---\n`,
  ];
  const book = bookOf({
    commits: [change(1, '2026-01-30T10:00:00Z'), change(2, '2026-01-31T10:00:00Z')],
    repository: ', deployments: deployments.jsonl',
    files: Object.fromEntries([out('shop-1'), out('shop-2')]) as Record<string, string>,
  });
  expect(countsOf(book, 'deployment-frequency', '2026-01')).toEqual([0, 22, 0]);
  expect(countsOf(book, 'deployment-frequency', '2026-02')).toEqual([1, 28, 0]);
});

/** So many changes of one day, of which the first few are emergencies and the last few have no type. */
const mixed = (all: number, emergencies: number, untyped = 0) =>
  Array.from({ length: all }, (_, index) =>
    change(
      index + 1,
      `2026-01-12T10:${String(index).padStart(2, '0')}:00Z`,
      index < emergencies
        ? 'Change-Type: emergency'
        : index >= all - untyped
          ? 'Reason: It has no type.'
          : 'Change-Type: normal',
    ),
  );

test.for([
  ['nineteen changes are too few for a share', mixed(19, 5), 'too-few', undefined],
  ['twenty are enough', mixed(20, 1), 'met', 5],
  ['a bound of under 10% is missed at 10%', mixed(20, 2), 'missed', 10],
  ['the unknown ones could turn it round', mixed(23, 1, 2), 'unknown', 4.76],
  ['the unknown ones cannot make a missed target good', mixed(24, 4, 1), 'missed', 17.39],
] as const)('%s', ([, commits, standing, value]) => {
  const period = periodOf(bookOf({ commits }), 'emergency-rate', '2026-01');
  expect(period.standing).toBe(standing);
  expect(period.value).toBe(value);
});

test('takes the target from the version in force at the end of the period', () => {
  const rules = (bound: string) =>
    `{ ${types}, metrics: { emergencyRate: { target: "${bound}", every: P1M } } }`;
  const row = (version: string, date: string) =>
    `{ version: "${version}", date: ${date}, by: ada, change: normative, summary: S. }`;
  const first = {
    title: 'Changes',
    changeRules: rules('< 5%'),
    history: `[${row('1.0', '2026-01-05')}]`,
  };
  const book = bookOf({
    commits: [change(1, '2026-01-12T10:00:00Z'), change(2, '2026-03-12T10:00:00Z')],
    files: {
      'archive/changes/1.0.mdx': policyText(first),
      'policies/changes.mdx': policyText({
        ...first,
        version: '"1.1"',
        effective: '2026-02-15',
        approval: '{ by: ben, on: 2026-02-14 }',
        changeRules: rules('< 10%'),
        history: `[${row('1.1', '2026-02-14')}, ${row('1.0', '2026-01-05')}]`,
      }),
    },
  });
  const bounds = ['2026-01', '2026-02', '2026-03', '2026-Q1'].map(
    (key) => periodOf(book, 'emergency-rate', key).target?.bound,
  );
  expect(bounds).toEqual(['< 5%', '< 10%', '< 10%', '< 10%']);
});

test('a target that is looked at every week is judged week by week, and each week stands in the month in which it ends', () => {
  // Each is requested at eight; 30 January 2026 is a Friday, 1 February the Sunday of the same week.
  const reviewed = (number: number, date: string, hours: number) => ({
    commit: change(
      number,
      `${date}T23:00:00Z`,
      `Change-Type: normal\nRequested-at: ${date}T08:00:00Z`,
    ),
    followUp: [
      `changes/shop-${number}.mdx`,
      `---\nchange: shop-${number}\napprovals:\n  - { by: ada, at: "${date}T${8 + hours}:00:00Z", evidence: letter }\n---\n`,
    ],
  });
  const reviews = [
    ...[1, 2, 3, 4].map((number) => reviewed(number, '2026-01-30', 2)),
    reviewed(5, '2026-02-01', 2),
    ...[6, 7, 8, 9, 10].map((number) => reviewed(number, '2026-02-02', 5)),
    ...[11, 12, 13, 14].map((number) => reviewed(number, '2026-02-09', 5)),
  ];
  const order = (every: string): Order => ({
    commits: reviews.map(({ commit }) => commit),
    files: Object.fromEntries(reviews.map(({ followUp }) => followUp)) as Record<string, string>,
    rules: `{ ${types}, metrics: { reviewTime: { target: "< PT4H", every: ${every} } } }`,
    asOf: '2026-02-11',
  });
  const book = bookOf(order('P1W'));
  const weeksOf = (month: string) =>
    reportOn(book)
      .months.find(({ span }) => span.key === month)
      ?.metrics.find(({ definition }) => definition.metric === 'review-time')
      ?.weeks.map(({ span: { key, isOver }, numerator, denominator, standing }) => [
        key,
        isOver,
        `${numerator} of ${denominator}`,
        standing,
      ]);
  expect(weeksOf('2026-02')).toEqual([
    ['2026-W07', false, '0 of 4', 'too-few'],
    ['2026-W06', true, '0 of 5', 'missed'],
    ['2026-W05', true, '5 of 5', 'met'],
  ]);
  expect(weeksOf('2026-01')).toEqual([
    ['2026-W04', true, '0 of 0', 'too-few'],
    ['2026-W03', true, '0 of 0', 'too-few'],
    ['2026-W02', true, '0 of 0', 'too-few'],
  ]);
  expect(
    measure(book).flatMap(({ definition, weeks }) => (weeks.length > 0 ? [definition.metric] : [])),
  ).toEqual(['review-time']);
  expect(measure(bookOf(order('P1M'))).flatMap(({ weeks }) => weeks)).toEqual([]);
});

test('a month without changes stands in its place with nothing counted', () => {
  const book = bookOf({
    commits: [change(1, '2026-01-12T10:00:00Z'), change(2, '2026-03-12T10:00:00Z')],
    asOf: '2026-03-31',
  });
  const [metric] = measure(book);
  expect(metric?.months.map(({ span }) => span.key)).toEqual(['2026-03', '2026-02', '2026-01']);
  expect(metric?.months[1]).toMatchObject({ numerator: 0, denominator: 0, standing: 'too-few' });
});

test('a book without changes has no periods', () => {
  for (const { months, years } of measure(bookOf({ commits: [] }))) {
    expect([months, years]).toEqual([[], []]);
  }
});
