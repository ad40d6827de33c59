import type { ExampleChange } from './change-examples.ts';

/** The lines of one file, once as a good book has them and once as they break a rule. */
export interface DocumentExample {
  /** Path below content/, or `commit` for the time that the commit of a version states. */
  readonly file: string;
  /** Of a policy: fields that replace its own, or its text. Of other files: what they hold besides the ordinary. */
  readonly good: readonly string[];
  readonly bad: readonly string[];
  /** Lines of other files. */
  readonly beside?: Readonly<Record<string, readonly string[]>>;
  /** Earlier texts of the policy as git knows them, oldest first. */
  readonly landed?: readonly (readonly string[])[];
  /** The text of an archived file when it was first committed. */
  readonly archived?: readonly string[];
  /** A change that the answers of the example belong to. */
  readonly change?: ExampleChange;
}

const duty = 'duties/access-review.yaml';
const answer = 'answers/platform-7.yaml';

const withDuty = {
  'policies/access-control.mdx': [
    'duties: [{ id: access-review, every: P3M, owner: cto, what: Look, clause: "1" }]',
  ],
};
const done = (on = '2026-05-04', by = 'ben', evidence = 'The list of accounts.') =>
  `{ on: ${on}, by: ${by}, evidence: ${evidence} }`;
const answered = (...lines: readonly string[]) => [
  'change: platform-7',
  'rule: change/record-fields',
  'by: ada',
  'on: 2026-03-05',
  'why: The template was not filled in.',
  'action: The reason was written down afterwards.',
  ...lines,
];
const deviating: ExampleChange = {
  title: 'Merge pull request #7 from example/opening-hours',
  lines: ['Reason: TBD'],
};

/** Those of rules on records: duties, answers, people and settings. */
export const recordExamples: Readonly<Partial<Record<string, DocumentExample>>> = {
  'policy/duty-overdue': {
    file: duty,
    good: [`done: [${done()}]`],
    bad: [`done: [${done('2026-01-12')}]`],
    beside: withDuty,
  },
  'policy/duty-unknown': {
    file: duty,
    good: ['policy: access-control', 'duty: access-review', `done: [${done()}]`],
    bad: ['policy: access-control', 'duty: acces-review', `done: [${done()}]`],
    beside: withDuty,
  },
  'policy/duty-in-future': {
    file: duty,
    good: [`done: [${done('2026-06-01')}]`],
    bad: [`done: [${done('2026-06-02')}]`],
    beside: withDuty,
  },
  'policy/duty-without-holder': {
    file: duty,
    good: [`done: [${done()}]`],
    bad: [`done: [${done('2026-05-04', 'robo')}]`],
    beside: {
      ...withDuty,
      'people.yaml': ['robo: { name: Robo, emails: [robo@example.org], bot: true }'],
    },
  },
  'policy/duty-evidence-missing': {
    file: duty,
    good: [`done: [${done()}]`],
    bad: [`done: [${done('2026-05-04', 'ben', 'TBD')}]`],
    beside: withDuty,
  },
  'book/address-twice': {
    file: 'people.yaml',
    good: ['eve: { name: Eve Lund, emails: [eve@example.org] }'],
    bad: ['eve: { name: Eve Lund, emails: [ada@example.org] }'],
  },
  'book/judging-policy-unknown': {
    file: 'policybook.yaml',
    good: ['    policy: change-management'],
    bad: ['    policy: change-managment'],
  },
  'book/answer-unmatched': {
    file: answer,
    good: answered('approvedBy: ben'),
    bad: answered('approvedBy: ben').with(0, 'change: platform-8'),
    change: deviating,
  },
  'book/answer-empty': {
    file: answer,
    good: answered('approvedBy: ben'),
    bad: answered('approvedBy: ben').with(4, 'why: TBD'),
    change: deviating,
  },
  'book/answer-twice': {
    file: 'answers/platform-7-fields.yaml',
    good: [],
    bad: answered('approvedBy: ben'),
    beside: { [answer]: answered('approvedBy: dana') },
    change: deviating,
  },
  'book/answer-expired': {
    file: answer,
    good: answered('approvedBy: ben', 'expires: 2026-12-31'),
    bad: answered('approvedBy: ben', 'expires: 2026-04-30'),
    change: deviating,
  },
  'book/answer-misdated': {
    file: answer,
    good: answered('approvedBy: ben'),
    bad: answered('approvedBy: ben').with(3, 'on: 2026-02-05'),
    change: deviating,
  },
  'book/answer-by-one': {
    file: answer,
    good: answered('approvedBy: ben'),
    bad: answered('approvedBy: ben').with(2, 'by: ben'),
    change: deviating,
  },
  'book/answer-by-author': {
    file: answer,
    good: answered('approvedBy: ben'),
    bad: answered('approvedBy: ada'),
    change: deviating,
  },
  'book/deviation-unanswered': {
    file: answer,
    good: answered('approvedBy: ben'),
    bad: [],
    beside: { 'policybook.yaml': ['gates: { deviation: fail }'] },
    change: deviating,
  },
};
