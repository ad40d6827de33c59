import { expect, test } from 'vitest';
import { listAcceptances } from '#core/history/acceptance.ts';
import { acceptanceSchema } from '#core/schemas/acceptance.ts';
import { exportFiles } from '#core/exports/export-files.ts';
import { judge, judgeGood, policyText, settingsText } from '../../helpers/book.ts';

const history = (second: string, third: string) =>
  `[{ version: "1.2", date: 2026-05-01, by: ada, change: ${third}, summary: Third. }, { version: "1.1", date: 2026-03-01, by: ada, change: ${second}, summary: Second. }, { version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: First. }]`;
const version = (number: string, effective: string, rows: string) =>
  policyText({
    version: `"${number}"`,
    effective,
    approval: `{ by: ben, on: ${effective} }`,
    history: rows,
    nextReview: '2027-01-05',
  });

interface Order {
  readonly rows: readonly string[];
  readonly second?: string;
  readonly third?: string;
  readonly by?: string;
  readonly asOf?: string;
  readonly gate?: string;
}

function order({
  rows,
  second = 'normative',
  third = 'editorial',
  by = 'everybody',
  asOf = '2026-06-01',
  gate = 'show',
}: Order) {
  const all = history(second, third);
  return {
    asOf,
    files: {
      'policybook.yaml': `${settingsText}gates: { overdueAcknowledgement: ${gate} }\nacknowledgements: { policies: { access-control: ${by} }, within: P10D }\n`,
      'policies/access-control.mdx': version('1.2', '2026-05-01', all),
      'archive/access-control/1.1.mdx': version(
        '1.1',
        '2026-03-01',
        all.replace(/\{ version: "1.2".*?\}, /, ''),
      ),
      'archive/access-control/1.0.mdx': policyText(),
      'acknowledgements/portal.csv': [
        'person,policy,version,time,source',
        ...rows.map((row) => `${row},Portal`),
        '',
      ].join('\n'),
    },
  };
}

function states(given: Order): string[] {
  return listAcceptances(judgeGood(order(given))).map(
    ({ person, state, accepted, earlier }) =>
      `${person} ${state}${accepted ? ` ${accepted.version}` : ''}${earlier ? ` after ${earlier.version}` : ''}`,
  );
}

test.for([
  ['nobody has', [], ['ada overdue', 'ben overdue']],
  [
    'one has, the version in force',
    ['ada,access-control,1.2,2026-05-02'],
    ['ada accepted 1.2', 'ben overdue'],
  ],
  [
    'one has, a version that differs only in wording',
    ['ben@example.org,access-control,1.1,2026-03-02'],
    ['ada overdue', 'ben accepted 1.1'],
  ],
  [
    'one has, a version with other duties',
    ['ada,access-control,1.0,2026-01-07'],
    ['ada overdue after 1.0', 'ben overdue'],
  ],
  [
    'rows repeat',
    ['ada,access-control,1.2,2026-05-02', 'ADA FINCH,Access Control Policy,1.2,2026-05-03'],
    ['ada accepted 1.2', 'ben overdue'],
  ],
])('counts an acceptance where %s', ([, rows, expected]) => {
  expect(states({ rows: rows as string[] })).toEqual(expected);
});

test('a version with other duties has to be accepted again, from its own day on', () => {
  const rows = ['ada,access-control,1.1,2026-03-02'];
  expect(states({ rows, third: 'normative' })).toEqual(['ada overdue after 1.1', 'ben overdue']);
  expect(states({ rows, third: 'normative', asOf: '2026-05-11' })).toEqual([
    'ada open after 1.1',
    'ben open',
  ]);
});

test('bots and people without a role on the day have nothing to accept', () => {
  // Cleo left in February, and Robo is a bot.
  expect(states({ rows: [], by: '[engineer]' })).toEqual(['ben overdue']);
});

test('an acceptance before the approval is reported and does not count', () => {
  const { book, diagnostics } = judge(order({ rows: ['ada,access-control,1.2,2026-04-30'] }));
  expect(diagnostics.map(({ code }) => code)).toContain('book/acknowledgement-misdated');
  expect(book && listAcceptances(book)[0]).toMatchObject({ person: 'ada', state: 'overdue' });
});

test.for(['show', 'fail'])('with the gate %s the overdue ones are named', (gate) => {
  const { diagnostics } = judge(order({ rows: [], gate }));
  expect(diagnostics).toMatchObject([
    { code: 'book/acknowledgement-overdue', severity: gate === 'fail' ? 'error' : 'warning' },
  ]);
  expect(diagnostics[0]?.problem).toContain('Ada Finch, Ben Hollis (2 of 2)');
  expect(diagnostics[0]?.at.line).toBe(settingsText.split('\n').length + 1);
});

test('nobody is overdue by a file that was not read', () => {
  const given = order({ rows: ['ada,access-control,1.2,soon'], gate: 'fail' });
  expect(judge(given).diagnostics.map(({ code }) => code)).toEqual(['acknowledgement/day']);
});

test('the files have every person and policy, and fit their schema', () => {
  const book = judgeGood(order({ rows: ['ada,access-control,v1.2,2026-05-02'] }));
  const files = new Map(
    Array.from(exportFiles(book, 'internal'), ({ path, contents }) => [
      path,
      [...contents].join(''),
    ]),
  );
  const parsed = acceptanceSchema.parse(
    JSON.parse(files.get('evidence/acknowledgements.json') ?? ''),
  );
  expect(parsed.acknowledgements).toMatchObject([
    { person: 'ada', state: 'accepted', accepted: { version: '1.2', source: 'Portal', line: 2 } },
    { person: 'ben', state: 'overdue', accepted: null, due: '2026-03-11' },
  ]);
  expect(files.get('evidence/acknowledgements.csv')?.split('\r\n')).toHaveLength(4);
});
