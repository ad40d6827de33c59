import { expect, test } from 'vitest';
import type { ChangeRecord, FollowUp, Landing } from '#core/model/change-record.ts';
import { moment } from '../views/judged-change.ts';
import { clause, fields, followUp, judge } from './judge-by-rule.ts';

const own = 'content/changes/platform-7.mdx';
const normal = { clause, approvals: 0 };

test.for([
  ['record-fields', { reason: 'A full queue.' }, { record: { clause, requires: ['reason'] } }],
  ['risk-parts', { risk: 'Data low.' }, { record: { clause, requires: ['risk'], risk: ['data'] } }],
  [
    'tests',
    { tested: 'passed; forty of forty' },
    { types: { normal: { ...normal, tests: 'required' } } },
  ],
  [
    'staging',
    { staging: 'passed; since Monday' },
    { types: { normal: { ...normal, staging: 'must' } } },
  ],
  [
    'emergency-incident',
    { incident: 'INC-7' },
    { types: { normal: { ...normal, needs: ['incident'] } } },
  ],
  ['rollback-incident', { incident: 'INC-7' }, { rollback: { clause, incident: 'must' } }],
  [
    'rollback-real',
    { rollback: 'restore; the backup' },
    { rollback: { clause, scopes: ['database'] } },
  ],
] as const)('%s says whether its evidence came afterwards', ([rule, values, rules]) => {
  const statement = (sourced: object, more: Partial<ChangeRecord> = {}) => {
    const [[name, value] = ['', '']] = Object.entries(values);
    const given = { ...fields({ restores: 'platform-3' }), [name]: { value, ...sourced } };
    const found = judge(rule, rules, {
      fields: given,
      scopes: ['database'],
      followUps: [followUp({})],
      ...more,
    });
    expect(found.outcome).toBe('pass');
    return found.statement;
  };
  const completed = (file: string) => `(completed afterwards in ${file})`;
  const later = { source: 'follow-up', file: 'content/changes/later.mdx' };
  expect(statement({ source: 'message' })).not.toContain('completed');
  expect(statement({ source: 'export', file: 'exports/p.json' })).not.toContain('completed');
  expect(statement({ source: 'follow-up', file: own })).toContain(completed(own));
  // The first file of a change outside git is its record and completes nothing.
  const outside = { form: 'outside-git' } as const;
  expect(statement({ source: 'follow-up', file: own }, outside)).not.toContain('completed');
  expect(statement(later, outside)).toContain(completed(later.file));
});

test('a type without time to complete leaves nothing open, not even on the day of the merge', () => {
  const record = { clause, requires: ['reason'], risk: ['data'] };
  for (const rule of ['record-fields', 'risk-parts']) {
    const { outcome } = judge(rule, { record }, { fields: fields({}) }, { asOf: '2026-04-02' });
    expect(outcome).toBe('fail');
  }
});

test.for([
  [['ai-dpa'], 'in content/changes, under "trailers".'],
  [['reason', 'ai-dpa'], 'in content/changes, AI-DPA under "trailers".'],
  [['reason'], 'in content/changes.'],
] as const)('what is missing is told with its place in a follow-up: %j', ([requires, words]) => {
  const { remedy } = judge('record-fields', { record: { clause, requires } }, { fields: {} });
  expect(remedy).toContain(words);
});

/** Each field in a file of its own, which lands as it is said. */
type Landings = Readonly<Record<string, Landing | undefined>>;
const fileOf = (field: string) => `content/changes/${field}.mdx`;

function judgeLanded(landings: Landings, { asOf = '2026-06-01' } = {}) {
  const requires = Object.keys(landings);
  const followUps = Object.entries(landings).map(([field, landing]): FollowUp => ({
    ...followUp({}),
    source: { file: fileOf(field), text: '' },
    ...(landing && { landing }),
  }));
  const completed = Object.fromEntries(
    requires.map((field) => [
      field,
      { value: 'PLAT-7', source: 'follow-up' as const, file: fileOf(field) },
    ]),
  );
  return judge(
    'record-in-time',
    { types: { normal: { ...normal, recordWithin: 'PT24H' } }, record: { clause, requires } },
    { fields: { ...fields({}), ...completed }, followUps },
    { asOf },
  );
}

const landed = (values: Record<string, string>): Landing => ({
  parts: Object.fromEntries(Object.entries(values).map(([field, at]) => [field, moment(at)])),
  proofs: {},
});
const early = '2026-04-02T15:00:00+01:00';
const inTime = '2026-04-03T10:00:00+01:00';
const late = '2026-04-04T10:00:00+01:00';
const shallow = { unknown: 'the clone is shallow' };

/** Both orders of two fields that land differently. */
const bothWays = (reason: Landing, ticket: Landing): readonly Landings[] => [
  { reason, ticket },
  { ticket, reason },
];

test('a record is complete when the last of its fields has landed, whichever stands first', () => {
  for (const landings of bothWays(landed({ reason: early }), landed({ ticket: inTime }))) {
    expect(judgeLanded(landings)).toMatchObject({
      outcome: 'pass',
      statement: expect.stringContaining('landed in the book on 3 April 2026, 10:00') as string,
    });
  }
  for (const landings of bothWays(landed({ reason: early }), landed({ ticket: late }))) {
    expect(judgeLanded(landings)).toMatchObject({
      outcome: 'fail',
      statement: expect.stringContaining('landed in the book on 4 April 2026, 10:00') as string,
    });
  }
});

test('a field that landed late is a deviation, though of another it is not known when it landed', () => {
  for (const landings of bothWays(landed({ reason: late }), shallow)) {
    expect(judgeLanded(landings).outcome).toBe('fail');
  }
});

test('only the fields of which no landing is known are named as such', () => {
  for (const landings of bothWays(landed({ reason: early }), shallow)) {
    expect(judgeLanded(landings)).toMatchObject({
      outcome: 'unknown',
      statement:
        'A follow-up states Ticket, and it is not known when that landed in the book: the clone is shallow.',
    });
  }
  expect(judgeLanded({ reason: undefined }).statement).toContain(
    'the history of the book was not read',
  );
});

test('what lands after the day of the judgement is not there on it, and on that day it is', () => {
  const landings = { reason: landed({ reason: inTime }) };
  expect(judgeLanded(landings, { asOf: '2026-04-03' }).outcome).toBe('pass');
  const before = judgeLanded(landings, { asOf: '2026-04-02' });
  expect([before.outcome, before.statement]).toEqual([
    'unknown',
    'The record still lacks Reason, which content/changes/reason.mdx had not brought into the book by 2 April 2026; it is due to be complete by 3 April 2026, 14:05, within 24 hours of the merge.',
  ]);
});

test('a file that has not landed completes nothing', () => {
  expect(judgeLanded({ reason: landed({}) }, { asOf: '2026-04-03' }).outcome).toBe('unknown');
  expect(judgeLanded({ reason: landed({}) }).outcome).toBe('fail');
  for (const landings of bothWays(landed({}), landed({ ticket: early }))) {
    expect(judgeLanded(landings).statement).toContain(
      'lacks Reason, which content/changes/reason.mdx had not',
    );
  }
  expect(judgeLanded({ reason: landed({}), ticket: landed({}) }).statement).toContain(
    'lacks Reason, Ticket, which content/changes/reason.mdx and content/changes/ticket.mdx had not',
  );
});

test('the time for a record runs from the merge, and outside git from the change', () => {
  const words = (form: ChangeRecord['form']) =>
    judge(
      'record-in-time',
      {
        types: { normal: { ...normal, recordWithin: 'PT24H' } },
        record: { clause, requires: ['reason'] },
      },
      { form, fields: fields({}) },
    ).statement;
  expect(words('merge')).toContain('within 24 hours of the merge.');
  expect(words('outside-git')).toContain('within 24 hours of the change.');
});
