import { expect, test } from 'vitest';
import { judgeGood, policyText, settingsText } from '../../helpers/book.ts';
import { judgeChange } from '#core/rules/judge-change.ts';
import { day } from '../../helpers/book.ts';
import { moment, recordOf } from '../views/judged-change.ts';
import { approval, clause, fields, followUp, judge } from './judge-by-rule.ts';

const change = { fields: fields({}) };
const prompt = { clause, scope: 'ai', type: 'normal', signOff: ['cto'] };
const filter = { clause, scope: 'ai', type: 'normal' };
const paths = { prompt: ['prompts/**'], filter: ['prompts/filter/**'], unheard: ['prompts/**'] };

test.for([
  ['TBD', [], 'fail', 'declares no category'],
  ['toString', [], 'fail', 'which the policy does not have'],
  ['promt', [], 'fail', 'which the policy does not have'],
  ['prompt', [], 'pass', 'normal, which is required for Prompt'],
  ['filter', ['prompts/a.md'], 'fail', 'its paths also belong to Prompt.'],
  ['filter', ['prompts/filter/a.md'], 'fail', 'Prompt'],
  ['prompt, filter', ['prompts/filter/a.md'], 'pass', 'Filter'],
] as const)('a category "%s" with the paths %j: %s', ([category, touched, outcome, words]) => {
  const given = { fields: fields({ category }), scopes: ['ai'], paths: [...touched] };
  const found = judge('category', { categories: { prompt, filter } }, given, { categories: paths });
  expect(found.outcome).toBe(outcome);
  expect(found.statement).toContain(words);
});

test('paths that belong to two categories decide both', () => {
  const rules = { categories: { prompt, filter } };
  const given = { ...change, scopes: ['ai'], paths: ['prompts/filter/a.md'] };
  const settings = { categories: paths };
  expect(judge('category', rules, given, settings).statement).toContain('Prompt and Filter');
  expect(judge('sign-off', rules, given, settings).outcome).toBe('fail');
  const one = { ...given, paths: ['prompts/a.md'] };
  expect(judge('sign-off', rules, one, settings).outcome).toBe('fail');
  // The globs of another repository say nothing of this one.
  expect(judge('sign-off', rules, { ...one, repository: 'other' }, settings).outcome).toBe(
    'unknown',
  );
});

test('a near miss of a category or a type is named', () => {
  const given = { fields: fields({ category: 'promt' }), scopes: ['ai'] };
  expect(judge('category', { categories: { prompt } }, given).remedy).toContain(
    'Did you mean "prompt"?',
  );
  expect(judge('type', {}, { fields: fields({ type: 'nomal' }) }).remedy).toBe(
    'Did you mean "normal"?',
  );
});

test.for(['toString', 'constructor', 'hasOwnProperty'])('%s is no type and no category', (name) => {
  expect(judge('type', {}, { fields: fields({ type: name }) }).outcome).toBe('fail');
  expect(judge('approvals', {}, { fields: fields({ type: name }) }).outcome).toBe('unknown');
  const types = { normal: { clause, approvals: 1, leadTime: 'PT1H' } };
  expect(judge('lead-time', { types }, { fields: fields({ type: name }) }).outcome).toBe('unknown');
});

const review = { clause, pullRequest: 'should', checks: 'must', comments: 'should' };
const facts = {
  source: 'export' as const,
  file: 'exports/p.json',
  digest: 'sha256:0',
  pullRequest: 7,
  changesRequested: [],
  dismissed: [],
};
const passed = [{ name: 'unit', state: 'passed' as const }];

test.for([
  [
    'a duty that failed comes first',
    review,
    { form: 'push', review: { ...facts, checks: [] } },
    'fail must',
  ],
  ['then a duty that is not known', review, { form: 'push' }, 'unknown must'],
  [
    'then an advice that failed',
    review,
    { form: 'squash', review: { ...facts, openThreads: 1, checks: passed } },
    'fail should',
  ],
  [
    'then one that is not known',
    review,
    { form: 'squash', review: { ...facts, checks: passed } },
    'unknown should',
  ],
  [
    'a pass is of the highest level',
    review,
    { form: 'squash', review: { ...facts, openThreads: 0, checks: passed } },
    'pass must',
  ],
  [
    'or of the only one',
    { clause, comments: 'should' },
    { form: 'squash', review: { ...facts, openThreads: 0 } },
    'pass should',
  ],
  [
    'and what is not asked is not judged',
    { clause, checks: 'must' },
    { form: 'push', review: { ...facts, openThreads: 3, checks: passed } },
    'pass must',
  ],
  ['a review without demands asks nothing', { clause }, { form: 'push' }, 'not-applicable '],
] as const)('of a review: %s', ([, asked, given, expected]) => {
  const found = judge('review-state', { review: asked }, given);
  expect(`${found.outcome} ${found.level ?? ''}`).toBe(expected);
});

test('what a check did is told, and one that was left out is no pass', () => {
  const checks = (...states: ('passed' | 'skipped' | 'pending')[]) =>
    judge(
      'review-state',
      { review: { clause, checks: 'must' } },
      {
        review: { ...facts, checks: states.map((state, index) => ({ name: `c${index}`, state })) },
      },
    ).statement;
  expect(checks('passed', 'skipped')).toBe('Its checks passed.');
  expect(checks('skipped')).toBe('No check ran on its final revision.');
  expect(checks('passed', 'pending')).toBe('Not all of its checks passed: c1 (pending).');
});

test.for([
  [
    'incident',
    { incident: 'must' },
    'rollback-incident',
    { restores: 'platform-3', incident: 'TBD' },
    'fail',
  ],
  ['incident', { incident: 'must' }, 'rollback-incident', { restores: 'TBD' }, 'not-applicable'],
  [
    'incident',
    { scopes: ['database'] },
    'rollback-incident',
    { restores: 'platform-3' },
    'not-applicable',
  ],
  ['scopes', { scopes: ['database'] }, 'rollback-real', { rollback: 'TBD' }, 'fail'],
  ['scopes', { incident: 'must' }, 'rollback-real', { rollback: 'TBD' }, 'not-applicable'],
] as const)('filler is nothing to go by: %s %j', ([, rollback, rule, values, outcome]) => {
  const given = { fields: fields(values), scopes: ['database'] };
  expect(judge(rule, { rollback: { clause, ...rollback } }, given).outcome).toBe(outcome);
});

test.for(['staging', 'tests'] as const)(
  '%s: only the word passed counts, and a type that is silent asks for none',
  (rule) => {
    const field = rule === 'tests' ? 'tested' : 'staging';
    const asked = rule === 'tests' ? { tests: 'required' } : { staging: 'must' };
    const types = { normal: { clause, approvals: 1, ...asked }, silent: { clause, approvals: 1 } };
    const outcome = (values: Record<string, string>) =>
      judge(rule, { types }, { fields: fields(values) }).outcome;
    expect(outcome({})).toBe('fail');
    expect(outcome({ [field]: 'TBD' })).toBe('fail');
    expect(outcome({ [field]: 'no' })).toBe('unknown');
    for (const word of ['not-run', 'failed', 'partly; the screens', 'Failed: 3 of 212']) {
      expect(outcome({ [field]: word })).toBe('fail');
    }
    for (const text of ['Forty of forty.', 'yes', 'passed-ish', 'passed with 3 failures', 'ok']) {
      expect(outcome({ [field]: text })).toBe('unknown');
    }
    for (const text of ['passed', 'PASSED; 3 of 3', 'passed (run 7)', 'passed. Alles grün.']) {
      expect(outcome({ [field]: text })).toBe('pass');
    }
    const record = { clause, requires: ['reason'], results: 'off' };
    const free = (text: string) =>
      judge(rule, { types, record }, { fields: fields({ [field]: text }) }).outcome;
    expect(free('Forty of forty.')).toBe('pass');
    expect(free('failed; 3 of 212')).toBe('fail');
    expect(outcome({ type: 'silent' })).toBe('not-applicable');
  },
);

test('an incident that is filler is none', () => {
  const types = { normal: { clause, approvals: 0, needs: ['incident'] } };
  expect(
    judge('emergency-incident', { types }, { fields: fields({ incident: 'TBD' }) }).statement,
  ).toBe('The change does not name an incident.');
});

test('a trailer for some types is asked of those, and one for all of all', () => {
  const trailers = [
    { name: 'Notice', clause: '1', level: 'should' },
    { name: 'Audit', clause: '2', types: ['normal'] },
  ];
  const record = { clause, requires: ['reason'], trailers };
  const types = { normal: { clause, approvals: 1 }, other: { clause, approvals: 1 } };
  const found = (type: string, message: string) => {
    const {
      outcome,
      level,
      clause: named,
    } = judge('trailers', { types, record }, { message, fields: fields({ type }) });
    return `${outcome} ${level ?? ''} ${named ?? ''}`;
  };
  expect(found('normal', 'T\n\nB.\n\nNotice: Told.\n')).toBe('fail must 2');
  expect(found('normal', 'T\n\nB.\n\nAudit: Seen.\n')).toBe('fail should 1');
  expect(found('normal', 'T\n\nB.\n\nReason: None.\n')).toBe('fail must 2');
  expect(found('other', 'T\n\nB.\n\nNotice: Told.\n')).toBe('pass should 1');
  expect(found('other', 'T\n\nB.\n\nNotice: TBD\n')).toBe('fail should 1');
});

test.for(['staging', 'ai-eval-before', 'ai-eval-after', 'ai-isolation'])(
  '%s can rest on a log too',
  (name) => {
    const retention = { clause, records: 'P3Y', logs: 'P90D' };
    const outcome = (text: string) =>
      judge('retention', { retention }, { fields: fields({ [name]: text }) }).outcome;
    expect(outcome('https://ci.example.org/runs/1')).toBe('unknown');
    expect(outcome('two words https://ci.example.org/runs/1')).toBe('unknown');
    expect(outcome('now three words https://ci.example.org/runs/1')).toBe('pass');
  },
);

test('a field that was completed late is late from the day after its last', () => {
  const types = { normal: { clause, approvals: 0, recordWithin: 'P2D' } };
  const record = { clause, requires: ['ai-dpa'] };
  const found = (asOf: string) => judge('record-in-time', { types, record }, change, { asOf });
  expect(found('2026-04-04').outcome).toBe('unknown');
  expect(found('2026-04-05').outcome).toBe('fail');
  expect(found('2026-04-05').statement).toContain('AI-DPA');
});

test('a deviation meets the answer to it, and no other', () => {
  const rules = `
  types: { normal: { clause: '1', approvals: 1, tests: required } }
  review: { clause: '1' }`;
  const book = judgeGood({
    files: {
      'policybook.yaml': `${settingsText}outsideGit: { policy: access-control }\n`,
      'policies/access-control.mdx': policyText({ changeRules: rules }),
    },
  });
  const [policy] = book.policies;
  const answer = {
    by: 'ada',
    on: day('2026-04-03'),
    why: 'Alone.',
    action: 'Read.',
    approvedBy: 'ben',
  };
  const answers = [
    { ...answer, change: 'platform-8', rule: 'change/approvals', why: 'Of another change.' },
    { ...answer, change: 'platform-7', rule: 'change/type', why: 'Of another rule.' },
    { ...answer, change: 'platform-7', rule: 'change/approvals' },
    { ...answer, change: 'platform-7', rule: 'change/tests' },
  ];
  const record = recordOf({
    fields: fields({ tested: 'Forty of forty.' }),
    mergedAt: moment('2026-04-02T14:05:00+01:00'),
  });
  const { verdicts } = judgeChange(record, policy!, { ...book, answers });
  const answered = verdicts.filter((verdict) => verdict.answer !== undefined);
  expect(answered.map(({ rule, outcome, answer: given }) => [rule, outcome, given?.why])).toEqual([
    ['change/approvals', 'fail', 'Alone.'],
  ]);
});

test('follow-ups and approvals of one record stand beside each other', () => {
  const types = { normal: { clause, approvals: 0, needs: ['incident'] } };
  const given = { fields: fields({ incident: 'INC-7' }), approvals: [approval('ada')] };
  const after = (...incidents: string[]) =>
    judge(
      'emergency-incident',
      { types },
      { ...given, followUps: incidents.map((incident) => followUp({ incident })) },
    );
  expect(after(' INC-7 ', 'INC-7').outcome).toBe('pass');
  expect(after('INC-7', 'INC-8').statement).toBe(
    'The change names the incident INC-7, and its follow-ups name INC-8.',
  );
});

test('an unknown category names the clause of the first, and an unknown type that above them all', () => {
  const categories = {
    prompt: { ...prompt, clause: '10.1' },
    filter: { ...filter, clause: '10.2' },
  };
  expect(
    judge('category', { categories }, { fields: fields({ category: 'zebra' }), scopes: ['ai'] })
      .clause,
  ).toBe('10.1');
  const types = { small: { clause: '3.a', approvals: 0 }, normal: { clause: '3.b', approvals: 1 } };
  const clauseOf = (...clauses: string[]) =>
    judge('type', { types }, { fields: {} }, { clauses }).clause;
  expect(clauseOf('2', '3', '4')).toBe('3');
  expect(clauseOf('2')).toBe('3.a');
});

test('a review that is asked one thing tells of that alone', () => {
  const given = { form: 'squash' as const, review: { ...facts, openThreads: 0 } };
  expect(judge('review-state', { review: { clause, comments: 'should' } }, given).statement).toBe(
    'Its comments are resolved.',
  );
});

test('a way back that is filler says nothing', () => {
  const given = { fields: fields({ rollback: 'TBD' }), scopes: ['database'] };
  expect(
    judge('rollback-real', { rollback: { clause, scopes: ['database'] } }, given).statement,
  ).toBe(
    'The change touches the scope database, in which a revert is not enough, and it states no rollback.',
  );
});

test('without a type it is open by which clause trailers are asked', () => {
  const trailers = [
    { name: 'Audit', clause: '2', types: ['normal'] },
    { name: 'Notice', clause: '3', types: ['normal'] },
  ];
  const found = judge(
    'trailers',
    { record: { clause, requires: ['reason'], trailers } },
    { fields: {} },
  );
  expect(found).toMatchObject({ outcome: 'unknown', clause: '2' });
});

test('a version without rules gives no verdicts, and two that may have held leave them to the later one', () => {
  const history = (...versions: string[]) =>
    `[${versions.map((one) => `{ version: "${one}", date: 2026-01-05, by: ada, change: normative, summary: New. }`).join(', ')}]`;
  const rules = (name: string) => `\n  types: { ${name}: { clause: '1', approvals: 1 } }`;
  const book = judgeGood({
    files: {
      'policies/access-control.mdx': policyText({
        version: '"1.1"',
        effective: '2026-04',
        history: history('1.1', '1.0'),
        changeRules: rules('later'),
      }),
      'archive/access-control/1.0.mdx': policyText({ changeRules: rules('former') }),
      'policies/bare.mdx': policyText(),
    },
  });
  const verdictsBy = (id: string) => {
    const policy = book.policies.find((one) => one.id === id);
    return judgeChange(recordOf({ fields: fields({ type: 'later' }) }), policy!, {
      ...book,
      answers: [],
    }).verdicts;
  };
  expect(verdictsBy('bare')).toEqual([]);
  const category = verdictsBy('access-control').find(({ rule }) => rule === 'change/category');
  expect(category).toMatchObject({ version: '1.1', outcome: 'not-applicable' });
  const [first] = verdictsBy('access-control');
  expect(first).toMatchObject({ rule: 'change/type', version: '1.1', outcome: 'unknown' });
  expect(first?.statement).toContain('Version 1.1 came into force in 2026-04');
});
