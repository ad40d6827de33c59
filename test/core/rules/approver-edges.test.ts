import { expect, test } from 'vitest';
import type { Approval, ChangeRecord, Identity } from '#core/model/change-record.ts';
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
const member = (name: string, address: string, role = 'cto') => ({
  name,
  emails: [address],
  roles: [{ role, from: '2020-01-01' }],
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
        : 'only stated, and the policy asks for signed: she signed a tag',
    );
    const untagged = approvals({ approvals: [approval('ada')] }, asked);
    expect(untagged.statement).toContain('only stated, and the policy asks for signed)');
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
  expect(statement).toContain(`not known: ${named} wrote a part of it`);
  const deployed = {
    ...change,
    approvals: [approval('ada')],
    merger: { value: stranger, source: 'graph' as const },
  };
  const rules = { separation: { clause, highRisk: { types: ['normal'] } } };
  expect(judge('two-people', rules, deployed).statement).toContain(`deployed by ${named}, who`);
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
    `It is signed off by nobody who held the role ${role} on that day and is no author.`;
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

const prompt = { clause, scope: 'ai', type: 'normal', signOff: ['cto'] };
const signedOff = (given: Partial<ChangeRecord>, more: object = {}, rest: object = {}): Judgement =>
  judge(
    'sign-off',
    { ...normal(more), categories: { prompt }, ...rest },
    { fields: fields({ category: 'prompt' }), scopes: ['ai'], ...given },
  );
const unsigned = 'It is signed off by nobody who held the role CTO on that day and is no author';

test.for<[Proof, Proof, string, string]>([
  ['stated', 'stated', 'pass', 'add "Approved-by'],
  ['merged', 'stated', 'pass', 'add "Approved-by'],
  ['exported', 'merged', 'fail', 'in its pull request'],
  ['exported', 'exported', 'pass', ''],
  ['signed', 'exported', 'fail', 'to a merge that the giver signs'],
  ['signed', 'signed', 'pass', ''],
])('where %s is asked for, one who is %s signs off: %s', ([proof, given, outcome, way]) => {
  const found = signedOff({ approvals: [approval('ada', { proof: given })] }, { proof });
  expect(found.outcome).toBe(outcome);
  if (outcome === 'fail') {
    expect(found.statement).toBe(
      `${unsigned} (the approval by Ada is only ${given}, and the policy asks for ${proof}).`,
    );
    expect(approvals({}, normal({ proof })).remedy).toContain(way);
  }
  expect(signedOff({}, { proof }).remedy).toContain(way);
});

test('a sign-off is an approval of the change, of which a review of its security is none', () => {
  const review = approval('ada', { capacity: 'security-reviewed' });
  expect(signedOff({ approvals: [review] })).toMatchObject({
    outcome: 'fail',
    statement: `${unsigned} (ada reviewed its security, which is no approval of the change).`,
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
    statement: 'What it needs is not known, because it declares no type of the policy.',
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
      'Eve both approved and deployed it, and its type is normal (the approval by Ben is only stated, and the policy asks for exported).',
  });
  expect(found('stated', { capacity: 'security-reviewed' }).statement).toContain(
    '(ben reviewed its security, which is no approval of the change)',
  );
  const bot = { value: { name: 'x', email: 'x@example.org' }, source: 'graph' as const };
  expect(found('exported', {}, { merger: bot })).toMatchObject({ outcome: 'unknown' });
});

const crew = {
  gil: member('Gil', 'gil@example.org', 'technical'),
  ada: member('Ada', 'ada@example.org', 'executive'),
  ben: member('Ben', 'ben@example.org', 'security'),
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
      'Approved by Ada (stated) and Ben (stated), of whom Ben (Security) as deputy, because no holder of the role Technical is independent of it.',
  });
  const missed = approvals({ approvals: [approval('ada')] }, asked, crew);
  expect(missed).toMatchObject({
    outcome: 'fail',
    statement:
      'It has 1 of 2 approvals by an independent person: Ada (stated); none by a deputy of the Technical (CISO or Security), who stands in because no holder of the role is independent of it.',
  });
  expect(missed.remedy).toContain('have it approved for CISO or Security and add');
  const neither = approvals({}, asked, crew);
  expect(neither.statement).toContain(
    'independent person; none for Executive; none by a deputy of',
  );
  expect(neither.remedy).toContain('have it approved for Executive and CISO or Security and add');
});

test('a deputy counts only where nobody independent holds the role, and not without one', () => {
  const eve = member('Eve', 'eve@example.org', 'technical');
  expect(approvals(both, asked, { ...crew, eve })).toMatchObject({
    outcome: 'fail',
    statement:
      'It has 2 of 2 approvals by an independent person: Ada (stated) and Ben (stated); none for Technical.',
  });
  expect(approvals(both, { ...asked, separation: { clause } }, crew).statement).toContain(
    'On that day nobody who is no author held the role Technical',
  );
  const few = { ...crew, ben: member('Ben', 'ben@example.org', 'engineer') };
  expect(approvals(both, asked, few).statement).toContain(
    'On that day nobody who is no author held the role CISO or Security',
  );
});

test('one person is not the deputy and the holder of another role at once', () => {
  const rules = {
    ...normal({ approvals: 1, approvers: ['executive', 'technical'] }),
    separation: { clause, deputies: { technical: ['executive'] } },
  };
  expect(approvals({ approvals: [approval('ada')] }, rules, crew).outcome).toBe('fail');
  const eve = member('Eve', 'eve@example.org', 'executive');
  const given = { approvals: [approval('ada'), approval('eve')] };
  expect(approvals(given, rules, { ...crew, eve }).outcome).toBe('pass');
});
