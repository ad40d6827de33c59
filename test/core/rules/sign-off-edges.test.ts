import { expect, test } from 'vitest';
import type { Approval, ChangeRecord } from '#core/model/change-record.ts';
import type { Judgement } from '#core/rules/rule.ts';
import type { Proof } from '#core/schemas/change-rules.ts';
import { approval, clause, fields, judge, who } from './judge-by-rule.ts';

// gil is the author of the change.
const change = { fields: fields({}) };
const normal = (more: object) => ({ types: { normal: { clause, approvals: 1, ...more } } });
const approvals = (
  given: Partial<ChangeRecord>,
  rules: object = normal({}),
  people?: object,
): Judgement => judge('approvals', rules, { ...change, ...given }, people ? { people } : {});
const member = (name: string, role: string) => ({
  name,
  emails: [`${name.toLowerCase()}@example.org`],
  roles: [{ role, from: '2020-01-01' }],
});

const prompt = { clause, scope: 'ai', type: 'normal', signOff: ['cto'] };
const signedOff = (given: Partial<ChangeRecord>, more: object = {}, rest: object = {}): Judgement =>
  judge(
    'sign-off',
    { ...normal(more), categories: { prompt }, ...rest },
    { fields: fields({ category: 'prompt' }), scopes: ['ai'], ...given },
  );
const unsigned = 'No holder of the role CTO on that day who is not an author signed it off';

test.for<[Proof, Proof, string, string]>([
  ['stated', 'stated', 'pass', 'add "Approved-by'],
  ['merged', 'stated', 'pass', 'add "Approved-by'],
  ['exported', 'merged', 'fail', 'in its pull request'],
  ['exported', 'exported', 'pass', ''],
  ['signed', 'exported', 'fail', 'to a merge that the approver signs'],
  ['signed', 'signed', 'pass', ''],
])('where %s is asked for, one who is %s signs off: %s', ([proof, given, outcome, way]) => {
  const found = signedOff({ approvals: [approval('ada', { proof: given })] }, { proof });
  expect(found.outcome).toBe(outcome);
  if (outcome === 'fail') {
    expect(found.statement).toBe(
      `${unsigned} (the approval by Ada is only ${given}, and the policy requires ${proof}).`,
    );
    expect(approvals({}, normal({ proof })).remedy).toContain(way);
  }
  expect(signedOff({}, { proof }).remedy).toContain(way);
});

test('a sign-off is an approval of the change, of which a review of its security is none', () => {
  const review = approval('ada', { capacity: 'security-reviewed' });
  expect(signedOff({ approvals: [review] })).toMatchObject({
    outcome: 'fail',
    statement: `${unsigned} (ada reviewed the security of the change and did not approve the change).`,
  });
  for (const approvals of [
    [review, approval('ada')],
    [approval('ada'), review],
  ]) {
    expect(signedOff({ approvals }).outcome).toBe('pass');
  }
});

test('why an approval signs nothing off is told of those who may hold the role', () => {
  const stranger = { ...approval('x'), by: { name: 'Vic', email: 'vic@elsewhere.example' } };
  const given = [approval('ben', { void: 'it was of an earlier revision' }), stranger];
  expect(signedOff({ approvals: given }).statement).toBe(
    `${unsigned} (Vic is not in people.yaml).`,
  );
});

test('without a type no sign-off is proof enough, and none is missing all the same', () => {
  const typeless = { fields: { category: fields({ category: 'prompt' }).category! } };
  expect(signedOff({ ...typeless, approvals: [approval('ada')] })).toMatchObject({
    outcome: 'unknown',
    clause,
    statement: 'The change declares no type of the policy, so it is not known what it requires.',
  });
  const missing = signedOff(typeless);
  expect(missing.outcome).toBe('fail');
  expect(missing.remedy).toContain('have it approved for CTO and add "Approved-by');
});

test('the second person of a high risk has approved the change, as well proven as its type asks', () => {
  const rules = (proof: Proof) => ({
    ...normal({ proof }),
    separation: { clause, highRisk: { types: ['normal'] } },
  });
  const merger = { value: { ...who('eve'), name: 'Eve' }, source: 'graph' as const };
  const found = (proof: Proof, second: Partial<Approval>, more: Partial<ChangeRecord> = {}) => {
    const first = approval('eve', { proof: 'signed' });
    const both = [first, approval('ben', { proof: 'stated', ...second })];
    return judge('two-people', rules(proof), { ...change, merger, ...more, approvals: both });
  };
  expect(found('stated', {}).outcome).toBe('pass');
  expect(found('merged', {}).outcome).toBe('pass');
  expect(found('exported', { proof: 'exported' }).outcome).toBe('pass');
  expect(found('exported', {})).toMatchObject({
    outcome: 'fail',
    statement:
      'Eve both approved and deployed it, and its type is normal (the approval by Ben is only stated, and the policy requires exported).',
  });
  expect(found('stated', { capacity: 'security-reviewed' }).statement).toContain(
    '(ben reviewed the security of the change and did not approve the change)',
  );
  const bot = { value: { name: 'x', email: 'x@example.org' }, source: 'graph' as const };
  expect(found('exported', {}, { merger: bot })).toMatchObject({ outcome: 'unknown' });
});

const crew = {
  gil: member('Gil', 'technical'),
  ada: member('Ada', 'executive'),
  ben: member('Ben', 'security'),
};
const asked = {
  ...normal({ approvals: 2, approvers: ['executive', 'technical'] }),
  separation: { clause, deputies: { technical: ['ciso', 'security'] } },
};
const both = { approvals: [approval('ada'), approval('ben')] };

test('where the only holder of a role is an author its deputy approves', () => {
  expect(approvals(both, asked, crew)).toMatchObject({
    outcome: 'pass',
    statement:
      'Approved by Ada (stated) and Ben (stated), including Ben (Security) as deputy, because no holder of the role Technical is independent of it.',
  });
  const missed = approvals({ approvals: [approval('ada')] }, asked, crew);
  expect(missed).toMatchObject({
    outcome: 'fail',
    statement:
      'The change has 1 of 2 approvals by an independent person: Ada (stated); none by a deputy for the role Technical (CISO or Security; no holder of it is independent).',
  });
  expect(missed.remedy).toContain('have it approved for CISO or Security and add');
  const neither = approvals({}, asked, crew);
  expect(neither.statement).toContain(
    'independent person; none for Executive; none by a deputy for',
  );
  expect(neither.remedy).toContain('have it approved for Executive and CISO or Security and add');
});

test('a deputy counts only where nobody independent holds the role, and not without one', () => {
  const eve = member('Eve', 'technical');
  expect(approvals(both, asked, { ...crew, eve })).toMatchObject({
    outcome: 'fail',
    statement:
      'The change has 2 of 2 approvals by an independent person: Ada (stated) and Ben (stated); none for Technical.',
  });
  expect(approvals(both, { ...asked, separation: { clause } }, crew).statement).toContain(
    'On that day no person who is not an author had the role Technical',
  );
  const few = { ...crew, ben: member('Ben', 'engineer') };
  expect(approvals(both, asked, few).statement).toContain(
    'On that day no person who is not an author had the role CISO or Security',
  );
});

test('one person is not the deputy and the holder of another role at once', () => {
  const rules = {
    ...normal({ approvals: 1, approvers: ['executive', 'technical'] }),
    separation: { clause, deputies: { technical: ['executive'] } },
  };
  expect(approvals({ approvals: [approval('ada')] }, rules, crew).outcome).toBe('fail');
  const eve = member('Eve', 'executive');
  const given = { approvals: [approval('ada'), approval('eve')] };
  expect(approvals(given, rules, { ...crew, eve }).outcome).toBe('pass');
});
