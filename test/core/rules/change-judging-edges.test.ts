import { expect, test } from 'vitest';
import { judgeChange } from '#core/rules/judge-change.ts';
import { answerSchema } from '#core/schemas/answer.ts';
import { day, judgeGood, policyText } from '../../helpers/book.ts';
import { recordOf } from '../views/judged-change.ts';
import { fields } from './judge-by-rule.ts';

const row = (version: string, date: string, rest = '') =>
  `{ version: "${version}", date: ${date}, by: ada, change: normative, summary: Words.${rest} }`;
const lost = ', text: lost';
const changeRules =
  '{ types: { normal: { clause: "1", approvals: 0 } }, record: { clause: "1", requires: [reason] } }';

/** Version 1.0 of September 2025 and 2.0 of 25 March 2026 are kept, those between them are lost. */
const { policies, people, settings } = judgeGood({
  files: {
    'archive/access-control/1.0.mdx': policyText({
      effective: '2025-09-05',
      approval: '{ by: ben, on: 2025-09-05 }',
      reviews: undefined,
      changeRules,
    }),
    'policies/access-control.mdx': policyText({
      version: '"2.0"',
      effective: '2026-03-25',
      approval: '{ by: ben, on: 2026-03-24 }',
      nextReview: '2027-03-24',
      reviews: '[{ on: 2026-03-24, by: ben, version: "2.0", outcome: changed, note: All. }]',
      history: `[${[row('2.0', '2026-03-24'), row('1.2', '2026-01', lost), row('1.1', '2025-11', lost), row('1.0', '2025-09-05')].join(', ')}]`,
      changeRules,
    }),
  },
});
const [policy] = policies;

function judge(on: string, answers: readonly object[] = []) {
  const record = recordOf({ day: day(on), fields: fields({}) });
  const shared = { people, settings, asOf: day('2026-06-01') };
  const parsed = answers.map((one) => answerSchema.parse({ change: record.id, ...one }));
  return judgeChange(record, policy!, { ...shared, answers: parsed });
}

test.for([
  ['2025-12-10', ['1.0', '1.1'], '1.1'],
  ['2026-02-10', ['1.0', '1.1', '1.2'], '1.2'],
] as const)('what a lost version asked of a change of %s is not known', ([on, versions, last]) => {
  const { judgedBy, verdicts } = judge(on);
  expect(judgedBy).toEqual({ kind: 'uncertain', policy: 'access-control', versions });
  expect(verdicts.length).toBeGreaterThan(20);
  for (const verdict of verdicts) {
    expect(verdict).toMatchObject({ outcome: 'unknown', level: 'must', version: last });
    expect(verdict.statement).toContain(`The text of version ${last}`);
  }
});

test('of a change whose pull request cannot be read everything that applies is unknown', () => {
  const record = recordOf({ day: day('2026-04-10'), fields: fields({ reason: 'The totals.' }) });
  const judged = (more: object) =>
    judgeChange({ ...record, ...more }, policy!, {
      people,
      settings,
      asOf: day('2026-06-01'),
      answers: [],
    }).verdicts;
  const read = judged({});
  const unread = judged({ unreadIn: 'exports/platform.json' });
  expect(read.some(({ outcome }) => outcome === 'pass' || outcome === 'fail')).toBe(true);
  expect(unread.map(({ outcome }) => outcome)).toEqual(
    read.map(({ outcome }) => (outcome === 'not-applicable' ? outcome : 'unknown')),
  );
  const applying = unread.filter(({ outcome }) => outcome === 'unknown');
  expect(new Set(applying.map(({ statement }) => statement))).toEqual(
    new Set([
      'Its pull request in exports/platform.json cannot be read. What that shows of the change is not known.',
    ]),
  );
});

test('an answer that says nothing leaves its deviation open', () => {
  const answer = {
    rule: 'change/record-fields',
    by: 'ada',
    on: '2026-05-01',
    why: 'The form had no room for it.',
    action: 'It was asked for and written down.',
    approvedBy: 'ben',
    expires: '2026-12-31',
  };
  const answered = (given: object) =>
    judge('2026-04-10', [given]).verdicts.filter((verdict) => verdict.answer).length;
  expect(answered(answer)).toBe(1);
  expect(answered({ ...answer, why: 'TBD' })).toBe(0);
  expect(answered({ ...answer, action: '-' })).toBe(0);
});
