import { expect, test } from 'vitest';
import { formatDiagnostic } from '#core/diagnostics/format-diagnostics.ts';
import { judgeDocumentExample } from '#core/explain/run-example.ts';
import { accessPolicy, historyOf, reviewRow, type DocumentExample } from '#core/rules/example.ts';
import { briefly, judge, policyText, settingsText } from '../../helpers/book.ts';
import { historyOf as landedTexts } from '../../helpers/policy-history.ts';

const policy = 'policies/access-control.mdx';
const reviewed = (day: string) => `reviews: [${reviewRow(`2026-01-${day}`)}]`;

/** Six policies, the first of them the one that cases name, each reviewed on a day of its own. */
function sixPolicies(reviewedOn: (index: number) => string): Record<string, string> {
  const names = [policy, ...[2, 3, 4, 5, 6].map((number) => `policies/policy-${number}.mdx`)];
  const texts = names.map((name, index) => {
    const on = reviewedOn(index);
    const fields = {
      title: `Policy ${index + 1}`,
      nextReview: on.replace('2026', '2027'),
      reviews: `[{ on: ${on}, by: ben, version: "1.0", outcome: changed, note: All of it. }]`,
    };
    return [name, policyText(fields)] as const;
  });
  return Object.fromEntries(texts);
}

const softer = '## 1. Purpose\n\nAccess is given by role.\nIt should end with the role.\n';
const sterner = softer.replace('should', 'must');

// What the examples of the rules do not show: what breaks a rule and nothing else, and the reported line.
const rules = (section: string) =>
  `changeRules: { types: { normal: { clause: "1", approvals: 1 } }, ${section} }`;
const should = ['It should end with the role.'];
const must = ['It must end with the role.'];
const early = [historyOf('1.0').replace('-05', '-04')];
const currentText = 'archive/access-control/1.0.mdx';

test.for<[string, string, string, Partial<DocumentExample>]>([
  [
    'policy/review-note-repeated',
    'in other letters',
    `${accessPolicy}:12`,
    {
      bad: [
        'nextReview: 2027-02-01',
        `reviews: [${reviewRow('2026-02-01', { note: 'all of it' })}, ${reviewRow('2026-01-05')}]`,
      ],
    },
  ],
  [
    'policy/version-altered',
    'a field that rules read',
    `${accessPolicy}:7`,
    { bad: ['effective: 2026-01-06'], landed: [[]] },
  ],
  [
    'policy/version-altered',
    'taken back, as a warning',
    `${accessPolicy}:1`,
    { bad: should, landed: [should, must, should] },
  ],
  [
    'policy/version-twice',
    'an archived text that differs from what landed',
    `${currentText}:1`,
    { file: currentText, bad: must, landed: [[]] },
  ],
  [
    'policy/in-force-before-approval',
    'landed as approved a day before its approval',
    `${accessPolicy}:8`,
    {
      bad: [
        'approval: { by: ben, on: 2026-01-06 }',
        'effective: 2026-01-06',
        reviewed('06'),
        'nextReview: 2027-01-06',
      ],
      landed: [
        [
          'approval: { by: ben, on: 2026-01-06 }',
          'effective: 2026-01-06',
          reviewed('06'),
          'nextReview: 2027-01-06',
        ],
      ],
    },
  ],
  [
    'policy/history-contradicted',
    'a date that was rewritten later',
    `${accessPolicy}:11`,
    { bad: early, landed: [[]] },
  ],
  [
    'policy/archive-misnamed',
    'named after another version',
    'archive/access-control/0.8.mdx:3',
    {
      file: 'archive/access-control/0.8.mdx',
      bad: ["version: '0.9'"],
      beside: { [accessPolicy]: [historyOf('1.0', '0.9')] },
    },
  ],
  [
    'policy/import-residue',
    'a bookmark before a heading',
    `${accessPolicy}:15`,
    { bad: ['## [bookmark: _Toc1] 1. Purpose'] },
  ],
  [
    'policy/role-unknown',
    'a security review of a category',
    `${accessPolicy}:13`,
    {
      bad: [
        rules(
          'categories: { filter: { clause: "1", scope: ai, type: normal, securityReview: [auditor] } }',
        ),
      ],
    },
  ],
  [
    'policy/name-unknown',
    'a type that the policy does not have',
    `${accessPolicy}:13`,
    { bad: [rules('monitoring: { clause: "1", nromal: PT2H }')] },
  ],
  [
    'policy/image-unknown',
    'an image by reference',
    `${accessPolicy}:17`,
    { bad: ['![Layers][l]', '', '[l]: ../assets/layer.svg'] },
  ],
  [
    'book/judging-policy-unknown',
    'a policy without rules',
    'policybook.yaml:8',
    { file: 'policybook.yaml', bad: ['    policy: access-control'] },
  ],
  [
    'book/address-twice',
    'in capitals',
    'people.yaml:13',
    { file: 'people.yaml', bad: ['dora: { name: Dora Pym, emails: [BEN@example.org] }'] },
  ],
])('%s: %s', ([code, , place, example]) => {
  const found = judgeDocumentExample({ good: [], bad: [], ...example }, 'bad');
  expect(briefly(found)).toEqual([`${place} ${code}`]);
});

test('a version that somebody else committed contradicts its row', () => {
  const landed = { at: '2026-01-05T10:00:00Z', by: 'Ben Hollis', text: policyText() };
  const policyHistory = landedTexts('access-control', [landed]);
  const found = briefly(judge({ files: { [policy]: policyText() }, policyHistory }));
  expect(found).toEqual([`${policy}:11 policy/history-contradicted`]);
});

test('a review is overdue on the day after, also of a policy whose end is still to come', () => {
  const ending = policyText({
    version: '"1.1"',
    status: 'retired',
    effective: '2027-06-01',
    history: historyOf('1.1', '1.0').replace('history: ', ''),
  });
  for (const files of [
    { [policy]: policyText() },
    { [policy]: ending, 'archive/access-control/1.0.mdx': policyText() },
  ]) {
    expect(briefly(judge({ files, asOf: '2027-01-06' }))).toEqual([
      `${policy}:9 policy/review-overdue`,
    ]);
  }
});

test('the message of an overdue review says how late it is and what to type', () => {
  const { diagnostics } = judge({ files: { [policy]: policyText() }, asOf: '2028-01-01' });
  expect(diagnostics.map((one) => formatDiagnostic(one)).join('\n')).toMatchInlineSnapshot(`
    "content/policies/access-control.mdx:9:13 error policy/review-overdue
      The review of "Access Control Policy" was due on 5 January 2027; on 1 January 2028 it is overdue by 361 days.
      Fix: Have the owner (CTO) review it, then record it: npm run review -- access-control --by <person> --outcome unchanged --note "<what was read>""
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

test('six reviews within a week are named, and six within eight days are not', () => {
  const near = judge({ files: sixPolicies((index) => `2026-01-0${index < 5 ? 1 : 7}`) });
  expect(near.diagnostics.map(({ problem }) => problem)).toEqual([
    '6 reviews are due within a week, from 1 January 2027 to 7 January 2027: Policy 1, Policy 2, Policy 3, Policy 4, Policy 5, Policy 6.',
  ]);
  const apart = judge({ files: sixPolicies((index) => `2026-01-0${index < 5 ? 1 : 8}`) });
  expect(apart.diagnostics).toEqual([]);
});

test('the advice for a criterion that does not exist names the one that does', () => {
  const controls = '{ soc2: [CC8.5, CC9.9], iso27001: [A.8.35, A.5.3] }';
  const { diagnostics } = judge({ files: { [policy]: policyText({ controls }) } });
  expect(diagnostics.map(({ problem, remedy }) => `${problem} ${remedy}`)).toEqual([
    'SOC 2 (2017 Trust Services Criteria) does not have a control CC8.5. Write CC8.1, the only id of CC8.',
    'SOC 2 (2017 Trust Services Criteria) does not have a control CC9.9. Write one of CC9.1 to CC9.2.',
    'ISO/IEC 27001:2022 Annex A does not have a control A.8.35. Write one of A.8.1 to A.8.34.',
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

test('should made must under an unchanged version names the sentence, the line and the version to write', () => {
  const { diagnostics } = judge({
    files: { [policy]: policyText({}, sterner) },
    policyHistory: landedTexts('access-control', [
      { at: '2026-01-05T10:00:00Z', text: policyText({}, softer) },
    ]),
  });
  expect(diagnostics.map((one) => formatDiagnostic(one)).join('\n')).toMatchInlineSnapshot(`
    "content/policies/access-control.mdx:18 error policy/version-altered
      Version 1.0 of "Access Control Policy" landed on 5 January 2026 and was altered since: "It should end with the role." became "It must end with the role.".
      Fix: Write version: "1.1" with its approval and a row in history, or restore the earlier text."
  `);
});
