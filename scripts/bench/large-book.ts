import { assembleBook } from '#core/assemble-book.ts';
import type { Book } from '#core/model/book.ts';
import { parseCalendarDate } from '#core/model/calendar-date.ts';
import { parseInstant, type Instant } from '#core/model/instant.ts';
import type { RawCommit, RawHistory, Signature } from '#core/model/raw-commit.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import { clauseText, sentence } from './policy-of-clauses.ts';

const firstDay = '2023-06-01';
const lastDay = '2026-06-01';
const team = Array.from({ length: 30 }, (_, index) => `engineer-${index}`);

const settings = `organisation: { name: Example, contact: office@example.org }
timeZone: Europe/London
editions:
  internal: { url: https://policies.example.org }
sample: { asOf: ${lastDay} }
repositories:
  - id: platform
    path: ../platform
    branch: main
    since: ${firstDay}
    policy: change-management
    deployments: on-merge
    scopes:
      application: ['src/**']
      security: ['src/area-7/**', 'src/area-8/**']
      infrastructure: ['terraform/**']
      database: ['migrations/**']
`;

const people = team
  .map(
    (id, index) =>
      `${id}: { name: Engineer ${index}, emails: [${id}@example.org], roles: [{ role: ${index % 5 === 0 ? 'security' : 'engineer'}, from: 2020-01-01 }] }`,
  )
  .join('\n');

const policy = `---
title: Change Management Policy
version: '1.0'
status: approved
classification: internal
owner: security
effective: ${firstDay}
approval: { by: ${team[2]}, on: ${firstDay} }
nextReview: 2026-09-01
reviewEvery: P1Y
history: [{ version: '1.0', date: ${firstDay}, by: ${team[1]}, change: normative, summary: Generated. }]
reviews: [{ on: 2025-09-01, by: ${team[5]}, version: '1.0', outcome: unchanged, note: Read as a whole. }]
changeRules:
  types:
    standard: { clause: '3', kinds: [documentation, text], approvals: 0, tests: required, staging: none }
    normal: { clause: '3', approvals: 1, tests: required, staging: should }
    emergency: { clause: '3', approvals: 0, needs: [incident], recordWithin: PT24H, retrospective: { clause: '5', within: P10D, fields: [root-cause] } }
  record: { clause: '4', requires: [reason, risk, rollback, tested], risk: [availability, security, data] }
  review: { clause: '4', pullRequest: should, checks: should }
  separation: { clause: '7', approverIsNotAuthor: must }
  sensitive: { clause: '8', scopes: [security], reviewers: [security] }
  windows: { clause: '9', zone: Europe/London, days: [mon, tue, wed, thu, fri], from: '09:00', to: '17:00', level: should }
  monitoring: { clause: '10', level: should, normal: PT2H }
  metrics: { clause: '11', changeFailureRate: { target: '< 5%', every: P1M }, emergencyRate: { target: '< 10%', every: P1M } }
---

${Array.from({ length: 12 }, (_, index) => clauseText(index + 1)).join('\n\n')}
`;

/** A judged book with so many changes, spread evenly over three years; the same number gives the same book. */
export function makeLargeBook(changes: number): Book {
  const content = parseContent({
    folder: 'content',
    files: [
      { file: 'content/policybook.yaml', text: settings },
      { file: 'content/people.yaml', text: people },
      { file: 'content/policies/change-management.mdx', text: policy },
    ],
    assets: [],
  });
  const asOf = parseCalendarDate(lastDay);
  if (!asOf) throw new Error(`${lastDay} is not a day.`);
  const { book, diagnostics } = assembleBook(content, [makeHistory(changes)], {
    asOf,
    engine: 'policybook bench',
  });
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (!book || error) throw new Error(error?.problem ?? 'The generated book was not read.');
  return book;
}

/** A line of squashed pull requests, every fourth of them a merge of three commits. */
function makeHistory(changes: number): RawHistory {
  const begin = Date.parse(`${firstDay}T08:00:00Z`);
  const step = (Date.parse(`${lastDay}T08:00:00Z`) - begin) / changes;
  const merged: Record<string, readonly RawCommit[]> = {};
  const line = Array.from({ length: changes }, (_, index): RawCommit => {
    const id = idOf(index, 'a');
    const at = instantOf(begin + index * step);
    const before = index === 0 ? [] : [idOf(index - 1, 'a')];
    const isMerge = index % 4 === 0 && index > 0;
    if (isMerge) merged[id] = [1, 2, 3].map((part) => partOf(index, part, at));
    const author = signatureOf(index, at);
    return {
      id,
      parents: isMerge ? [...before, idOf(index, 'd')] : before,
      author,
      committer: isMerge ? signatureOf(index + 1, at) : { ...author, ...forge },
      message: messageOf(index, isMerge),
      paths: pathsOf(index),
    };
  });
  return { repository: 'platform', branch: 'main', line, merged };
}

const forge = { name: 'GitHub', email: 'noreply@github.com' };

function partOf(index: number, part: number, at: Instant): RawCommit {
  const author = signatureOf(index, at);
  return {
    id: idOf(index, 'abcd'.charAt(part)),
    parents: [],
    author,
    committer: author,
    message: `Step ${part} of ${index}\n`,
    paths: pathsOf(index),
  };
}

function idOf(index: number, letter: string): string {
  return `${index.toString(16).padStart(12, '0')}${letter.repeat(28)}`;
}

function instantOf(milliseconds: number): Instant {
  const at = parseInstant(new Date(milliseconds).toISOString());
  if (!at) throw new Error('There is no such moment.');
  return at;
}

function signatureOf(index: number, at: Instant): Signature {
  const number = index % team.length;
  return { name: `Engineer ${number}`, email: `engineer-${number}@example.org`, at };
}

function pathsOf(index: number): string[] {
  const migration = index % 37 === 0 ? [`migrations/${index}.sql`] : [];
  const place = index % 11 === 0 ? 'terraform' : `src/area-${index % 97}`;
  return [...migration, `${place}/part-${index % 13}.ts`, `${place}/part-${index % 17}.test.ts`];
}

/** Most approve as they should; some do not, and some state no type. */
function messageOf(index: number, isMerge: boolean): string {
  const title = `Change ${sentence(index, 5).slice(5, 60)}`;
  const head = isMerge
    ? `Merge pull request #${index} from example/work-${index}\n\n${title}`
    : `${title} (#${index})`;
  const approver = index % 23 === 0 ? '' : `Approved-by: ${contactOf(index + 1)}\n`;
  const type = index % 41 === 0 ? '' : `Change-Type: ${typeOf(index)}\n`;
  return `${head}

${sentence(index, 40)}
${sentence(index + 7, 40)}

${type}Reason: ${sentence(index + 1, 12)}
Risk: availability low; security low; data none. ${sentence(index + 2, 8)}
Rollback: revert; the earlier release is kept.
Tested: passed; unit and staging, run ${index}.
${approver}`;
}

function typeOf(index: number): string {
  if (index % 53 === 0) return 'emergency\nIncident: INC-7';
  return index % 3 === 0 ? 'standard\nChange-Kind: documentation' : 'normal';
}

function contactOf(index: number): string {
  const number = index % team.length;
  return `Engineer ${number} <engineer-${number}@example.org>`;
}
