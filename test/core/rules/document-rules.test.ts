import { expect, test } from 'vitest';
import { documentRules } from '#core/rules/index.ts';
import { formatDiagnostic } from '#core/diagnostics/format-diagnostics.ts';
import { briefly, judge, policyText, settingsText } from '../../helpers/book.ts';

const policy = 'policies/access-control.mdx';
const rules = (rest: string) => `{ types: { normal: { clause: "1", approvals: 1 ${rest} } } }`;

/** Six policies, the first of them the one that cases name, each reviewed on a day of its own. */

interface Case {
  readonly rule: string;
  readonly name: string;
  readonly line: number;
  readonly file?: string;
  readonly asOf?: string;
  readonly files: Readonly<Record<string, string>>;
}

// Each rule with a book that breaks it and nothing else, and the line that has to be named.
const cases: readonly Case[] = [
  {
    rule: 'policy/review-overdue',
    name: 'one day late',
    asOf: '2027-01-06',
    line: 9,
    files: { [policy]: policyText() },
  },
  {
    rule: 'policy/review-due',
    name: 'due today',
    asOf: '2027-01-05',
    line: 9,
    files: { [policy]: policyText() },
  },
  {
    rule: 'policy/next-review-disagrees',
    name: 'a hand-typed date',
    line: 9,
    files: { [policy]: policyText({ nextReview: '2027-03-01' }) },
  },
  {
    rule: 'policy/approval-missing',
    name: 'approved by nobody',
    line: 4,
    files: { [policy]: policyText({ approval: undefined }) },
  },
  {
    rule: 'policy/archive-disagrees',
    name: 'an archived version without a history row',
    line: 11,
    files: {
      [policy]: policyText(),
      'archive/access-control/0.9.mdx': policyText({ version: '"0.9"' }),
    },
  },
  {
    rule: 'policy/heading-missing',
    name: 'no section on review',
    line: 2,
    files: {
      [policy]: policyText(),
      'policybook.yaml': `${settingsText}policies: { requiredHeadings: { policy: [Purpose, Review] } }\n`,
    },
  },
  {
    rule: 'policy/clause-unknown',
    name: 'a rule that names no clause of the text',
    line: 13,
    files: {
      [policy]: policyText({ changeRules: '{ types: { normal: { clause: "9", approvals: 1 } } }' }),
    },
  },
  {
    rule: 'policy/parameter-unknown',
    name: 'a value that the rules do not hold',
    line: 18,
    files: {
      [policy]: policyText(
        { changeRules: rules('') },
        '## 1. Purpose\n\nWithin <Param name="types.normal.leadTime"/>.\n',
      ),
    },
  },
  {
    rule: 'policy/link-unknown',
    name: 'a link to a clause that is not there',
    line: 17,
    files: { [policy]: policyText({}, '## 1. Purpose\n\nSee [below](#7).\n') },
  },
  {
    rule: 'policy/image-unknown',
    name: 'an image that is not in the book',
    line: 17,
    files: { [policy]: policyText({}, '## 1. Purpose\n\n![Layers](../assets/layers.svg)\n') },
  },
  {
    rule: 'policy/related-unknown',
    name: 'a policy that is not there',
    line: 13,
    files: { [policy]: policyText({ related: '[acess-control, access-control]' }) },
  },
  {
    rule: 'policy/role-unknown',
    name: 'an owner whom nobody is',
    line: 6,
    files: { [policy]: policyText({ owner: 'ciso' }) },
  },
  {
    rule: 'policy/person-unknown',
    name: 'an approver who is not in people.yaml',
    line: 8,
    files: { [policy]: policyText({ approval: '{ by: dora, on: 2026-01-05 }' }) },
  },
  {
    rule: 'policy/control-unknown',
    name: 'a criterion that SOC 2 does not have',
    line: 13,
    files: { [policy]: policyText({ controls: '{ soc2: [CC8.1, CC8.2] }' }) },
  },
  {
    rule: 'book/answer-unmatched',
    name: 'an answer to a change that is not there',
    file: 'content/answers/platform-7.yaml',
    line: 1,
    files: {
      [policy]: policyText(),
      'answers/platform-7.yaml':
        'change: platform-7\nrule: change/approvals\nby: ada\non: 2026-02-01\nwhy: Late.\naction: Reviewed.\napprovedBy: ben\n',
    },
  },
];

test.for(cases.map((one) => [`${one.rule}: ${one.name}`, one] as const))('%s', ([, one]) => {
  const { asOf, files, file = `content/${policy}`, line, rule } = one;
  const found = briefly(judge({ files, ...(asOf && { asOf }) }));
  expect(found).toEqual([`${file.replace('content/', '')}:${line} ${rule}`]);
});

test('every rule on documents has a case here or in the tests of the register', () => {
  // These three need a deviation, and so a repository.
  const elsewhere = ['book/answer-expired', 'book/answer-by-author', 'book/deviation-unanswered'];
  const covered = new Set([...cases.map(({ rule }) => rule), ...elsewhere]);
  expect(documentRules.map(({ code }) => code).filter((code) => !covered.has(code))).toEqual([]);
});

test('the message of an overdue review says how late it is and what to type', () => {
  const { diagnostics } = judge({ files: { [policy]: policyText() }, asOf: '2028-01-01' });
  expect(diagnostics.map(formatDiagnostic).join('\n')).toMatchInlineSnapshot(`
    "content/policies/access-control.mdx:9:13 error policy/review-overdue
      The review of "Access Control Policy" was due on 5 January 2027; on 1 January 2028 it is overdue by 361 days.
      To mend: Ask the owner (CTO) to review it, then record the review: npm run review -- access-control --by <person> --outcome unchanged --note "<what was looked at>""
  `);
});

test.for([
  ['2026-12-05', undefined],
  ['2026-12-06', 'in 30 days (notice of 30 days).'],
  ['2026-12-28', 'in 8 days (notice of 30 days).'],
  ['2026-12-29', 'in 7 days (notice of 7 days).'],
  ['2027-01-05', 'today (notice of 7 days).'],
] as const)('on %s the notice of the review says %s', ([asOf, words]) => {
  const { diagnostics } = judge({ files: { [policy]: policyText() }, asOf });
  const start = 'The review of "Access Control Policy" is due on 5 January 2027, ';
  expect(diagnostics.map(({ problem }) => problem)).toEqual(
    words === undefined ? [] : [`${start}${words}`],
  );
});

test('the advice for a criterion that does not exist names the one that does', () => {
  const controls = '{ soc2: [CC8.5, CC9.9], iso27001: [A.8.35, A.5.3] }';
  const { diagnostics } = judge({ files: { [policy]: policyText({ controls }) } });
  expect(diagnostics.map(({ problem, remedy }) => `${problem} ${remedy}`)).toEqual([
    'SOC 2 (2017 Trust Services Criteria) has no control CC8.5. Write CC8.1, the only one of CC8.',
    'SOC 2 (2017 Trust Services Criteria) has no control CC9.9. Write one of CC9.1 to CC9.2.',
    'ISO/IEC 27001:2022 Annex A has no control A.8.35. Write one of A.8.1 to A.8.34.',
  ]);
});

test('the gate of the book decides whether an overdue review fails', () => {
  const settings = `${settingsText}gates: { overdueReview: show }\n`;
  const { diagnostics } = judge({
    files: { [policy]: policyText(), 'policybook.yaml': settings },
    asOf: '2028-01-01',
  });
  expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
});

test('a policy with faults of its own is not reported again by those that refer to it', () => {
  const found = briefly(
    judge({
      files: {
        [policy]: policyText({ related: '[broken]' }, '## 1. Purpose\n\nSee [it](broken).\n'),
        'policies/broken.mdx': policyText({ owner: undefined }),
      },
    }),
  );
  expect(found).toEqual(['policies/broken.mdx:2 schema/field-missing']);
});
