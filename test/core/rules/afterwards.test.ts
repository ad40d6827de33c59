import { expect, test } from 'vitest';
import { approval, clause, fields, judge, landed, followUp, who } from './judge-by-rule.ts';
import { moment } from '../views/judged-change.ts';

// The change is merged on 2 April 2026 at 14:05 British time; gil is its author.
const emergency = (afterwards: object) => ({
  types: { emergency: { clause, approvals: 0, afterwards: { clause: '5', ...afterwards } } },
});
const change = (more: object) => ({ fields: fields({ type: 'emergency' }), ...more });
const outcome = (afterwards: object, more: object, asOf = '2026-06-01') =>
  judge('afterwards', emergency(afterwards), change(more), { asOf }).outcome;

const before = '2026-04-02T13:50:00+01:00';
const hour = '2026-04-02T15:00:00+01:00';
const day = '2026-04-03T09:00:00+01:00';
const week = '2026-04-09T09:00:00+01:00';
const note = 'Am Telefon.';
const spoken = (fields: object = {}) => ({
  spokenApproval: { at: before, by: 'ben', note, ...fields },
});
const review = (fields: object = {}) => ({
  securityReview: { at: day, by: 'ben', note, ...fields },
});
const tested = (fields: object = {}) => ({
  testedAfter: { at: hour, by: 'ada', result: 'passed', note, ...fields },
});
const written = (at: string, by = 'ben') => ({ approvals: [{ at, by, evidence: 'Vorfall 7.' }] });
const given = (at: string, more: object = {}) => ({
  approvals: [approval('ben', { at: moment(at), source: 'follow-up', ...more })],
});

test.for<[string, object, object, string]>([
  ['a spoken approval', { spoken: true }, { followUps: [followUp(spoken())] }, 'pass'],
  ['none', { spoken: true }, {}, 'fail'],
  ['one by the author', { spoken: true }, { followUps: [followUp(spoken({ by: 'gil' }))] }, 'fail'],
  [
    'one after the merge',
    { spoken: true },
    { followUps: [followUp(spoken({ at: hour }))] },
    'fail',
  ],
  ['one recorded in time', { spoken: true }, { followUps: [landed(spoken(), hour)] }, 'pass'],
  ['one recorded late', { spoken: true }, { followUps: [landed(spoken(), week)] }, 'fail'],
  ['one that never landed', { spoken: true }, { followUps: [landed(spoken(), 'never')] }, 'fail'],
  ['a written one in time', { approval: 'PT24H' }, given(day), 'pass'],
  ['a written one before', { approval: 'PT24H' }, given(before), 'pass'],
  ['a written one too late', { approval: 'PT24H' }, given(week), 'fail'],
  [
    'one that landed too late',
    { approval: 'PT24H' },
    given(hour, { landed: { at: week } }),
    'fail',
  ],
  [
    'one on the forge after the merge',
    { approval: 'PT24H' },
    given(day, { void: 'late', isLate: true }),
    'pass',
  ],
  ['one of another revision', { approval: 'PT24H' }, given(hour, { void: 'other' }), 'fail'],
  ['one by its author', { approval: 'PT24H' }, given(hour, { by: who('gil') }), 'fail'],
  [
    'one by nobody who is registered',
    { approval: 'PT24H' },
    given(hour, { by: { name: 'x', email: '' } }),
    'fail',
  ],
  [
    'both',
    { spoken: true, approval: 'PT24H' },
    { ...given(day), followUps: [followUp(spoken())] },
    'pass',
  ],
  ['only the written one of both', { spoken: true, approval: 'PT24H' }, given(day), 'fail'],
])('an emergency with %s', ([, afterwards, more, expected]) => {
  expect(outcome(afterwards, more)).toBe(expected);
});

const security = { securityReview: { within: 'P2D', roles: ['security'] } };
test.for<[string, object, object, string]>([
  ['a review in time', security, { followUps: [followUp(review())] }, 'pass'],
  ['no review', security, {}, 'fail'],
  ['a review by another role', security, { followUps: [followUp(review({ by: 'ada' }))] }, 'fail'],
  ['a late review', security, { followUps: [followUp(review({ at: week }))] }, 'fail'],
  [
    'a review before the merge',
    security,
    { approvals: [approval('ben', { capacity: 'security-reviewed' })] },
    'pass',
  ],
  ['tests that passed', { tests: 'P1D' }, { followUps: [followUp(tested())] }, 'pass'],
  [
    'tests that failed',
    { tests: 'P1D' },
    { followUps: [followUp(tested({ result: 'failed' }))] },
    'fail',
  ],
  [
    'tests that partly passed',
    { tests: 'P1D' },
    { followUps: [followUp(tested({ result: 'partly' }))] },
    'fail',
  ],
  [
    'tests before the deployment',
    { tests: 'P1D' },
    { followUps: [followUp(tested({ at: before }))] },
    'fail',
  ],
  ['late tests', { tests: 'P1D' }, { followUps: [followUp(tested({ at: week }))] }, 'fail'],
])('an emergency with %s afterwards', ([, afterwards, more, expected]) => {
  expect(outcome(afterwards, more)).toBe(expected);
});

test('what can still be done is unknown, and nothing is demanded of other types', () => {
  for (const demand of [{ approval: 'P2D' }, security, { tests: 'P2D' }]) {
    expect(outcome(demand, {}, '2026-04-03')).toBe('unknown');
    expect(outcome(demand, {}, '2026-04-05')).toBe('fail');
  }
  const judged = judge('afterwards', emergency({}), change({}));
  expect(judged.outcome).toBe('not-applicable');
  expect(judge('afterwards', {}, change({})).outcome).toBe('not-applicable');
  expect(judge('afterwards', emergency({ tests: 'P1D' }), change({}))).toMatchObject({
    clause: '5',
    remedy: expect.stringContaining('"testedAfter" in content/changes/platform-7.mdx') as string,
  });
  // A deposit of a written approval in the file alone is not one of the change.
  expect(outcome({ approval: 'PT24H' }, { followUps: [followUp(written(day))] })).toBe('fail');
});

const scopes = ['security'];
const sensitive = (more: object) => ({
  sensitive: { clause, scopes, reviewers: ['security'], ...more },
});
const reviewed = (proof = 'stated') =>
  approval('ben', { capacity: 'security-reviewed', proof: proof as never });

test.for<[string, object, object[], string]>([
  [
    'the reviewer alone approved',
    { reviewerIsNotApprover: 'must' },
    [reviewed(), approval('ben')],
    'fail',
  ],
  [
    'another person approved',
    { reviewerIsNotApprover: 'must' },
    [reviewed(), approval('ada')],
    'pass',
  ],
  [
    'both approved',
    { reviewerIsNotApprover: 'must' },
    [reviewed(), approval('ben'), approval('ada')],
    'pass',
  ],
  ['the policy allows it', {}, [reviewed(), approval('ben')], 'pass'],
  ['the review is stated and has to be exported', { proof: 'exported' }, [reviewed()], 'fail'],
  ['the review is exported', { proof: 'exported' }, [reviewed('exported')], 'pass'],
  ['the review is signed', { proof: 'exported' }, [reviewed('signed')], 'pass'],
])('a security review where %s', ([, more, approvals, expected]) => {
  const given = { fields: fields({}), scopes, approvals: approvals as never };
  expect(judge('security-review', sensitive(more), given).outcome).toBe(expected);
});

test.for<[string, string | undefined, string[], string]>([
  ['has no proof of its own', undefined, ['merged', 'stated'], 'pass'],
  ['is as stated as asked', 'stated', ['merged', 'stated'], 'pass'],
  ['is weaker', 'exported', ['merged', 'stated'], 'fail'],
  ['is as strong', 'exported', ['merged', 'exported'], 'pass'],
  ['is weaker beside two that are strong', 'exported', ['merged', 'exported', 'stated'], 'pass'],
])('a second approval that %s', ([, otherProof, proofs, expected]) => {
  const major = { clause, approvals: 2, proof: 'merged', ...(otherProof && { otherProof }) };
  const approvals = proofs.map((proof, index) =>
    approval(['ada', 'ben', 'eve'][index] ?? '', { proof: proof as never }),
  );
  const rules = { types: { normal: major } };
  expect(judge('approvals', rules, { fields: fields({}), approvals }).outcome).toBe(expected);
});

test.for([
  [undefined, 'stated', 'pass'],
  ['exported', 'stated', 'fail'],
  ['exported', 'exported', 'pass'],
  ['signed', 'exported', 'fail'],
] as const)('a sign-off that has to be %s and is %s', ([proof, own, expected]) => {
  const prompt = { clause, scope: 'ai', type: 'normal', signOff: ['cto'], ...(proof && { proof }) };
  const given = {
    fields: fields({ category: 'prompt' }),
    scopes: ['ai'],
    approvals: [approval('ada', { proof: own })],
  };
  expect(judge('sign-off', { categories: { prompt } }, given).outcome).toBe(expected);
});
