import { expect, test } from 'vitest';
import type { ChangeRecord, Sourced } from '#core/model/change-record.ts';
import type { RecordField } from '#core/model/record-fields.ts';
import { clause, fields, followUp, judge } from './judge-by-rule.ts';

const open = { clause, approvals: 0, recordWithin: 'PT24H' };
/** Each rule on what may be completed, the field it asks for, and words that say nothing of it. */
const cases = [
  ['emergency-incident', 'incident', 'to be opened', { types: { normal: needing('incident') } }],
  [
    'rollback-incident',
    'incident',
    'still to be opened',
    { rollback: { clause, incident: 'must' } },
  ],
  ['rollback-real', 'rollback', 'TBD', { rollback: { clause, scopes: ['database'] } }],
  ['tests', 'tested', 'not-run', { types: { normal: { ...open, tests: 'required' } } }],
  ['staging', 'staging', 'not-run; urgent', { types: { normal: { ...open, staging: 'must' } } }],
  ['risk-parts', 'risk', 'TBD', { record: { clause, requires: ['risk'], risk: ['data'] } }],
  ['record-fields', 'ai-dpa', 'TBD', { record: { clause, requires: ['ai-dpa'] } }],
] as const;
const judgeField = (
  rule: string,
  name: RecordField,
  read: Sourced<string> | undefined,
  { rules, asOf = '2026-06-01' }: { rules: object; asOf?: string },
) => {
  const { [name]: _, ...others } = fields({ restores: 'platform-3' });
  const given: ChangeRecord['fields'] = read ? { ...others, [name]: read } : others;
  const change = { fields: given, scopes: ['database'], followUps: [followUp({})] };
  return judge(rule, { types: { normal: open }, ...rules }, change, { asOf });
};

function needing(field: string) {
  return { ...open, needs: [field] };
}

test.for(cases)('%s is open while %s may be completed, and then fails', ([rule, name, , rules]) => {
  const found = judgeField(rule, name, undefined, { rules, asOf: '2026-04-03' });
  expect(found.outcome).toBe('unknown');
  expect(found.statement).toMatch(/\. The record may be completed until 3 April 2026, 14:05\.$/);
  expect(found.remedy).toContain('in a follow-up in content/changes by 3 April 2026, 14:05');
  const late = judgeField(rule, name, undefined, { rules, asOf: '2026-04-04' });
  expect(late.outcome).toBe('fail');
  expect(late.statement).not.toContain('may be completed');
  expect(late.remedy).toContain('in a follow-up in content/changes');
});

test.for(cases)('%s takes words that leave %s open for none: "%s"', ([rule, name, text, rules]) => {
  const read = { value: text, source: 'message' } as const;
  expect(judgeField(rule, name, read, { rules, asOf: '2026-04-03' }).outcome).toBe('unknown');
  const late = judgeField(rule, name, read, { rules });
  expect(late.outcome).toBe('fail');
  expect(late.remedy).toContain('in a follow-up in content/changes');
});

test.for([
  ['rollback-real', 'rollback', 'revert; the merge', { scopes: ['database'] }],
  ['risk-parts', 'risk', 'availability low', {}],
] as const)('%s: what the message says of the %s stands', ([rule, name, value, rollback]) => {
  const rules = {
    rollback: { clause, ...rollback },
    record: { clause, requires: ['risk'], risk: ['data', 'availability'] },
  };
  for (const asOf of ['2026-04-03', '2026-06-01']) {
    for (const source of ['message', 'export'] as const) {
      const found = judgeField(rule, name, { value, source }, { rules, asOf });
      expect(found.outcome).toBe('fail');
      expect(found.remedy).toMatch(/ Afterwards: answer the deviation in content\/answers\.$/);
    }
    const file = 'content/changes/platform-7.mdx';
    const later = judgeField(rule, name, { value, source: 'follow-up', file }, { rules, asOf });
    expect(later.remedy).toContain(`Afterwards: correct it in ${file}`);
  }
});

test('what a policy only recommends asks for no answer', () => {
  const types = { normal: { clause, approvals: 0, tests: 'recommended', staging: 'should' } };
  const rollback = { clause, level: 'should', scopes: ['database'] };
  const remedy = (rule: string, values: Record<string, string> = {}) =>
    judge(rule, { types, rollback }, { fields: fields(values), scopes: ['database'] }).remedy;
  expect(remedy('tests')).toMatch(/write the result in a follow-up in content\/changes\.$/);
  expect(remedy('staging')).toMatch(
    /state the cause in the reason, and it remains as advice\. Afterwards/,
  );
  expect(remedy('staging')).toMatch(
    /if it ran there, write it in a follow-up in content\/changes\.$/,
  );
  expect(remedy('rollback-real', { rollback: 'revert' })).toMatch(/it remains as advice\.$/);
  const must = { normal: { clause, approvals: 0, staging: 'must' } };
  expect(judge('staging', { types: must }, { fields: fields({}) }).remedy).not.toContain('reason');
});

test.for([
  ['to be opened', 'names the incident "to be opened", which is not an id that can be looked up.'],
  ['to be opened on 3 March', 'names the incident "to be opened on 3 March", which is not'],
  ['TBD', 'The change does not name an incident.'],
])('an emergency and a rollback name an incident that can be looked up: "%s"', ([text, words]) => {
  const given = { fields: fields({ restores: 'platform-3', incident: text ?? '' }) };
  const types = { normal: { clause, approvals: 0, needs: ['incident'] } };
  const emergency = judge('emergency-incident', { types }, given);
  expect(emergency).toMatchObject({ outcome: 'fail' });
  expect(emergency.statement).toContain(words);
  const rollback = judge('rollback-incident', { rollback: { clause, incident: 'must' } }, given);
  expect(rollback).toMatchObject({ outcome: 'fail' });
  expect(rollback.statement).toContain(
    text === 'TBD'
      ? 'platform-3 and does not name an incident.'
      : 'names the incident "to be opened',
  );
});

test('a follow-up that names another incident contradicts the message', () => {
  const types = { normal: { clause, approvals: 0, needs: ['incident'] } };
  const found = (incident: string) =>
    judge(
      'emergency-incident',
      { types },
      { fields: fields({ incident: 'INC-7' }), followUps: [followUp({ incident })] },
    );
  expect(found('TBD').outcome).toBe('pass');
  expect(found('INC-8').remedy).toMatch(/^Name the same incident in the follow-ups/);
});

test.for([
  [{ tested: 'not-run', staging: 'not-run' }, 'pass', 'tested, staging'],
  [{ tested: 'TBD' }, 'fail', 'lacks staging, tested (only filler: "TBD")'],
  [{ tested: 'passed', staging: 'no' }, 'fail', 'staging ("no" is not in its form)'],
  [{ tested: 'not tested', staging: 'passed' }, 'fail', '("not tested" is not in its form)'],
] as const)(
  'a record that states its results is complete, also without success: %j',
  ([values, outcome, words]) => {
    const record = { clause, requires: ['tested', 'staging'] };
    const found = judge('record-fields', { record }, { fields: fields(values) });
    expect(found.outcome).toBe(outcome);
    expect(found.statement).toContain(words);
  },
);

test.for([
  ['required', 'fail'],
  ['recommended', 'pass'],
  [undefined, 'fail'],
] as const)(
  'with tests %s, tests run long after "not-run" make the record %s',
  ([tests, outcome]) => {
    const file = 'content/changes/platform-7.mdx';
    const at = '2026-04-20T10:00:00+01:00' as never;
    const tested = {
      value: 'passed; forty of forty',
      source: 'follow-up',
      file,
      instead: 'not-run',
    } as const;
    const found = judge(
      'record-in-time',
      {
        types: { normal: { ...open, ...(tests && { tests }) } },
        record: { clause, requires: ['tested'] },
      },
      {
        fields: { ...fields({}), tested },
        followUps: [{ ...followUp({}), landing: { at, parts: { tested: at }, proofs: {} } }],
      },
    );
    expect(found.outcome).toBe(outcome);
  },
);
