import { expect, test } from 'vitest';
import type { Approval, ChangeRecord } from '#core/model/change-record.ts';
import { approval, clause, fields, judge, who } from './judge-by-rule.ts';

// The change is merged on 2 April 2026; gil is its author.
const member = (name: string, roles: object[], more: object = {}) => ({
  name,
  emails: [`${name.toLowerCase()}@example.org`],
  roles,
  ...more,
});
const role = (id: string, from = '2020-01-01', to?: string) => ({
  role: id,
  from,
  ...(to !== undefined && { to }),
});
const change = { fields: fields({}) };
const normal = (more: object) => ({ types: { normal: { clause, approvals: 1, ...more } } });
const outcome = (
  given: Partial<ChangeRecord>,
  people?: object,
  rules: object = normal({}),
): string => judge('approvals', rules, { ...change, ...given }, people ? { people } : {}).outcome;

test.for([
  ['2026-04-02', undefined, 'pass'],
  ['2026-04-03', undefined, 'fail'],
  ['2020-01-01', '2026-04-02', 'pass'],
  ['2020-01-01', '2026-04-01', 'fail'],
] as const)('a role from %s to %s counts on both its ends: %s', ([from, to, expected]) => {
  const people = { ada: member('Ada', [role('cto', from, to)]) };
  expect(outcome({ approvals: [approval('ada')] }, people)).toBe(expected);
  const asked = normal({ approvers: ['cto'] });
  expect(outcome({ approvals: [approval('ada')] }, people, asked)).toBe(expected);
});

test('one role that has ended takes nothing from another that holds', () => {
  const people = { ada: member('Ada', [role('cto', '2020-01-01', '2021-01-01'), role('ceo')]) };
  expect(outcome({ approvals: [approval('ada')] }, people)).toBe('pass');
  expect(outcome({ approvals: [approval('ada')] }, people, normal({ approvers: ['cto'] }))).toBe(
    'fail',
  );
});

test.for([
  ['stated', 'stated', 'pass'],
  ['stated', 'exported', 'fail'],
  ['merged', 'exported', 'fail'],
  ['exported', 'exported', 'pass'],
  ['exported', 'signed', 'fail'],
  ['signed', 'exported', 'pass'],
  ['signed', 'signed', 'pass'],
] as const)('an approval that is %s where %s is asked for: %s', ([proof, asked, expected]) => {
  expect(
    outcome({ approvals: [approval('ada', { proof })] }, undefined, normal({ proof: asked })),
  ).toBe(expected);
});

test('of several approvals of one person the best counts, in whichever order', () => {
  const asked = normal({ proof: 'exported' });
  const [weak, strong] = [approval('ada'), approval('ada', { proof: 'exported' })];
  expect(outcome({ approvals: [weak, strong] }, undefined, asked)).toBe('pass');
  expect(outcome({ approvals: [strong, weak] }, undefined, asked)).toBe('pass');
  const taken = approval('ada', { proof: 'signed', void: 'it was of an earlier revision' });
  expect(outcome({ approvals: [strong, taken] }, undefined, asked)).toBe('pass');
  expect(outcome({ approvals: [taken, strong] }, undefined, asked)).toBe('pass');
  expect(outcome({ approvals: [taken] }, undefined, asked)).toBe('fail');
});

test('two strangers are two people, and one person is one', () => {
  const two = { types: { normal: { clause, approvals: 2 } } };
  const stranger = (name: string): Approval => ({ ...approval('x'), by: { name, email: '' } });
  const words = judge('approvals', two, {
    ...change,
    approvals: [stranger('Una'), stranger('Vic')],
  });
  expect(words.statement).toContain('Una is not in people.yaml; Vic is not in people.yaml');
  const nameless = { ...approval('x'), by: { name: '', email: 'una@elsewhere.example' } };
  expect(judge('approvals', two, { ...change, approvals: [nameless] }).statement).toContain(
    'una@elsewhere.example is not in people.yaml',
  );
  expect(outcome({ approvals: [approval('ada'), approval('ada')] }, undefined, two)).toBe('fail');
  expect(outcome({ approvals: [approval('ada'), approval('eve')] }, undefined, two)).toBe('pass');
});

test('an author is known by person or by address', () => {
  const by = { name: 'A. Finch', email: 'GIL@example.org', person: 'ada' };
  expect(outcome({ approvals: [{ ...approval('ada'), by }] })).toBe('fail');
  const nowhere = { name: 'Gil', email: '' };
  const elsewhere = { ...approval('ada'), by: { name: 'Ada', email: '', person: 'ada' } };
  expect(outcome({ authors: [nowhere], approvals: [elsewhere] })).toBe('unknown');
});

test('a dismissed review takes what is only stated of the same person with it', () => {
  const review = {
    source: 'export' as const,
    file: 'exports/p.json',
    digest: 'sha256:0',
    pullRequest: 7,
    changesRequested: [],
    dismissed: [who('ada')],
  };
  expect(outcome({ review, approvals: [approval('ada')] })).toBe('fail');
  expect(outcome({ review, approvals: [approval('eve')] })).toBe('pass');
  expect(outcome({ review, approvals: [approval('ada', { proof: 'signed' })] })).toBe('pass');
});

test('people are chosen for roles so that as few as possible stay open', () => {
  const people = {
    ada: member('Ada', [role('cto'), role('security')]),
    ben: member('Ben', [role('cto')]),
    eve: member('Eve', [role('engineer')]),
  };
  const asked = { types: { normal: { clause, approvals: 2, approvers: ['cto', 'security'] } } };
  const by = (...ids: string[]) => ({ approvals: ids.map((id) => approval(id)) });
  expect(outcome(by('ada', 'ben'), people, asked)).toBe('pass');
  expect(outcome(by('ben', 'ada'), people, asked)).toBe('pass');
  const short = judge('approvals', asked, { ...change, ...by('ada', 'eve') }, { people });
  expect([short.outcome, short.statement]).toEqual([
    'fail',
    'The change has 2 of 2 approvals by an independent person: Ada (stated) and Eve (stated); none for CTO.',
  ]);
});

test('a bot does not make an independent approval possible', () => {
  const people = {
    robo: member('Robo', [role('cto')], { bot: true }),
    gil: member('Gil', [role('engineer')]),
  };
  const alone = judge('approvals', normal({}), change, { people });
  expect(alone.statement).toContain('On that day no person who is not an author had any role');
  expect(alone.remedy).toContain('(a compensating action)');
  const two = { types: { normal: { clause, approvals: 2 } } };
  expect(judge('approvals', two, change, { people }).statement).toContain(
    'only 0 people who are not authors had any role',
  );
});

test('a merge confirms one approval where the type asks for the merge', () => {
  const asked = { types: { normal: { clause, approvals: 2, proof: 'merged' } } };
  const by = (...proofs: Approval['proof'][]) => ({
    approvals: proofs.map((proof, index) => approval(['ada', 'eve'][index] ?? '', { proof })),
  });
  expect(outcome(by('merged', 'stated'), undefined, asked)).toBe('pass');
  expect(outcome(by('stated', 'stated'), undefined, asked)).toBe('fail');
  expect(
    outcome(by('merged', 'stated'), undefined, {
      types: { normal: { ...asked.types.normal, proof: 'exported' } },
    }),
  ).toBe('fail');
});

const sensitive = { clause, scopes: ['security'], reviewers: ['security', 'ciso'] };
const secure = { fields: fields({}), scopes: ['security'] };
const reviewed = (id: string) => approval(id, { capacity: 'security-reviewed' });

test('a security review is of the level of its section, and by a holder of one of its roles', () => {
  const judged = (approvals: Approval[], section: object = sensitive) =>
    judge('security-review', { sensitive: section }, { ...secure, approvals });
  expect(judged([reviewed('ben')])).toMatchObject({ outcome: 'pass', level: 'must' });
  expect(judged([], { ...sensitive, level: 'should' })).toMatchObject({
    outcome: 'fail',
    level: 'should',
  });
  expect(judged([reviewed('gil')]).statement).toContain('(gil is an author of the change)');
  expect(judged([reviewed('eve')]).statement).toContain(
    '(eve did not have the role Security or CISO)',
  );
});

test('without anybody who could review its security the change says so', () => {
  const people = { gil: member('Gil', [role('security')]) };
  const { statement, remedy } = judge('security-review', { sensitive }, secure, { people });
  expect(statement).toContain('so no independent approval was possible');
  expect(remedy).toContain('(a compensating action)');
});

test('an emergency without a retrospective still needs its security review', () => {
  const rules = { types: { normal: { clause, approvals: 0 } }, sensitive };
  expect(judge('security-review', rules, secure).outcome).toBe('fail');
  const retrospective = { clause, within: 'P10D', fields: ['actions'] };
  const afterwards = { types: { normal: { clause, approvals: 1, retrospective } }, sensitive };
  expect(judge('security-review', afterwards, secure).outcome).toBe('fail');
});

test.for([
  [{ types: ['normal'] }, {}, 'its type is normal'],
  [{ scopes: ['security'] }, { scopes: ['security'] }, 'it touches the scope security'],
  [{ risk: 'high' }, { fields: fields({ risk: 'data high' }) }, 'its risk is rated high'],
  [{ risk: 'high' }, { fields: fields({ risk: 'data medium' }) }, undefined],
  [{ risk: 'high' }, {}, undefined],
  [{ types: ['major'] }, {}, undefined],
] as const)('high risk is %j: %j, because %s', ([highRisk, given, why]) => {
  const found = judge('two-people', { separation: { clause, highRisk } }, { ...change, ...given });
  expect(found.outcome).toBe(why === undefined ? 'not-applicable' : 'fail');
  if (why !== undefined) expect(found.statement).toContain(why);
});

test.for([
  'availability medium-high; security low; data low',
  'availability low; security low; data low; compliance high',
  'availability critical; security low; data low',
  'high',
  'availability low and security low',
  'availability low; availability high',
  'hoch für Daten',
  'Verfügbarkeit niedrig',
])('a rating that cannot be read is never the end of the four eyes: "%s"', (risk) => {
  const rules = { separation: { clause, highRisk: { risk: 'high' } } };
  const found = judge('two-people', rules, { ...change, fields: fields({ risk }) });
  expect(found.outcome).toBe('unknown');
  expect(found.statement).toContain('is not in its form');
  const record = { clause, requires: ['risk'], risk: ['availability', 'security', 'data'] };
  const given = { fields: fields({ risk }) };
  expect(judge('record-fields', { record }, given).outcome).toBe('fail');
  expect(judge('risk-parts', { record }, given).outcome).toBe('unknown');
});

test.for([
  ['availability low; data none', 'security'],
  ['availability low. security high. data none.', 'security, data'],
  ['security none', 'availability, data'],
  ['data low. Die Verfügbarkeit ist hoch gefährdet.', 'availability, security'],
  ['availability none; security none. データ高', 'data'],
])('a change that leaves a part of its risk unrated counts as high: "%s"', ([risk, parts]) => {
  const record = { clause, requires: ['risk'], risk: ['availability', 'security', 'data'] };
  const rules = { separation: { clause, highRisk: { risk: 'high' } }, record };
  const found = judge('two-people', rules, { ...change, fields: fields({ risk: risk ?? '' }) });
  expect(found.outcome).toBe('fail');
  expect(found.statement).toContain(`does not rate the risk for ${parts} and so counts as high`);
  const whole = 'availability low; security none; data medium. hoch';
  const rated = { ...change, fields: fields({ risk: whole }) };
  expect(judge('two-people', rules, rated).outcome).toBe('not-applicable');
});

test.for([
  [{ clause, requires: ['risk'] }, 'fail'],
  [{ clause, requires: ['reason'], risk: ['data'] }, 'fail'],
  [{ clause, requires: ['reason'] }, 'not-applicable'],
] as const)(
  'a change that rates no risk counts as high only where a rating is asked for: %j %s',
  ([record, expected]) => {
    const rules = { separation: { clause, highRisk: { risk: 'high' } }, record };
    expect(judge('two-people', rules, change).outcome).toBe(expected);
  },
);

test('what is short of approvals says how many and whose, and nothing of the merge', () => {
  const two = { types: { normal: { clause, approvals: 2, proof: 'merged' } } };
  expect(judge('approvals', two, { ...change, approvals: [approval('ada')] }).statement).toBe(
    'The change has 1 of 2 approvals by an independent person: Ada (stated).',
  );
});

test('a role that only an author holds cannot be filled', () => {
  const people = {
    gil: member('Gil', [role('cto')]),
    ben: member('Ben', [role('engineer')]),
  };
  const asked = normal({ approvers: ['cto'] });
  const found = judge('approvals', asked, { ...change, approvals: [approval('ben')] }, { people });
  expect(found.statement).toContain('On that day no person who is not an author had the role CTO');
});

test('a role counts from its own day, whatever else somebody was before', () => {
  const people = { ada: member('Ada', [role('engineer'), role('cto', '2026-04-03')]) };
  const asked = normal({ approvers: ['cto'] });
  expect(outcome({ approvals: [approval('ada')] }, people, asked)).toBe('fail');
});

test('one person under two addresses is one', () => {
  const two = { types: { normal: { clause, approvals: 2 } } };
  const other = {
    ...approval('ada'),
    by: { name: 'A. F.', email: 'af@home.example', person: 'ada' },
  };
  expect(outcome({ approvals: [approval('ada'), other] }, undefined, two)).toBe('fail');
});

test('two strangers may be one, since nobody knows who they are', () => {
  const stranger = (name: string) => ({ name, email: `${name}@elsewhere.example` });
  const given = {
    ...change,
    authors: [stranger('una')],
    approvals: [{ ...approval('x'), by: stranger('vic') }],
  };
  expect(judge('separation', { separation: { clause } }, given).outcome).toBe('unknown');
});

const prompt = { clause, scope: 'ai', type: 'normal', signOff: ['cto'] };
const signing = { fields: fields({ category: 'prompt' }), scopes: ['ai'] };

test('what does not count as an approval signs nothing off', () => {
  const outcomeOf = (more: object) =>
    judge(
      'sign-off',
      { categories: { prompt } },
      { ...signing, approvals: [approval('ada', more)] },
    ).outcome;
  expect(outcomeOf({})).toBe('pass');
  expect(outcomeOf({ void: 'it was of an earlier revision' })).toBe('fail');
});

test('without deputies nobody stands in for a holder who is an author', () => {
  const people = { gil: member('Gil', [role('cto')]), ben: member('Ben', [role('ciso')]) };
  const found = judge(
    'sign-off',
    { categories: { prompt } },
    { ...signing, approvals: [approval('ben')] },
    { people },
  );
  expect(found).toMatchObject({ outcome: 'fail' });
});

test('a scope whose categories ask for no sign-off needs none', () => {
  const filter = { clause, scope: 'ai', type: 'normal' };
  expect(judge('sign-off', { categories: { filter } }, { ...change, scopes: ['ai'] }).outcome).toBe(
    'not-applicable',
  );
  const odd = { fields: fields({ category: 'toString' }), scopes: ['ai'] };
  expect(judge('sign-off', { categories: { prompt } }, odd).outcome).toBe('unknown');
});

test('somebody with one of two roles could have reviewed', () => {
  expect(judge('security-review', { sensitive }, secure).statement).not.toContain('was possible');
});

test('a risk that is rated counts for nothing where only types are of high risk', () => {
  const rules = { separation: { clause, highRisk: { types: ['major'] } } };
  expect(judge('two-people', rules, { fields: fields({ risk: 'high' }) }).outcome).toBe(
    'not-applicable',
  );
});

test('a change outside git is deployed by whoever made it, whatever the repositories do', () => {
  const rules = { separation: { clause, highRisk: { types: ['normal'] } } };
  const made = {
    ...change,
    form: 'outside-git' as const,
    repository: 'none',
    authors: [who('ben')],
    approvals: [approval('ada')],
  };
  expect(judge('two-people', rules, made).statement).toBe('Approved by Ada, deployed by ben.');
});
