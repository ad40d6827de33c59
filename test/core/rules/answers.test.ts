import { expect, test } from 'vitest';
import { judgeDocumentExample } from '#core/explain/run-example.ts';
import type { Instant } from '#core/model/instant.ts';
import type { RecordHistory } from '#core/model/record-history.ts';
import { isAnswer } from '#core/rules/facts/answer.ts';
import { answerSchema } from '#core/schemas/answer.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { assembleExample, exampleSettings } from '#core/explain/run-example.ts';

const given: Readonly<Record<string, string>> = {
  change: 'platform-7',
  rule: 'change/record-fields',
  by: 'ada',
  on: '2026-03-05',
  why: 'The template was not filled in.',
  action: 'The reason was written down afterwards.',
  approvedBy: 'ben',
};

/** What is reported of an answer to a change that Ada wrote and that was merged on 3 March; it is 1 June. */
function judge(fields: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries({ ...given, ...fields }).map(([name, value]) => `${name}: ${value}`);
  const { diagnostics } = judgeDocumentExample(
    {
      file: 'answers/platform-7.yaml',
      good: [],
      bad: lines,
      beside: {
        'people.yaml': [
          'robo: { name: Robo, emails: [robo@example.org], bot: true }',
          'cleo:',
          '  name: Cleo Marsh',
          '  emails: [cleo@example.org]',
          '  roles: [{ role: engineer, from: 2020-01-01, to: 2026-02-28 }]',
        ],
      },
      change: {
        title: 'Merge pull request #7 from example/opening-hours',
        lines: ['Reason: TBD'],
      },
    },
    'bad',
  );
  return diagnostics.map(
    ({ code, at, problem, severity }) => `${severity} ${code}:${at.line} ${problem}`,
  );
}

test.for<[string, Readonly<Record<string, string>>]>([
  ['as it should be', {}],
  ['on the day of the change', { on: '2026-03-03' }],
  ['of today', { on: '2026-06-01' }],
  ['by a bot that a person approves', { by: 'robo' }],
])('an answer %s is passed over', ([, fields]) => {
  expect(judge(fields)).toEqual([]);
});

test.for<[Readonly<Record<string, string>>, string]>([
  [
    { approvedBy: 'robo' },
    'error book/answer-by-one:7 robo approves the answer to platform-7 and is a bot.',
  ],
  [
    { by: 'dana', approvedBy: 'dana' },
    'error book/answer-by-one:7 dana gives the answer to platform-7 and approves it.',
  ],
  [
    { approvedBy: 'cleo' },
    'error book/answer-by-one:7 cleo is named in "approvedBy" of the answer to platform-7 and had no role on 5 March 2026.',
  ],
  [
    { by: 'cleo' },
    'error book/answer-by-one:3 cleo is named in "by" of the answer to platform-7 and had no role on 5 March 2026.',
  ],
  [
    { by: 'ben', approvedBy: 'ada' },
    'error book/answer-by-author:7 ada approves the answer to platform-7 and is an author of that change.',
  ],
  [
    { why: 'TBD' },
    'error book/answer-empty:5 The answer to platform-7 has the filler "TBD" as why; the deviation stays without an answer.',
  ],
  [
    { action: '"-"' },
    'error book/answer-empty:6 The answer to platform-7 has the filler "-" as action; the deviation stays without an answer.',
  ],
  [
    { on: '2026-06-02' },
    'error book/answer-misdated:4 The answer to platform-7 is dated 2 June 2026, which is after the day of judging.',
  ],
  [
    { on: '2026-03-02' },
    'error book/answer-misdated:4 The answer to platform-7 is dated 2 March 2026, before the day of the change, 3 March 2026.',
  ],
  [
    { expires: '2026-05-31' },
    'error book/answer-expired:8 The answer to platform-7 expired on 31 May 2026.',
  ],
])('%o is reported', ([fields, expected]) => {
  expect(judge(fields)).toEqual([expected]);
});

// Without what the record needs, so that it deviates from several rules.
const bare = {
  title: 'Merge pull request #7 from example/opening-hours',
  lines: ['Reason: TBD', 'Tested: TBD', 'Approved-by: TBD'],
};
const textOf = (fields: Readonly<Record<string, string>> = {}) =>
  Object.entries({ ...given, ...fields })
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');

/** The files that are proposed for the deviations that nobody answered, by rule, and the other faults. */
function judgeStrictly(answers: Readonly<Record<string, string>>, change = bare) {
  const { book, diagnostics } = assembleExample({
    change,
    files: {
      'policybook.yaml': `${exampleSettings}gates: { deviation: fail }\n`,
      ...Object.fromEntries(
        Object.entries(answers).map(([name, text]) => [`answers/${name}`, text]),
      ),
    },
  });
  const open = diagnostics.filter(({ code }) => code === 'book/deviation-unanswered');
  return {
    book,
    proposed: open.map(({ remedy }) => /content\/\S+\.yaml/.exec(remedy)?.[0].slice(16)),
    others: diagnostics.filter((one) => !open.includes(one)),
  };
}

test('each deviation of a change is to be answered in a file of its own', () => {
  const { proposed } = judgeStrictly({});
  expect(proposed).toContain('platform-7-record-fields.yaml');
  expect(proposed).toContain('platform-7-tests.yaml');
  expect(new Set(proposed).size).toBe(proposed.length);
});

test('the only deviation is to be answered in a file called as the change', () => {
  const one = { ...bare, lines: ['Reason: TBD'] };
  expect(judgeStrictly({}, one).proposed).toEqual(['platform-7.yaml']);
});

test('a name that another answer has is never proposed', () => {
  const one = { ...bare, lines: ['Reason: TBD'] };
  const other = textOf({ rule: 'change/approvals' });
  expect(judgeStrictly({ 'platform-7.yaml': other }, one).proposed).toEqual([
    'platform-7-record-fields.yaml',
  ]);
  const both = { 'platform-7.yaml': other, 'platform-7-record-fields.yaml': other };
  expect(judgeStrictly(both, one).proposed).toEqual(['platform-7-record-fields-2.yaml']);
});

test('an answer that says nothing leaves its deviation open, and is the file to write into', () => {
  const one = { ...bare, lines: ['Reason: TBD'] };
  const { book, proposed } = judgeStrictly({ 'x.yaml': textOf({ why: 'TBD' }) }, one);
  const verdict = book?.changes[0]?.verdicts.find(({ rule }) => rule === 'change/record-fields');
  expect(verdict?.outcome).toBe('fail');
  expect(verdict?.answer).toBeUndefined();
  expect(proposed).toEqual(['x.yaml']);
});

test('the second answer to a deviation names the first', () => {
  const one = { ...bare, lines: ['Reason: TBD'] };
  const files = { 'platform-7.yaml': textOf(), 'platform-7b.yaml': textOf({ approvedBy: 'dana' }) };
  const { proposed, others } = judgeStrictly(files, one);
  expect(proposed).toEqual([]);
  expect(others).toMatchObject([
    {
      code: 'book/answer-twice',
      at: { file: 'content/answers/platform-7b.yaml', line: 2 },
      problem:
        'The deviation of platform-7 from change/record-fields already has an answer in content/answers/platform-7.yaml.',
    },
  ]);
});

const people = peopleSchema.parse({
  ada: { name: 'Ada', emails: ['ada@example.org'], roles: [{ role: 'cto', from: '2020-01-01' }] },
  ben: { name: 'Ben', emails: ['ben@example.org'], roles: [{ role: 'dev', from: '2020-01-01' }] },
  cleo: {
    name: 'Cleo',
    emails: ['cleo@example.org'],
    roles: [{ role: 'dev', from: '2020-01-01', to: '2026-02-28' }],
  },
  eve: { name: 'Eve', emails: ['eve@example.org'] },
  robo: { name: 'Robo', emails: ['robo@example.org'], bot: true },
});

test.for<[string, Readonly<Record<string, string>>, boolean]>([
  ['by one person and approved by another', {}, true],
  ['by a bot', { by: 'robo' }, true],
  ['approved by a bot', { approvedBy: 'robo' }, false],
  ['approved by the same', { approvedBy: 'ada' }, false],
  ['approved by somebody whose role had ended', { approvedBy: 'cleo' }, false],
  ['by somebody whose role had ended', { by: 'cleo' }, false],
  ['approved by somebody without a role', { approvedBy: 'eve' }, false],
  ['approved by nobody who is registered', { approvedBy: 'zoe' }, false],
  ['by nobody who is registered', { by: 'zoe' }, false],
  ['with an action that is filler', { action: 'TBD' }, false],
  ['approved on the last day of a role', { approvedBy: 'cleo', on: '2026-02-28' }, true],
])('an answer %s counts: %3$s', ([, fields, isCounted]) => {
  expect(isAnswer(answerSchema.parse({ ...given, ...fields }), people)).toBe(isCounted);
});

test('one file answers each rule of its list, and a rule that did not fail is named', () => {
  const { proposed, others } = judgeStrictly({
    'platform-7.yaml': textOf({ rule: '[change/record-fields, change/tests, change/window]' }),
  });
  expect(proposed.length).toBeGreaterThan(0);
  expect(proposed).not.toContain('platform-7-record-fields.yaml');
  expect(proposed).not.toContain('platform-7-tests.yaml');
  expect(others.map(({ code, problem }) => `${code} ${problem}`)).toEqual([
    'book/answer-unmatched platform-7 does not deviate from change/window; the verdict is pass.',
  ]);
});

test('what the rules of a file have in common is reported once', () => {
  const { others } = judgeStrictly({
    'platform-7.yaml': textOf({ rule: '[change/record-fields, change/tests]', why: 'TBD' }),
  });
  expect(others.map(({ code }) => code)).toEqual(['book/answer-empty']);
});

test.for<[string, string, string]>([
  ['rule', '[change/tests, tests]', 'schema/value "rule[1]" is tests'],
  ['rule', '[change/tests, change/tests]', 'schema/value "rule[1]" is change/tests; expected each'],
  [
    'rule',
    '[]',
    'schema/value "rule" is a list; expected the code of a rule such as change/approvals',
  ],
  ['rule', 'tests', 'schema/value "rule" is tests; expected the code of a rule'],
  ['covers', '{ repositories: [platform] }', 'schema/value "covers" is'],
])('%s: %s is refused', ([field, value, expected]) => {
  const { others } = judgeStrictly({ 'platform-7.yaml': textOf({ [field]: value }) });
  expect(others.map(({ code, problem }) => `${code} ${problem}`).join('\n')).toContain(expected);
});

type Fields = Readonly<Record<string, string | undefined>>;
const ordinary: Fields = {
  covers: '{ repositories: [platform] }',
  rule: 'change/record-fields',
  by: 'ada',
  on: '2026-02-01',
  expires: '2026-08-31',
  why: 'The template is being replaced.',
  action: 'The owner keeps a list.',
  approvedBy: 'ben',
};
const exception = (fields: Fields = {}) =>
  Object.entries({ ...ordinary, ...fields })
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\n`]))
    .join('');

/** Whether an exception answers the deviation of a normal change of 3 March that touches the application; and the faults. */
function judgeException(text: string, recordHistory?: RecordHistory) {
  const { book, diagnostics } = assembleExample({
    change: { ...bare, lines: ['Reason: TBD'] },
    files: { 'answers/template.yaml': text },
    ...(recordHistory && { recordHistory }),
  });
  const verdict = book?.changes[0]?.verdicts.find(({ rule }) => rule === 'change/record-fields');
  expect(verdict?.outcome).toBe('fail');
  return {
    answer: verdict?.answer,
    faults: diagnostics.map(({ code, problem }) => `${code} ${problem}`),
  };
}

test.for<[string, Fields, boolean]>([
  ['of its repository', {}, true],
  ['on its first day', { on: '2026-03-03' }, true],
  ['before its first day', { on: '2026-03-04' }, false],
  ['of its type', { covers: '{ repositories: [platform], types: [normal] }' }, true],
  ['of another type', { covers: '{ repositories: [platform], types: [major] }' }, false],
  ['of its scope', { covers: '{ repositories: [platform], scopes: [ai, application] }' }, true],
  ['of another scope', { covers: '{ repositories: [platform], scopes: [ai] }' }, false],
  ['against another rule', { rule: 'change/tests' }, false],
  ['after it was closed', { closed: '{ on: 2026-03-02, by: ada, note: Done. }' }, false],
  ['on the day it was closed', { closed: '{ on: 2026-03-03, by: ada, note: Done. }' }, true],
])('an exception covers a change %s: %3$s', ([, fields, isCovered]) => {
  const { answer, faults } = judgeException(exception(fields));
  expect(answer !== undefined).toBe(isCovered);
  expect(faults).toEqual([]);
});

test('an exception that is over covers what was done before, and is to be closed', () => {
  const over = { expires: '2026-03-31' };
  const { answer, faults } = judgeException(exception(over));
  expect(answer?.since).toBe('2026-02-01');
  expect(faults).toEqual([
    'book/answer-expired The standing exception from change/record-fields expired on 31 March 2026.',
  ]);
  const closed = exception({ ...over, closed: '{ on: 2026-03-31, by: ada, note: Done. }' });
  expect(judgeException(closed)).toMatchObject({ answer: {}, faults: [] });
});

test.for<[Fields, string]>([
  [{ expires: undefined }, 'schema/field-missing The field "expires" is missing'],
  [{ covers: undefined }, 'schema/field-missing The field "change" is missing'],
  [
    { covers: '{ repositories: [plattform] }' },
    'book/exception-unknown The standing exception names the repository "plattform"',
  ],
  [
    { covers: '{ repositories: [platform], types: [huge] }' },
    'book/exception-unknown The standing exception names the type "huge"',
  ],
  [
    { covers: '{ repositories: [platform], scopes: [web] }' },
    'book/exception-unknown The standing exception names the scope "web"',
  ],
  [
    { rule: 'change/recordfields' },
    'book/exception-unknown The standing exception names the rule "change/recordfields"',
  ],
  [{ expires: '2027-02-02' }, 'book/exception-too-long The standing exception expires on 2 Feb'],
  [{ approvedBy: 'ada' }, 'book/answer-by-one ada gives the standing exception and approves it.'],
  [{ why: 'TBD' }, 'book/answer-empty The standing exception has the filler "TBD" as why'],
  [{ on: '2026-06-02' }, 'book/answer-misdated The standing exception is dated 2 June 2026'],
  [
    { closed: '{ on: 2026-01-31, by: ada, note: Done. }' },
    'book/answer-misdated The standing exception of 1 February 2026 is closed on 31 January 2026.',
  ],
])('an exception with %o is reported', ([fields, expected]) => {
  const { faults } = judgeException(exception(fields));
  expect(faults).toEqual([expect.stringContaining(expected)]);
});

test.for<[string, string, string | undefined]>([
  ['before the change', '2026-02-20T10:00:00Z', '2026-02-20'],
  ['after the change', '2026-03-10T10:00:00Z', undefined],
])('an exception dated back counts from its landing, here %s', ([, at, since]) => {
  const text = exception();
  const texts = [{ file: 'content/answers/template.yaml', text }];
  const landed = judgeException(text, { landings: [{ at: at as Instant, texts }] });
  expect(landed.answer?.since).toBe(since);
});

test('a later expiry counts from its own landing, and one that has not landed from today', () => {
  const file = 'content/answers/template.yaml';
  const landings = [
    { at: '2026-02-20T10:00:00Z' as Instant, texts: [{ file, text: exception() }] },
  ];
  const longer = exception({ expires: '2026-12-31' });
  expect(judgeException(longer, { landings }).answer).toBeUndefined();
  const closed = exception({ closed: '{ on: 2026-05-31, by: ada, note: Done. }' });
  expect(judgeException(closed, { landings }).answer?.since).toBe('2026-02-20');
});

test('an exception that an author of the change approved does not cover it', () => {
  expect(judgeException(exception({ by: 'ben', approvedBy: 'ada' })).answer).toBeUndefined();
});
