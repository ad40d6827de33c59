import { expect, test } from 'vitest';
import { formatDiagnostic } from '#core/diagnostics/format-diagnostics.ts';
import type { PolicyHistory } from '#core/model/policy-text.ts';
import { briefly, judge, peopleText, policyText, settingsText } from '../../helpers/book.ts';
import { historyOf } from '../../helpers/policy-history.ts';

const policy = 'policies/access-control.mdx';
const rules = (rest: string) => `{ types: { normal: { clause: "1", approvals: 1 ${rest} } } }`;

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

const row = (version: string, rest = '') =>
  `{ version: "${version}", date: 2026-01-05, by: ada, change: normative, summary: S. ${rest} }`;
const landing = '2026-01-05T10:00:00Z';
const softer = '## 1. Purpose\n\nAccess is given by role.\nIt should end with the role.\n';
const sterner = softer.replace('should', 'must');

/** What git knows of the one policy when these texts landed on days that follow each other. */
const landed = (...texts: readonly string[]) =>
  historyOf(
    'access-control',
    texts.map((text, index) => ({ at: `2026-01-0${index + 5}T10:00:00Z`, text })),
  );

const withDuty = policyText({
  duties:
    '[{ id: access-review, every: P1Y, owner: cto, what: Compare the accounts., clause: "1" }]',
});
const dutyRecord = (
  on: string,
  { by = 'ada', evidence = 'The list of May', duty = 'access-review' } = {},
) => `policy: access-control
duty: ${duty}
done:
  - { on: ${on}, by: ${by}, evidence: ${evidence} }
`;

interface Case {
  readonly rule: string;
  readonly name: string;
  readonly line: number;
  readonly file?: string;
  readonly asOf?: string;
  readonly policyHistory?: PolicyHistory;
  readonly files: Readonly<Record<string, string>>;
}

// What the example of a rule does not show: a book that breaks the rule and nothing else, and the reported line.
const cases: readonly Case[] = [
  {
    rule: 'policy/review-overdue',
    name: 'one day late, with an end that is still to come',
    asOf: '2027-01-06',
    line: 9,
    files: {
      [policy]: policyText({
        version: '"1.1"',
        status: 'retired',
        effective: '2027-06-01',
        history: `[${row('1.1')}, ${row('1.0')}]`,
      }),
      'archive/access-control/1.0.mdx': policyText(),
    },
  },
  {
    rule: 'policy/review-due',
    name: 'due today',
    asOf: '2027-01-05',
    line: 9,
    files: { [policy]: policyText() },
  },
  {
    rule: 'policy/review-note-repeated',
    name: 'the note of the year before, in other letters',
    line: 13,
    files: {
      [policy]: policyText({
        nextReview: '2027-02-01',
        reviews: `
  - { on: 2026-02-01, by: ben, version: "1.0", outcome: unchanged, note: "all of it" }
  - { on: 2026-01-05, by: ben, version: "1.0", outcome: changed, note: All of it. }`,
      }),
    },
  },
  {
    rule: 'policy/duty-overdue',
    name: 'a duty that was done once and not again',
    line: 14,
    files: {
      [policy]: policyText({
        duties: `
  - { id: access-review, every: P1M, owner: cto, what: Compare the accounts., clause: "1" }`,
      }),
      'duties/access-review.yaml':
        'policy: access-control\nduty: access-review\ndone: [{ on: 2026-03-31, by: ada, evidence: list-3 }]\n',
    },
  },
  {
    rule: 'policy/duty-unknown',
    name: 'a duty that the policy never had',
    file: 'content/duties/reviews.yaml',
    line: 2,
    files: {
      [policy]: withDuty,
      'duties/reviews.yaml': dutyRecord('2026-05-04', { duty: 'annual-review' }),
    },
  },
  {
    rule: 'policy/reviews-bunched',
    name: 'six reviews within seven days',
    line: 9,
    files: sixPolicies((index) => `2026-01-0${index + 1}`),
  },
  {
    rule: 'policy/version-altered',
    name: 'a field that rules read without a new version',
    line: 7,
    files: { [policy]: policyText({ effective: '2026-01-06' }) },
    policyHistory: landed(policyText()),
  },
  {
    rule: 'policy/version-altered',
    name: 'an alteration that was taken back, as a warning',
    line: 1,
    files: { [policy]: policyText({}, softer) },
    policyHistory: landed(policyText({}, softer), policyText({}, sterner), policyText({}, softer)),
  },
  {
    rule: 'policy/version-twice',
    name: 'an archived text that differs from what landed',
    file: 'content/archive/access-control/1.0.mdx',
    line: 1,
    files: { [policy]: policyText(), 'archive/access-control/1.0.mdx': policyText({}, sterner) },
    policyHistory: landed(policyText()),
  },
  {
    rule: 'policy/in-force-before-approval',
    name: 'landed as approved before the day of the approval',
    line: 8,
    files: { [policy]: policyText({ history: `[${row('1.0').replace('-05', '-04')}]` }) },
    policyHistory: historyOf('access-control', [
      {
        at: '2026-01-04T10:00:00Z',
        text: policyText({ history: `[${row('1.0').replace('-05', '-04')}]` }),
      },
    ]),
  },
  {
    rule: 'policy/history-contradicted',
    name: 'written by somebody who made no commit of it',
    line: 11,
    files: { [policy]: policyText() },
    policyHistory: historyOf('access-control', [
      { at: landing, by: 'Ben Hollis', text: policyText() },
    ]),
  },
  {
    rule: 'policy/history-contradicted',
    name: 'a date that was rewritten later',
    line: 11,
    files: { [policy]: policyText({ history: `[${row('1.0').replace('01-05', '01-02')}]` }) },
    policyHistory: landed(policyText()),
  },
  {
    rule: 'policy/archive-misnamed',
    name: 'a file that is called after another version',
    file: 'content/archive/access-control/0.8.mdx',
    line: 3,
    files: {
      [policy]: policyText({ history: `[${row('1.0')}, ${row('0.9')}]` }),
      'archive/access-control/0.8.mdx': policyText({ version: '"0.9"' }),
    },
  },
  {
    rule: 'policy/import-residue',
    name: 'a bookmark before a heading',
    line: 15,
    files: { [policy]: policyText({}, '## [bookmark: _Toc1] 1. Purpose\n') },
  },
  {
    rule: 'policy/role-unknown',
    name: 'a category whose security nobody can review',
    line: 13,
    files: {
      [policy]: policyText({
        changeRules: rules('').replace(
          /\}$/,
          ', categories: { filter: { clause: "1", scope: ai, type: normal, securityReview: [security] } } }',
        ),
      }),
    },
  },
  {
    rule: 'policy/name-unknown',
    name: 'a type that the policy does not have',
    line: 13,
    files: {
      [policy]: policyText({
        changeRules: rules('').replace(/\}$/, ', monitoring: { clause: "1", nromal: PT2H } }'),
      }),
    },
  },
  {
    rule: 'book/judging-policy-unknown',
    name: 'a repository that is judged by a policy without rules',
    file: 'content/policybook.yaml',
    line: 7,
    files: {
      [policy]: policyText(),
      'policybook.yaml': `${settingsText}repositories:
  - { id: platform, path: ../platform, since: 2026-01-01, policy: access-control }
`,
    },
  },
  {
    rule: 'book/address-twice',
    name: 'two people with one address',
    file: 'content/people.yaml',
    line: 18,
    files: {
      [policy]: policyText(),
      'people.yaml': `${peopleText}dora: { name: Dora Pym, emails: [BEN@example.org] }\n`,
    },
  },
  {
    rule: 'policy/image-unknown',
    name: 'an image by reference that is not in the book',
    line: 17,
    files: {
      [policy]: policyText({}, '## 1. Purpose\n\n![Layers][l]\n\n[l]: ../assets/layers.svg\n'),
    },
  },
];

test.for(cases.map((one) => [`${one.rule}: ${one.name}`, one] as const))('%s', ([, one]) => {
  const { asOf, files, file = `content/${policy}`, line, rule, policyHistory } = one;
  const found = briefly(
    judge({ files, ...(asOf && { asOf }), ...(policyHistory && { policyHistory }) }),
  );
  expect(found).toEqual([`${file.replace('content/', '')}:${line} ${rule}`]);
});

test('the message of an overdue review says how late it is and what to type', () => {
  const { diagnostics } = judge({ files: { [policy]: policyText() }, asOf: '2028-01-01' });
  expect(diagnostics.map(formatDiagnostic).join('\n')).toMatchInlineSnapshot(`
    "content/policies/access-control.mdx:9:13 error policy/review-overdue
      The review of "Access Control Policy" was due on 5 January 2027; on 1 January 2028 it is overdue by 361 days.
      Fix: Ask the owner (CTO) to hold it, then record it: npm run review -- access-control --by <person> --outcome unchanged --note "<what was read>""
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
    policyHistory: landed(policyText({}, softer)),
  });
  expect(diagnostics.map(formatDiagnostic).join('\n')).toMatchInlineSnapshot(`
    "content/policies/access-control.mdx:18 error policy/version-altered
      Version 1.0 of "Access Control Policy" landed on 5 January 2026 and was altered since: "It should end with the role." became "It must end with the role.".
      Fix: Write version: "1.1" with its approval and a row in history, or restore the earlier text."
  `);
});
