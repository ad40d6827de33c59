import { assembleBook, type AssembledBook } from '../assemble-book.ts';
import type { JudgedChange } from '../model/book.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import { parseInstant, type Instant } from '../model/instant.ts';
import type { PolicyHistory, PolicyText } from '../model/policy-text.ts';
import type { RawCommit, RawHistory, Signature } from '../model/raw-commit.ts';
import type { RecordHistory } from '../model/record-history.ts';
import { parseContent } from '../parse/parse-content.ts';
import { parsePolicy } from '../parse/parse-policy.ts';
import {
  accessPolicy,
  messageOfExample,
  type DocumentExample,
  type ExampleChange,
} from '../rules/example.ts';

// The small company of the examples: Ada writes, Ben and Dana approve.

export const exampleSettings = `organisation: { name: Example, contact: office@example.org }
timeZone: Europe/London
editions: { internal: { url: https://policies.example.org } }
repositories:
  - id: platform
    path: ../platform
    since: 2026-01-01
    policy: change-management
    scopes: { application: ['src/**'], ai: ['prompts/**'], security: ['src/auth/**'], database: ['migrations/**'] }
`;

const examplePeople = `ada:
  name: Ada Finch
  emails: [ada@example.org]
  roles: [{ role: engineer, from: 2020-01-01 }]
ben:
  name: Ben Hollis
  emails: [ben@example.org]
  roles: [{ role: technical, from: 2020-01-01 }, { role: security, from: 2020-01-01 }]
dana:
  name: Dana Ruiz
  emails: [dana@example.org]
  roles: [{ role: cto, from: 2020-01-01 }, { role: executive, from: 2020-01-01 }]
`;

const changePolicy = `---
title: Change Management Policy
version: '1.0'
status: approved
classification: internal
owner: cto
effective: 2026-01-05
approval: { by: ben, on: 2026-01-05 }
nextReview: 2027-01-05
reviewEvery: P1Y
history: [{ version: '1.0', date: 2026-01-05, by: ada, change: normative, summary: First. }]
reviews: [{ on: 2026-01-05, by: ben, version: '1.0', outcome: changed, note: All of it. }]
changeRules:
  types:
    normal: { clause: '1', approvals: 1, leadTime: PT24H, tests: required, staging: none }
    major:
      { clause: '1', approvals: 2, approvers: [technical, executive], leadTime: PT24H, tests: required, staging: must }
    emergency:
      clause: '2'
      approvals: 0
      needs: [incident]
      recordWithin: PT24H
      afterwards: { clause: '2', spoken: true, approval: PT24H, tests: P2D }
      retrospective: { clause: '2', within: P10D, fields: [root-cause] }
  record:
    clause: '3'
    requires: [reason, risk, rollback, tested]
    risk: [availability, security, data]
    title: { words: 3 }
    trailers: [{ name: Accessibility, clause: '3' }]
  review: { clause: '4', pullRequest: must }
  separation: { clause: '4', highRisk: { risk: high, types: [major], scopes: [security] } }
  sensitive: { clause: '4', scopes: [security], reviewers: [security] }
  validation: { clause: '5', scopes: [security], within: P1D, before: must }
  deploymentChecks: { clause: '5', level: should, types: [normal], within: P1D }
  rollback: { clause: '5', scopes: [database], incident: must, verified: { within: P1D } }
  categories: { system-prompt: { clause: '6', scope: ai, type: normal, signOff: [cto] } }
  windows: { clause: '5', zone: Europe/London, days: [mon, tue, wed, thu, fri], from: '09:00', to: '17:00' }
  remediation: { clause: '5', high: P7D }
  monitoring: { clause: '5', normal: PT2H }
  ai: { clause: '6', providers: [quillon], measures: { score: { better: higher } } }
  retention: { clause: '3', records: P3Y, logs: P30D }
---

## 1. Types

## 2. Emergencies

## 3. Record

## 4. Review

## 5. Deployment

## 6. Prompts
`;

export interface ExampleOrder {
  /** Files by their path below content/. Settings, people and the policy on changes have a default. */
  readonly files?: Readonly<Record<string, string>>;
  readonly change?: ExampleChange;
  readonly asOf?: string;
  readonly policyHistory?: PolicyHistory;
  readonly recordHistory?: RecordHistory;
}

/** Reads and judges the small book by the flow that judges every book. */
export function assembleExample({
  files = {},
  change,
  asOf = '2026-06-01',
  policyHistory,
  recordHistory,
}: ExampleOrder): AssembledBook {
  const all: Readonly<Record<string, string>> = {
    'policybook.yaml': exampleSettings,
    'people.yaml': examplePeople,
    'policies/change-management.mdx': changePolicy,
    ...(change?.followUp && {
      'changes/platform-7.mdx': `---\nchange: ${idOfExample(change)}\n${change.followUp.join('\n')}\n---\n`,
    }),
    ...files,
  };
  const content = parseContent({
    folder: 'content',
    files: Object.entries(all).map(([name, text]) => ({ file: `content/${name}`, text })),
    assets: ['content/assets/layers.svg'],
  });
  return assembleBook(content, change ? [historyOfChange(change)] : [], {
    asOf: asOf as CalendarDate,
    engine: 'policybook',
    ...(policyHistory && { policyHistory }),
    ...(recordHistory && { recordHistory }),
  });
}

/** The change of an example, judged. */
export function judgeExample(change: ExampleChange): JudgedChange {
  const { book, diagnostics } = assembleExample({ change });
  const judged = book?.changes.find(({ record }) => record.repository === 'platform');
  if (judged) return judged;
  const problems = diagnostics.map(({ problem }) => problem).join(' ');
  throw new Error(`An example of a change makes no record: ${problems}`);
}

export type Side = 'good' | 'bad';

/** One side of an example as the files of the small book that it names, by their path below content/. */
export function filesOfExample(example: DocumentExample, side: Side): Record<string, string> {
  const { file = accessPolicy, beside = {} } = example;
  const own = example[side];
  const isAbsent = file === 'commit' || (own.length === 0 && file !== accessPolicy);
  const files = { [accessPolicy]: [], ...beside, ...(!isAbsent && { [file]: own }) };
  return Object.fromEntries(
    Object.entries(files).map(([name, lines]) => [name, textOf(name, lines)]),
  );
}

/** Puts one side of an example into the small book, and judges it. */
export function judgeDocumentExample(example: DocumentExample, side: Side): AssembledBook {
  const { file, change, landed, archived } = example;
  const [stated] = file === 'commit' ? example[side] : [];
  const history = landed && {
    texts: landed.map((lines, index) => landing(policyText(lines), index, stated)),
    archive: archived ? [archivedText(policyText(archived))] : [],
  };
  return assembleExample({
    files: filesOfExample(example, side),
    ...(change && { change }),
    ...(history && { policyHistory: history }),
  });
}

function textOf(name: string, lines: readonly string[]): string {
  const added = lines.map((line) => `${line}\n`).join('');
  if (name.endsWith('.mdx')) return policyText(lines);
  if (name === 'people.yaml') return `${examplePeople}${added}`;
  if (name.startsWith('duties/') && !lines[0]?.startsWith('policy: ')) {
    return `policy: access-control\nduty: access-review\n${added}`;
  }
  if (name !== 'policybook.yaml') return added;
  // An indented line replaces that of the repository; other lines are added.
  const [first = ''] = lines;
  return first.startsWith(' ')
    ? exampleSettings.replace(/^ {4}policy: .*$/m, first)
    : `${exampleSettings}${added}`;
}

const goodFields: Readonly<Record<string, string>> = {
  title: 'Access Control Policy',
  version: "'1.0'",
  status: 'approved',
  classification: 'internal',
  owner: 'cto',
  effective: '2026-01-05',
  approval: '{ by: ben, on: 2026-01-05 }',
  nextReview: '2027-01-05',
  reviewEvery: 'P1Y',
  history: "[{ version: '1.0', date: 2026-01-05, by: ada, change: normative, summary: First. }]",
  reviews: "[{ on: 2026-01-05, by: ben, version: '1.0', outcome: changed, note: All of it. }]",
};

function policyText(lines: readonly string[]): string {
  const isField = (line: string) => /^[a-z][A-Za-z]*:/.test(line);
  const own = Object.fromEntries(
    lines
      .filter(isField)
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const fields = Object.entries({ ...goodFields, ...own })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`);
  const body = lines.filter((line) => !isField(line));
  const heading = body.some((line) => line.startsWith('## ')) ? [] : ['## 1. Purpose', ''];
  const words = body.length > 0 ? body : ['Access is given by role.'];
  return ['---', ...fields, '---', '', ...heading, ...words, ''].join('\n');
}

/** What git knows of a text that landed: the first on 5 January, each other on the next day. */
function landing(text: string, index: number, stated: string | undefined): PolicyText {
  const commit = String(index + 1).repeat(40);
  const file = `content/${accessPolicy}`;
  const landed = momentOf(`2026-01-0${index + 5}T10:00:00Z`);
  const at = stated === undefined ? landed : momentOf(stated);
  const signature = { name: 'Ada Finch', email: 'ada@example.org', at };
  const source = { file: `${file}@${commit.slice(0, 12)}`, text };
  const { version } = parsePolicy('access-control', source, false);
  return {
    policy: 'access-control',
    file,
    blob: commit,
    commit,
    landed,
    author: signature,
    committer: signature,
    subject: `Text ${index + 1}`,
    isMerge: false,
    isBase: false,
    text,
    ...(version && { version }),
  };
}

function archivedText(text: string): PolicyHistory['archive'][number] {
  return {
    file: 'content/archive/access-control/0.9.mdx',
    blob: '9'.repeat(40),
    commit: '9'.repeat(40),
    landed: momentOf('2026-01-05T10:00:00Z'),
    isBase: true,
    text,
  };
}

const commitId = '7'.repeat(40);

function idOfExample({ title = '', isPushed }: ExampleChange): string {
  return !isPushed && title.includes('#7') ? 'platform-7' : `platform-${commitId.slice(0, 12)}`;
}

function historyOfChange(change: ExampleChange): RawHistory {
  const { paths = ['src/page.ts'], mergedBy, mergedAt = '2026-03-03T11:00:00Z', isPushed } = change;
  const at = momentOf(mergedAt);
  const ada = { name: 'Ada Finch', email: 'ada@example.org', at };
  const merger =
    mergedBy === undefined
      ? { name: 'GitHub', email: 'noreply@github.com', at }
      : { name: mergedBy, email: `${mergedBy}@example.org`, at };
  const commit = (id: string, parents: readonly string[], committer: Signature): RawCommit => ({
    id,
    parents,
    author: ada,
    committer,
    message: messageOfExample(change),
    paths,
  });
  // Before the adoption, with a path of each scope.
  const started = momentOf('2025-12-01T11:00:00Z');
  const first: RawCommit = {
    ...commit('5'.repeat(40), [], { ...ada, at: started }),
    paths: ['migrations/1.sql', 'prompts/draft.md', 'src/auth/login.ts'],
  };
  const written = commit('6'.repeat(40), [first.id], ada);
  const merge = commit(
    commitId,
    isPushed ? [first.id] : [first.id, written.id],
    isPushed ? ada : merger,
  );
  return {
    repository: 'platform',
    branch: 'main',
    line: [first, merge],
    merged: isPushed ? {} : { [commitId]: [{ ...written, message: 'Show them' }] },
  };
}

function momentOf(text: string): Instant {
  const moment = parseInstant(text);
  if (!moment) throw new Error(`${text} is not a moment.`);
  return moment;
}
