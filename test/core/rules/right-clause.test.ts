import { expect, test } from 'vitest';
import { approval, fields, judge } from './judge-by-rule.ts';

const types = {
  normal: {
    clause: '3.b',
    approvals: 1,
    tests: 'required',
    staging: 'must',
    leadTime: 'P1D',
    needs: ['incident'],
    recordWithin: 'PT24H',
  },
};
const record = { clause: '4.a', requires: ['reason'] };
const rules = { types, record, review: { clause: '4.b' } };
const other = {
  approvals: '7.a',
  leadTime: '7.b',
  tests: '7.c',
  staging: '7.d',
  needs: '7.e',
  recordWithin: '7.f',
};

test.for([
  ['approvals', '4.b', '7.a'],
  ['lead-time', '3.b', '7.b'],
  ['tests', '3.b', '7.c'],
  ['staging', '3.b', '7.d'],
  ['emergency-incident', '3.b', '7.e'],
  ['record-in-time', '3.b', '7.f'],
] as const)(
  '%s names the clause %s, or the one that the type names for it',
  ([rule, own, named]) => {
    const change = { fields: fields({ reason: 'A queue.' }) };
    expect(judge(rule, rules, change).clause).toBe(own);
    const moved = { ...rules, types: { normal: { ...types.normal, clauses: other } } };
    expect(judge(rule, moved, change).clause).toBe(named);
  },
);

test.for([
  [{ approvals: 2 }, '3.b'],
  [{ approvers: ['cto'] }, '3.b'],
  [{ proof: 'exported' }, '3.b'],
  [{}, '4.b'],
] as const)('approvals of %j are required by the clause %s', ([more, clause]) => {
  const asked = { ...rules, types: { normal: { clause: '3.b', approvals: 1, ...more } } };
  expect(judge('approvals', asked, { fields: fields({}) }).clause).toBe(clause);
  const given = { fields: fields({}), approvals: [approval('ada'), approval('ben')] };
  expect(judge('approvals', asked, given).clause).toBe(clause);
});

test('each missing field names the clause that requires it: the common one, the type, the category', () => {
  const prompt = { clause: '10.1', scope: 'ai', type: 'normal', requires: ['ai-dpa'] };
  const asked = { ...rules, categories: { prompt } };
  const missing = (values: Record<string, string>) =>
    judge('record-fields', asked, { fields: fields({ category: 'prompt', ...values }) });
  const dpa = 'quillon; until 2027-01-30';
  expect(missing({ incident: 'INC-7', 'ai-dpa': dpa }).clause).toBe('4.a');
  expect(missing({ reason: 'A queue.', 'ai-dpa': dpa }).clause).toBe('3.b');
  expect(missing({ reason: 'A queue.', incident: 'INC-7' }).clause).toBe('10.1');
  expect(missing({}).statement).toContain(
    'The record lacks reason, incident of clause 3.b, ai-dpa of clause 10.1.',
  );
});
