import { expect, test } from 'vitest';
import type { ChangeRecord, Identity } from '#core/model/change-record.ts';
import type { Judgement } from '#core/rules/rule.ts';
import type { Proof } from '#core/schemas/change-rules.ts';
import { moment } from '../views/judged-change.ts';
import { approval, clause, fields, judge, who } from './judge-by-rule.ts';

// The change is merged on 2 April 2026 at 14:05 British time; gil is its author.
const change = { fields: fields({}) };
const normal = (more: object) => ({ types: { normal: { clause, approvals: 1, ...more } } });
const separation = { clause };
const approvals = (
  given: Partial<ChangeRecord>,
  rules: object = normal({}),
  people?: object,
): Judgement => judge('approvals', rules, { ...change, ...given }, people ? { people } : {});
const member = (name: string, address: string) => ({
  name,
  emails: [address],
  roles: [{ role: 'cto', from: '2020-01-01' }],
});

test.for<[Proof, Proof]>([
  ['stated', 'merged'],
  ['merged', 'exported'],
  ['exported', 'signed'],
  ['signed', 'signed'],
])('a pass is proven no better than the weakest of its approvals: %s of %s', ([weak, strong]) => {
  const two = normal({ approvals: 2 });
  const by = (...proofs: Proof[]) => ({
    approvals: proofs.map((proof, index) => approval(['ada', 'ben'][index] ?? '', { proof })),
  });
  expect(approvals(by(weak, strong), two).proof).toBe(weak);
  expect(approvals(by(strong, weak), two).proof).toBe(weak);
});

test.for([
  ['PT24H', '2026-04-03T14:05:00+01:00', 'pass'],
  ['PT24H', '2026-04-03T14:06:00+01:00', 'fail'],
  ['P1D', '2026-04-03T23:59:00+01:00', 'pass'],
  ['P1D', '2026-04-04T00:00:00+01:00', 'fail'],
  [undefined, '2026-04-02T14:05:00+01:00', 'fail'],
] as const)(
  'a tag signed after the merge counts only where the record may follow within %s: %s %s',
  ([recordWithin, at, outcome]) => {
    const asked = normal({ proof: 'signed', ...(recordWithin && { recordWithin }) });
    const tagged = approval('ada', { taggedAt: moment(at), note: 'she signed a tag' });
    const found = approvals({ approvals: [tagged] }, asked);
    expect(found.outcome).toBe(outcome);
    expect(found.statement).toContain(
      outcome === 'pass'
        ? 'Approved by Ada (signed).'
        : 'only stated, and the policy requires signed: she signed a tag',
    );
    const untagged = approvals({ approvals: [approval('ada')] }, asked);
    expect(untagged.statement).toContain('only stated, and the policy requires signed)');
    expect(approvals({ approvals: [tagged] }).statement).toBe(
      'Approved by Ada (stated; she signed a tag).',
    );
  },
);

test('what an approval rests on is said of the best that somebody gave', () => {
  const given = (proof: Proof) => approval('ada', { proof });
  const [stated, merged, signed] = [given('stated'), given('merged'), given('signed')];
  for (const both of [
    [stated, signed],
    [signed, stated],
  ]) {
    expect(approvals({ approvals: both }).statement).toBe('Approved by Ada (signed).');
  }
  const asked = normal({ proof: 'exported' });
  const taken = { ...signed, void: 'it was of an earlier revision' };
  for (const both of [
    [stated, merged],
    [merged, stated],
    [taken, merged],
    [merged, taken],
  ]) {
    expect(approvals({ approvals: both }, asked).statement).toContain('Ada is only merged');
  }
});

test.for<[Identity]>([
  [{ name: 'Ada', email: 'af@home.example' }],
  [{ name: '\u0410da', email: 'af@home.example' }],
  [{ name: 'A. F.', email: '\u0430da@example.org' }],
])('an author who is taken for the approver may be the approver: %j', ([author]) => {
  const given = { ...change, authors: [author], approvals: [approval('ada')] };
  const named = `author "${author.name} <${author.email}>", who is not in people.yaml`;
  for (const code of ['approvals', 'separation']) {
    const { outcome, statement } = judge(code, { separation }, given);
    expect(outcome).toBe('fail');
    expect(statement).toContain(named);
    expect(statement).not.toContain('among its authors');
  }
});

test('a namesake who is registered is somebody else', () => {
  const people = { ada: member('Ada', 'ada@example.org'), ann: member('Ada', 'ann@example.org') };
  const given = {
    ...change,
    authors: [{ ...who('ann'), name: 'Ada' }],
    approvals: [approval('ada')],
  };
  for (const code of ['approvals', 'separation']) {
    expect(judge(code, { separation }, given, { people }).outcome).toBe('pass');
  }
});

test('an author without an address is not taken for somebody whose name cannot be seen', () => {
  const people = { ada: member('\u200b', 'ada@example.org') };
  const given = { authors: [{ name: 'Una', email: '' }], approvals: [approval('ada')] };
  expect(approvals(given, normal({}), people).outcome).toBe('unknown');
});

test('whoever is nobody in people.yaml is nobody, whatever anybody there is called', () => {
  const people = { undefined: member('Una', 'una@example.org') };
  const stranger = { ...approval('x'), by: { name: 'Vic', email: 'vic@elsewhere.example' } };
  expect(approvals({ approvals: [stranger] }, normal({}), people).outcome).toBe('fail');
});

test.for([
  ['security-reviewed', 'fail'],
  ['reviewed', 'pass'],
] as const)(
  'an author has approved alone where somebody else has %s it: %s',
  ([capacity, outcome]) => {
    const given = { ...change, approvals: [approval('gil'), approval('ben', { capacity })] };
    expect(judge('separation', { separation }, given).outcome).toBe(outcome);
    expect(approvals(given).outcome).toBe(outcome);
  },
);

test('an author whom nobody knows leaves open what is approved, and nothing else', () => {
  const given = { ...change, authors: [{ name: 'Una', email: 'una@elsewhere.example' }] };
  const outcomes = (more: Partial<ChangeRecord>) =>
    ['approvals', 'separation'].map(
      (code) => judge(code, { separation }, { ...given, ...more }).outcome,
    );
  expect(outcomes({ approvals: [approval('ada')] })).toEqual(['unknown', 'unknown']);
  // Nobody approved it, so nobody approved it as an author.
  expect(outcomes({})).toEqual(['fail', 'pass']);
});

test.for<[Identity, string]>([
  [{ name: 'Una', email: 'una@elsewhere.example' }, '"Una <una@elsewhere.example>"'],
  [{ name: 'Una', email: '' }, '"Una"'],
  [{ name: 'una@elsewhere.example', email: 'una@elsewhere.example' }, '"una@elsewhere.example"'],
])('a stranger is named as the commit has it: %j', ([stranger, named]) => {
  const { statement } = approvals({ authors: [stranger], approvals: [approval('ada')] });
  expect(statement).toContain(`independent: ${named} wrote a part of it`);
  const deployed = {
    ...change,
    approvals: [approval('ada')],
    merger: { value: stranger, source: 'graph' as const },
  };
  const rules = { separation: { clause, highRisk: { types: ['normal'] } } };
  expect(judge('two-people', rules, deployed).statement).toContain(
    `${named}, who is not in people.yaml`,
  );
});

test('each section that asks for a security review has to have its own', () => {
  const prompt = { clause: '2', scope: 'ai', type: 'normal', securityReview: ['security'] };
  const rules = {
    categories: { prompt },
    sensitive: { clause: '1', scopes: ['ai'], reviewers: ['cto'] },
  };
  const reviewed = (...ids: string[]) =>
    judge('security-review', rules, {
      fields: fields({ category: 'prompt' }),
      scopes: ['ai'],
      approvals: ids.map((id) => approval(id, { capacity: 'security-reviewed' })),
    });
  const short = reviewed('ben');
  expect(short).toMatchObject({ outcome: 'fail', clause: '1' });
  expect(short.statement).toContain('role CTO, and it touches the scope ai');
  expect(reviewed('ada')).toMatchObject({ outcome: 'fail', clause: '2' });
  expect(reviewed('ada', 'ben')).toMatchObject({ outcome: 'pass', clause: '2' });
});

test('a sign-off that is missing is told with the clause that asks for it', () => {
  const category = { scope: 'ai', type: 'normal' };
  const categories = {
    filter: { ...category, clause: '1' },
    prompt: { ...category, clause: '2', signOff: ['cto'] },
    model: { ...category, clause: '3', signOff: ['cto', 'security'] },
  };
  const signed = (...ids: string[]) =>
    judge(
      'sign-off',
      { categories },
      {
        fields: fields({ category: 'filter, prompt, model' }),
        approvals: ids.map((id) => approval(id, { proof: id === 'ada' ? 'signed' : 'stated' })),
      },
    );
  const missing = (role: string) =>
    `No holder of the role ${role} on that day who is not an author signed it off.`;
  expect(signed('ben')).toMatchObject({ outcome: 'fail', clause: '2', statement: missing('CTO') });
  expect(signed('ada')).toMatchObject({
    outcome: 'fail',
    clause: '3',
    statement: missing('Security'),
  });
  expect(signed()).toMatchObject({
    clause: '2',
    statement: `${missing('CTO')} ${missing('Security')}`,
  });
  expect(signed('ada', 'ben')).toMatchObject({
    outcome: 'pass',
    clause: '2',
    statement: 'Signed off by Ada (CTO). Signed off by Ben (Security).',
    proof: 'stated',
  });
});

const stranger = (name: string, email = '') =>
  approval('x', { by: { name, email }, proof: 'exported', source: 'export' });

test.for<[string, Partial<ChangeRecord>, string, string]>([
  ['an account that nobody registered', { approvals: [stranger('pr4man')] }, 'fail', 'unknown'],
  ['a deleted account', { approvals: [stranger('')] }, 'unknown', 'unknown'],
  ['the account of the deleted', { approvals: [stranger('ghost')] }, 'unknown', 'unknown'],
  ['an address', { approvals: [stranger('Priya', 'p@elsewhere.example')] }, 'fail', 'unknown'],
  ['two of them', { approvals: [stranger('one'), stranger('two')] }, 'fail', 'unknown'],
  ['it and a person', { approvals: [stranger('pr4man'), approval('ada')] }, 'pass', 'pass'],
  ['it and the author', { approvals: [stranger(''), approval('gil')] }, 'unknown', 'fail'],
  ['it, given too late', { approvals: [{ ...stranger(''), void: 'it is late' }] }, 'fail', 'pass'],
])('approved by %s', ([, given, approved, separate]) => {
  const found = approvals(given, { ...normal({}), separation });
  expect(found.outcome).toBe(approved);
  expect(found.statement).not.toMatch(/ {2}|\( is/);
  expect(judge('separation', { ...normal({}), separation }, { ...change, ...given }).outcome).toBe(
    separate,
  );
});
