import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { exportFiles } from '#core/exports/export-files.ts';
import { formatCalendar } from '#core/exports/format-calendar.ts';
import { listExceptions } from '#core/history/exceptions.ts';
import { exceptionRegisterSchema } from '#core/schemas/exception-register.ts';
import { briefly, judge, judgeGood, policyText, settingsText } from '../../helpers/book.ts';
import { lineOf } from '../../helpers/line-of.ts';

const rules =
  '{ types: { normal: { clause: "1", approvals: 1, kinds: [text] } }, record: { clause: "1", requires: [reason] } }';
const answer = (fields: Record<string, string>) =>
  Object.entries({
    by: 'ada',
    on: '2026-01-20',
    why: '=A formula of a reason.',
    action: 'It was looked at later.',
    approvedBy: 'cleo',
    ...fields,
  })
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
const quote = (text: string) => `'${text}'`;

function order(answers: Record<string, Record<string, string>>, asOf = '2026-03-20') {
  return {
    asOf,
    histories: [
      lineOf('shop', [
        { at: '2026-01-12T10:00:00Z', title: 'First (#1)', body: 'Change-Type: normal' },
        { at: '2026-02-12T10:00:00Z', title: 'Second (#2)', body: 'Change-Type: normal' },
      ]),
    ],
    files: {
      'people.yaml': `ada:\n  name: Ada Finch\n  emails: [ada@example.org]\n  roles: [{ role: cto, from: 2020-01-01 }]\nben:\n  name: Ben Hollis\n  emails: [ben@example.org]\n  roles: [{ role: engineer, from: 2020-01-01 }]\ncleo:\n  name: Cleo Marsh\n  emails: [cleo@example.org]\n  roles: [{ role: engineer, from: 2020-01-01 }]\n`,
      'policybook.yaml': `${settingsText}repositories: [{ id: shop, path: ../shop, since: 2026-01-01, policy: changes }]\n`,
      'policies/changes.mdx': policyText({ title: 'Changes', changeRules: rules }),
      ...Object.fromEntries(
        Object.entries(answers).map(([name, fields]) => [
          `answers/${name}.yaml`,
          answer({ why: quote('=A formula of a reason.'), ...fields }),
        ]),
      ),
    },
  };
}

const settled = { change: 'shop-1', rule: '[change/approvals, change/record-fields]', by: 'ada' };
const standing = {
  covers: '{ repositories: [shop] }',
  rule: 'change/approvals',
  by: 'ada',
  expires: '2026-04-01',
};

test('lists answers and standing exceptions: those with a last day first', () => {
  const book = judgeGood(order({ 'shop-1': settled, night: standing }));
  const found = listExceptions(book).map(({ id, state, rules: own, answered }) => [
    id,
    state,
    own.length,
    answered.map(({ change }) => change.record.id),
  ]);
  expect(found).toEqual([
    ['night', 'open', 1, ['shop-2']],
    ['shop-1', 'settled', 2, ['shop-1', 'shop-1']],
  ]);
});

test.for([
  ['2026-02-20', 'open', []],
  ['2026-03-02', 'open', ['answers/night.yaml:8 book/answer-expires']],
  ['2026-04-01', 'open', ['answers/night.yaml:8 book/answer-expires']],
  ['2026-04-02', 'expired', ['answers/night.yaml:8 book/answer-expired']],
])('on %s the exception is %s', ([asOf, state, faults]) => {
  const assembled = judge(order({ night: standing }, asOf as string));
  const own = briefly(assembled).filter((one) => one.startsWith('answers/'));
  expect(own).toEqual(faults);
  expect(assembled.book && listExceptions(assembled.book)[0]?.state).toBe(state);
});

test('a closed exception is not announced and not in the calendar', () => {
  const closed = { ...standing, closed: '{ on: 2026-03-10, by: ada, note: Moved. }' };
  const assembled = judge(order({ night: closed }));
  expect(briefly(assembled).filter((one) => one.startsWith('answers/'))).toEqual([]);
  expect(assembled.book && listExceptions(assembled.book)[0]?.state).toBe('closed');
  expect(assembled.book && formatCalendar(assembled.book)).not.toContain('exception@');
});

test('the last day is in the calendar, with the notices of reviews', () => {
  const calendar = formatCalendar(judgeGood(order({ night: standing, 'shop-1': settled })));
  const events = new ICAL.Component(ICAL.parse(calendar) as unknown[]).getAllSubcomponents(
    'vevent',
  );
  const found = events.filter((one) =>
    String(one.getFirstPropertyValue('uid')).startsWith('night.'),
  );
  expect(found).toHaveLength(1);
  expect(found[0]?.getFirstPropertyValue('dtstart')?.toString()).toBe('2026-04-01');
  expect(found[0]?.getAllSubcomponents('valarm')).toHaveLength(2);
});

test('the register is written as CSV without formulas, and as JSON of its schema', () => {
  const book = judgeGood(order({ night: standing, 'shop-1': settled }));
  const files = new Map(
    Array.from(exportFiles(book, 'internal'), ({ path, contents }) => [
      path,
      [...contents].join(''),
    ]),
  );
  const parsed = exceptionRegisterSchema.parse(
    JSON.parse(files.get('evidence/exceptions.json') ?? ''),
  );
  expect(parsed.exceptions).toMatchObject([
    { id: 'night', kind: 'standing', owner: 'ada', approver: 'cleo', expires: '2026-04-01' },
    { id: 'shop-1', change: 'shop-1', answers: [{ change: 'shop-1', clause: '1' }, {}] },
  ]);
  expect(files.get('evidence/exceptions.csv')).toContain(",'=A formula of a reason.,");
});
