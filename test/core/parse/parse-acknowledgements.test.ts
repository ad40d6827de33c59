import { expect, test } from 'vitest';
import { readExportDay } from '#core/parse/read-export-day.ts';
import { briefly, judge, judgeGood, policyText, settingsText } from '../../helpers/book.ts';

const policies = { 'policies/access-control.mdx': policyText() };
const head = 'person,policy,version,time,source';

function read(text: string, settings = '', name = 'portal') {
  return judge({
    files: {
      ...policies,
      'policybook.yaml': `${settingsText}${settings}`,
      [`acknowledgements/${name}.csv`]: text,
    },
  });
}

test.for([
  ['the names of the fields', `${head}\nada,access-control,1.0,2026-01-07,Portal\n`, ''],
  [
    'names of an HR system',
    'Employee Email;Document Title;Revision;Signed On;System\nada@example.org;Access Control Policy;v1.0;07.01.2026;Portal\n',
    '',
  ],
  [
    'a form without the system',
    'Timestamp\tE-mail address\tPolicy\tVersion\n2026/01/07 9:12:33 AM GMT+1\tada@example.org\tAccess Control Policy\t1\n',
    'acknowledgements: { systems: { portal: Portal } }\n',
  ],
  [
    'names that the settings give',
    'Mitarbeiter,Richtlinie,Version,Bestätigt am,System\nAda Finch,access-control,1.0,7/1/2026 09:00,Portal\n',
    'acknowledgements: { dates: day-first, columns: { person: [Mitarbeiter], policy: [Richtlinie], time: [Bestätigt am] } }\n',
  ],
  [
    'the version behind the title',
    'Name,Document,Completed at,Source,Comment\nADA  FINCH,"Access Control Policy (v1.0)",2026-01-07T09:00:00+01:00,Portal,none\n',
    '',
  ],
] as const)('reads %s', ([, text, settings]) => {
  const { book, diagnostics } = read(text, settings);
  expect(diagnostics).toEqual([]);
  expect(book?.acknowledgements).toMatchObject([
    {
      on: '2026-01-07',
      source: 'Portal',
      at: { file: 'content/acknowledgements/portal.csv', line: 2 },
    },
  ]);
});

test.for([
  [
    'a column is missing',
    'person,policy,version,source\nada,access-control,1.0,P\n',
    ['1 acknowledgement/columns'],
  ],
  [
    'two columns may be one',
    `${head},Date\nada,access-control,1.0,2026-01-07,P,2026-01-07\n`,
    ['1 acknowledgement/columns'],
  ],
  [
    'no system is named',
    'person,policy,version,time\nada,access-control,1.0,2026-01-07\n',
    ['1 acknowledgement/source'],
  ],
  [
    'cells are empty',
    `${head}\n,access-control,,2026-01-07,P\n`,
    ['2 acknowledgement/cells', '2 acknowledgement/cells'],
  ],
  [
    'a row is too long',
    `${head}\nada,access-control,1.0,2026-01-07,P,x\n`,
    ['2 acknowledgement/cells'],
  ],
  [
    'no version is stated',
    'person,policy,time,source\nada,access-control,2026-01-07,P\n',
    ['2 acknowledgement/cells'],
  ],
  [
    'a day may be read in two ways',
    `${head}\nada,access-control,1.0,07/01/2026,P\n`,
    ['2 acknowledgement/day'],
  ],
  [
    'a day cannot be read',
    `${head}\nada,access-control,1.0,yesterday,P\nada,access-control,1.0,2026-02-30,P\n`,
    ['2 acknowledgement/day', '3 acknowledgement/day'],
  ],
  ['a mark is not closed', `${head}\n"ada,access-control\n`, ['2 acknowledgement/quote']],
  [
    'the bytes are of another encoding',
    `${head}\nad\u{fffd},access-control,1.0,2026-01-07,P\n`,
    ['2 acknowledgement/encoding'],
  ],
  ['there is nothing', '\n\n', ['1 acknowledgement/empty']],
  [
    'nobody has the name',
    `${head}\nadda,access-control,1.0,2026-01-07,P\n`,
    ['2 book/acknowledgement-unknown'],
  ],
  [
    'the policy and the version do not exist',
    `${head}\nada,access,1.0,2026-01-07,P\nada,access-control,1.1,2026-01-07,P\n`,
    ['2 book/acknowledgement-unknown', '3 book/acknowledgement-unknown'],
  ],
  [
    'it was accepted too early and too late',
    `${head}\nada,access-control,1.0,2026-01-04,P\nada,access-control,1.0,2026-06-02,P\n`,
    ['2 book/acknowledgement-misdated', '3 book/acknowledgement-misdated'],
  ],
])('reports at its line that %s', ([, text, expected]) => {
  const found = briefly(read(text as string));
  expect(found).toEqual((expected as string[]).map((one) => `acknowledgements/portal.csv:${one}`));
});

test.for([
  ['person', 'Persona,policy,version,time,source', 'Did you mean "Persona"?'],
  ['time', 'person,policy,version,Accepted onn,source', 'Did you mean "Accepted onn"?'],
])('names the column that is nearest to the missing %s', ([, header, remedy]) => {
  const [found] = read(`${header}\n`).diagnostics;
  expect(found?.remedy).toContain(remedy);
});

test('a table that is not CSV is not passed over', () => {
  const { diagnostics } = judge({ files: { ...policies, 'acknowledgements/portal.xlsx': 'x' } });
  expect(diagnostics).toMatchObject([{ code: 'file/unread', severity: 'error' }]);
  expect(diagnostics[0]?.remedy).toContain('CSV UTF-8');
});

test.for([
  ['2026-07-14', '2026-07-14'],
  ['2026-07-14 09:12', '2026-07-14'],
  ['2026-07-14T23:30:00Z', '2026-07-15'],
  ['2026-07-14 23:30:00 UTC', '2026-07-15'],
  ['2026-07-14T23:30:00.250+01:00', '2026-07-14'],
  ['14.7.2026, 9:12', '2026-07-14'],
  ['14 Jul 2026', '2026-07-14'],
  ['14-Jul-2026 09:12', '2026-07-14'],
  ['July 14, 2026 at 9:12 AM', '2026-07-14'],
  ['14/07/2026', 'undecided'],
  ['7/14/2026', 'undecided'],
  ['14.07.26', undefined],
  ['45852', undefined],
  ['2026-13-01', undefined],
  ['', undefined],
])('the day of %j is %s', ([written, expected]) => {
  expect(readExportDay(written ?? '', 'Europe/London', undefined)).toBe(expected);
});

test('the settings decide the order of a day with slashes', () => {
  expect(readExportDay('07/08/2026', 'Europe/London', 'day-first')).toBe('2026-08-07');
  expect(readExportDay('07/08/2026 4:01 PM', 'Europe/London', 'month-first')).toBe('2026-07-08');
  expect(readExportDay('14/07/2026', 'Europe/London', 'month-first')).toBeUndefined();
});

test('a book without exports has none, and reports none', () => {
  expect(judgeGood({ files: policies }).acknowledgements).toEqual([]);
});
