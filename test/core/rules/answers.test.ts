import { expect, test } from 'vitest';
import { judgeDocumentExample } from '#core/rules/assemble-document-example.ts';

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
        'people.yaml': ['robo: { name: Robo, emails: [robo@example.org], bot: true }'],
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
    { by: 'ben', approvedBy: 'ada' },
    'error book/answer-by-author:7 ada approves the answer to platform-7 and is an author of it.',
  ],
  [
    { on: '2026-06-02' },
    'error book/answer-misdated:4 The answer to platform-7 is dated 2 June 2026, which is still to come.',
  ],
  [
    { on: '2026-03-02' },
    'error book/answer-misdated:4 The answer to platform-7 is dated 2 March 2026, before the change itself, which is of 3 March 2026.',
  ],
  [
    { expires: '2026-05-31' },
    'error book/answer-expired:8 The answer to platform-7 expired on 31 May 2026.',
  ],
])('%o is reported', ([fields, expected]) => {
  expect(judge(fields)).toEqual([expected]);
});
