import { recordExamples, type DocumentExample } from './record-examples.ts';

const policy = 'policies/access-control.mdx';
const earlier = 'archive/access-control/0.9.mdx';

const row = (version: string, rest = 'change: normative') =>
  `{ version: '${version}', date: 2026-01-05, by: ada, ${rest}, summary: First. }`;
const rows = (...versions: readonly string[]) =>
  `history: [${versions.map((one) => row(one)).join(', ')}]`;
const review = (on: string, rest = '', by = 'ben') =>
  `{ on: ${on}, by: ${by}, version: '1.0', outcome: unchanged, note: ${rest === '' ? 'All of it.' : rest} }`;
const unit = '{ types: { normal: { clause: "1", approvals: 1 } } }';

/** One pair for each rule on documents, by code. */
export const documentExamples: Readonly<Partial<Record<string, DocumentExample>>> = {
  'policy/review-overdue': {
    file: policy,
    good: ['nextReview: 2027-01-05'],
    bad: ['nextReview: 2026-05-31'],
  },
  'policy/review-due': {
    file: policy,
    good: ['nextReview: 2027-01-05'],
    bad: ['nextReview: 2026-06-20'],
  },
  'policy/review-due-early': {
    file: policy,
    good: ['reviewOn: [regulation]', `reviews: [${review('2026-03-10')}]`],
    bad: ['reviewOn: [regulation]', `reviews: [${review('2026-02-01')}]`],
    beside: {
      'policybook.yaml': ['events: [{ on: 2026-03-02, event: regulation, what: A law. }]'],
    },
  },
  'policy/next-review-disagrees': {
    file: policy,
    good: ['reviewEvery: P1Y', 'nextReview: 2027-01-05'],
    bad: ['reviewEvery: P1Y', 'nextReview: 2027-03-01'],
  },
  'policy/review-in-future': {
    file: policy,
    good: [`reviews: [${review('2026-05-31')}]`],
    bad: [`reviews: [${review('2026-07-01')}]`],
  },
  'policy/review-before-version': {
    file: policy,
    good: [`reviews: [${review('2026-01-05')}]`],
    bad: [`reviews: [${review('2026-01-04')}]`],
  },
  'policy/history-backwards': {
    file: policy,
    good: [rows('1.0', '0.9')],
    bad: [`history: [${row('1.0')}, ${row('0.9').replace('01-05', '01-06')}]`],
    beside: { [earlier]: ["version: '0.9'"] },
  },
  'policy/review-unknown-version': {
    file: policy,
    good: [`reviews: [${review('2026-01-05')}]`],
    bad: [`reviews: [${review('2026-01-05').replace('1.0', '1.1')}]`],
  },
  'policy/review-note-repeated': {
    file: policy,
    good: [`reviews: [${review('2026-02-01', 'Read against May.')}, ${review('2026-01-05')}]`],
    bad: [`reviews: [${review('2026-02-01')}, ${review('2026-01-05')}]`],
  },
  'policy/review-by-last-editor': {
    file: policy,
    good: [`reviews: [${review('2026-01-05')}]`],
    bad: [`reviews: [${review('2026-01-05', '', 'ada')}]`],
  },
  'policy/reviews-bunched': {
    file: policy,
    good: ['nextReview: 2027-06-05'],
    bad: ['nextReview: 2027-01-06'],
    beside: Object.fromEntries(
      ['b', 'c', 'd', 'e'].map((name) => [`policies/${name}.mdx`, ['nextReview: 2027-01-06']]),
    ),
  },
  'policy/approval-missing': {
    file: policy,
    good: ['status: approved', 'approval: { by: ben, on: 2026-01-05 }'],
    bad: ['status: approved', 'approval:'],
  },
  'policy/version-altered': {
    file: policy,
    good: ['Access should end with the role.'],
    bad: ['Access must end with the role.'],
    landed: [['Access should end with the role.']],
  },
  'policy/version-down': {
    file: policy,
    good: ["version: '1.1'", rows('1.1', '1.0')],
    bad: ["version: '1.0'", rows('1.1', '1.0')],
    landed: [[], ["version: '1.1'", rows('1.1', '1.0')]],
  },
  'policy/version-twice': {
    file: earlier,
    good: ["version: '0.9'"],
    bad: ["version: '1.0'", 'Access must end with the role.'],
    beside: { [policy]: [rows('1.0', '0.9')] },
  },
  'policy/editorial-hides-duty': {
    file: policy,
    good: [
      `history: [${row('1.0', 'change: normative')}, ${row('0.9')}]`,
      'It must end with the role.',
    ],
    bad: [
      `history: [${row('1.0', 'change: editorial')}, ${row('0.9')}]`,
      'It must end with the role.',
    ],
    beside: { [earlier]: ["version: '0.9'", 'It should end with the role.'] },
  },
  'policy/in-force-before-approval': {
    file: policy,
    good: ['effective: 2026-01-05', 'approval: { by: ben, on: 2026-01-05 }'],
    bad: ['effective: 2026-01-04', 'approval: { by: ben, on: 2026-01-05 }'],
  },
  'policy/approval-by-owner-alone': {
    file: policy,
    good: ['owner: cto', 'approval: { by: ben, on: 2026-01-05 }'],
    bad: ['owner: cto', 'approval: { by: dana, on: 2026-01-05 }'],
  },
  'policy/landed-backwards': {
    file: 'commit',
    good: ['2026-01-05T10:00:00Z'],
    bad: ['2025-12-01T10:00:00Z'],
    landed: [[]],
  },
  'policy/history-missing': {
    file: policy,
    good: [rows('1.0', '0.9')],
    bad: [rows('1.0')],
    beside: { [earlier]: ["version: '0.9'"] },
  },
  'policy/history-extra': { file: policy, good: [rows('1.0')], bad: [rows('1.0', '0.9')] },
  'policy/history-contradicted': {
    file: policy,
    good: [rows('1.0')],
    bad: [rows('1.0').replace('2026-01-05', '2026-01-06')],
    landed: [[]],
  },
  'policy/archive-misnamed': {
    file: 'archive/access-control/0.9.mdx',
    good: ["version: '0.9'"],
    bad: ["version: '0.8'"],
    beside: { [policy]: [rows('1.0', '0.9', '0.8')] },
  },
  'policy/archive-edited': {
    file: earlier,
    good: ["version: '0.9'", 'It should end with the role.'],
    bad: ["version: '0.9'", 'It must end with the role.'],
    archived: ["version: '0.9'", 'It should end with the role.'],
    beside: { [policy]: [rows('1.0', '0.9')] },
    landed: [[rows('1.0', '0.9')]],
  },
  'policy/heading-missing': {
    file: policy,
    good: ['## 1. Purpose', '', '## 2. Review'],
    bad: ['## 1. Purpose'],
    beside: { 'policybook.yaml': ['policies: { requiredHeadings: { policy: [Review] } }'] },
  },
  'policy/import-residue': {
    file: policy,
    good: ['## 1. Purpose', '', '## 2. Review'],
    bad: ['## 1. Purpose', '', '## 3. Review'],
  },
  'policy/clause-unknown': {
    file: policy,
    good: [`changeRules: ${unit}`],
    bad: [`changeRules: ${unit.replace('"1"', '"9"')}`],
  },
  'policy/parameter-unknown': {
    file: policy,
    good: [`changeRules: ${unit}`, '<Param name="types.normal.approvals"/> must approve.'],
    bad: [`changeRules: ${unit}`, '<Param name="types.normal.leadTime"/> must pass.'],
  },
  'policy/link-unknown': {
    file: policy,
    good: ['See [the purpose](#1).'],
    bad: ['See [the purpose](#7).'],
  },
  'policy/image-unknown': {
    file: policy,
    good: ['![The layers of access](../assets/layers.svg)'],
    bad: ['![The layers of access](../assets/layer.svg)'],
  },
  'policy/related-unknown': {
    file: policy,
    good: ['related: [change-management]'],
    bad: ['related: [chnage-management]'],
  },
  'policy/role-unknown': { file: policy, good: ['owner: cto'], bad: ['owner: ciso'] },
  'policy/name-unknown': {
    file: policy,
    good: ['reviewOn: [regulation]'],
    bad: ['reviewOn: [regulatoin]'],
  },
  'policy/person-unknown': {
    file: policy,
    good: ['approval: { by: ben, on: 2026-01-05 }'],
    bad: ['approval: { by: dora, on: 2026-01-05 }'],
  },
  'policy/control-unknown': {
    file: policy,
    good: ['controls: { soc2: [CC8.1] }'],
    bad: ['controls: { soc2: [CC8.2] }'],
  },
  ...recordExamples,
};
