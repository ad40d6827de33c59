import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleBook } from '#core/assemble-book.ts';
import type { Outcome } from '#core/model/verdict.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import { parseDeployments } from '#core/changes/deployments/parse-deployments.ts';
import { parseForgeExport } from '#core/forges/parse-forge-export.ts';
import { day, policyText, settingsText } from '../../helpers/book.ts';
import { commitId, lineOf } from '../../helpers/line-of.ts';

const hour = 3_600_000;
const merged = Date.parse('2026-03-03T10:00:00Z');
const at = (hours: number) => new Date(merged + hours * hour).toISOString();
const dayAt = (hours: number) => at(hours).slice(0, 10);
const change = 'shop-7';
const head = 'b'.repeat(40);

const peopleText = `ada: { name: Ada Finch, emails: [ada@example.org], forge: { github: ada }, roles: [{ role: cto, from: 2020-01-01 }] }
ben: { name: Ben Hollis, emails: [ben@example.org], forge: { github: ben }, roles: [{ role: engineer, from: 2020-01-01 }] }
dana: { name: Dana Ruiz, emails: [dana@example.org], forge: { github: dana }, roles: [{ role: security, from: 2020-01-01 }] }
`;
const changeRules = `{
  types: {
    normal: { clause: '1', approvals: 1, leadTime: PT24H, tests: required, staging: must },
    proven: { clause: '1', approvals: 1, proof: exported, tests: required },
    emergency: { clause: '1', approvals: 0, needs: [incident], recordWithin: PT24H, retrospective: { clause: '1', within: P10D, fields: [root-cause] }, afterwards: { clause: '1', spoken: true, approval: PT24H, securityReview: { within: P2D, roles: [security] }, tests: P2D } } },
  record: { clause: '1', requires: [reason, risk, rollback, tested], risk: [data] },
  review: { clause: '1', pullRequest: must, checks: must, comments: must },
  separation: { clause: '1', highRisk: { risk: high } },
  sensitive: { clause: '1', scopes: [auth], reviewers: [security] },
  validation: { clause: '1', scopes: [auth], within: P2D },
  monitoring: { clause: '1', normal: PT2H },
  rollback: { clause: '1', scopes: [auth], incident: must },
  retention: { clause: '1', records: P3Y, logs: P30D, level: must } }`;

/** One piece of evidence, of which none is the same field as another: a line of the message, a part of the export, a deployment, a follow-up. */
interface Piece {
  readonly kind: 'line' | 'review' | 'check' | 'thread' | 'pull' | 'deployment' | 'follow-up';
  readonly text: string;
  /** When it happened, in hours from the merge. */
  readonly hours?: number;
}

const followUps: Readonly<Record<string, (hours: number, result: string) => string>> = {
  validated: (hours, result) =>
    `validated: { at: ${at(hours)}, by: dana, result: ${result}, note: Signed in. }`,
  monitored: (hours, result) =>
    `monitored: { until: ${at(hours)}, by: dana, result: ${result}, note: Quiet. }`,
  deployed: (hours) => `deployed: { at: ${at(hours)}, by: dana }`,
  retrospective: (hours) =>
    `retrospective: { on: ${dayAt(hours)}, by: ada, rootCause: A full disk. }`,
  testedAfter: (hours, result) =>
    `testedAfter: { at: ${at(hours)}, by: dana, result: ${result}, note: All of it. }`,
  securityReview: (hours) => `securityReview: { at: ${at(hours)}, by: dana, note: Looked at it. }`,
  spokenApproval: (hours) => `spokenApproval: { at: ${at(hours)}, by: ada, note: On the phone. }`,
  approvals: (hours) => `approvals: [{ by: ada, at: ${at(hours)}, evidence: Ticket A-1. }]`,
  copied: (hours) =>
    `copied: [{ of: tested, on: ${dayAt(hours)}, by: ada, shows: 41 of 41 passed. }]`,
};
type Kind = keyof typeof followUps;

const hours = fc.constantFrom(-30, -2, 0, 1, 3, 20, 30, 60, 300);
const followUp = fc
  .tuple(fc.constantFrom(...Object.keys(followUps)), hours, fc.constantFrom('passed', 'failed'))
  .map(([kind, when, result]): Piece => ({
    kind: 'follow-up',
    hours: when,
    text: followUps[kind]?.(when, result) ?? '',
  }));
const line = fc
  .constantFrom(
    ...['Reason: The totals were wrong.', 'Reason: TBD', 'Risk: data low', 'Risk: data high'],
    ...['Risk: data big', 'Rollback: script; 7-down.sql', 'Rollback: revert', 'Tested: passed; 41'],
    ...['Tested: failed', 'Tested: passed; https://ci.example.org/runs/8', 'Staging: passed'],
    ...['Incident: INC-7', 'Incident: the outage', 'Requested-at: 2026-03-01T09:00:00Z'],
    ...['Approved-by: ada', 'Reviewed-by: dana', 'Security-reviewed-by: dana'],
    ...['Reviewed-by: ada, pending', 'Approved-by: Una <una@elsewhere.example>'],
  )
  .map((text): Piece => ({ kind: 'line', text }));
const review = fc
  .tuple(fc.constantFrom('ada', 'dana'), fc.constantFrom(-3, 2), fc.boolean())
  .map(([login, when, isFinal]): Piece => ({
    kind: 'review',
    text: JSON.stringify({
      user: { login },
      state: 'APPROVED',
      submitted_at: at(when),
      commit_id: isFinal ? head : 'c'.repeat(40),
    }),
  }));
const others = fc.constantFrom<Piece[]>(
  { kind: 'check', text: JSON.stringify({ name: 'unit', conclusion: 'success' }) },
  { kind: 'thread', text: JSON.stringify({ isResolved: true }) },
  { kind: 'pull', text: '' },
  ...[0, 1, 50].map((when): Piece => ({
    kind: 'deployment',
    hours: when,
    text: JSON.stringify({
      commit: commitId(1),
      at: at(when),
      by: 'dana',
      environment: 'production',
      result: 'success',
    }),
  })),
);
const scenario = fc.record({
  type: fc.constantFrom('normal', 'proven', 'emergency'),
  pieces: fc.uniqueArray(fc.oneof(followUp, { weight: 2, arbitrary: line }, review, others), {
    maxLength: 14,
    selector: ({ kind, text }) =>
      `${kind} ${text.split(/[:{]/, 1).join()}${kind === 'review' ? text : ''}`,
  }),
  isReverting: fc.boolean(),
  isOnMerge: fc.boolean(),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

/** The outcome of each rule, by a book that is assembled from all the pieces. */
function judgePieces({ type, pieces, isReverting, isOnMerge }: Scenario): Map<string, Outcome> {
  const of = (kind: Piece['kind']) =>
    pieces.filter((piece) => piece.kind === kind).map(({ text }) => text);
  const title = isReverting ? 'Revert "Show the total" (#7)' : 'Show the total (#7)';
  const history = lineOf('shop', [
    { at: '2026-01-10T10:00:00Z', title: 'Begin', paths: ['src/auth/a.ts'] },
    {
      at: at(0),
      title,
      body: [`Change-Type: ${type}`, ...of('line')].join('\n'),
      paths: ['src/auth/a.ts'],
    },
  ]);
  const pull = {
    number: 7,
    title: 'Show the total',
    user: { login: 'ben' },
    created_at: at(-50),
    merged_at: at(0),
    merged_by: { login: 'dana' },
    merge_commit_sha: commitId(1),
    head: { sha: head },
    commits: [{ sha: head, author: { login: 'ben' }, commit: {} }],
    ...(of('review').length > 0 && {
      reviews: of('review').map((text) => JSON.parse(text) as object),
    }),
    ...(of('check').length > 0 && {
      check_runs: of('check').map((text) => JSON.parse(text) as object),
    }),
    ...(of('thread').length > 0 && {
      review_threads: of('thread').map((text) => JSON.parse(text) as object),
    }),
  };
  // Another pull request shows that the export reaches until after the merge.
  const later = { ...pull, number: 1, merged_at: at(-90), merge_commit_sha: 'd'.repeat(40) };
  const read = parseForgeExport({
    file: 'exports/shop.json',
    text: JSON.stringify({
      exportedAt: at(400),
      pulls: of('pull').length > 0 ? [later, pull] : [later],
    }),
    digest: '',
  });
  const pipeline = parseDeployments({
    file: 'exports/shop.jsonl',
    text: of('deployment').join('\n'),
    digest: '',
  });
  const files = {
    'policybook.yaml': `${settingsText}repositories: [{ id: shop, path: ../shop, since: 2026-02-01, policy: changes, scopes: { auth: ['src/auth/**'] }, forgeExports: [exports/shop.json], deployments: ${isOnMerge ? 'on-merge' : 'exports/shop.jsonl'} }]\n`,
    'people.yaml': peopleText,
    'policies/changes.mdx': policyText({ title: 'Changes', changeRules }),
    ...Object.fromEntries(
      of('follow-up').map((text, index) => [
        `changes/f${index}.mdx`,
        `---\nchange: ${change}\n${text}\n---\n`,
      ]),
    ),
  };
  const content = parseContent({
    folder: 'content',
    files: Object.entries(files).map(([name, text]) => ({ file: `content/${name}`, text })),
    assets: [],
  });
  const { book } = assembleBook(content, [history], {
    asOf: day('2026-04-20'),
    engine: 'test',
    evidence: [
      {
        repository: 'shop',
        cleanMerges: {},
        forgeExports: read.export ? [read.export] : [],
        ...(!isOnMerge && pipeline.deployments && { deployments: pipeline.deployments }),
      },
    ],
  });
  const judged = book?.changes.find(({ record }) => record.commit === commitId(1));
  if (!judged) throw new Error('The change is not judged.');
  return new Map(judged.verdicts.map(({ rule, outcome }) => [rule, outcome]));
}

const isGood = (outcome: Outcome | undefined) => outcome === 'pass' || outcome === 'not-applicable';

/** By rule, or for all: evidence that is itself the breach, so that without it the change is honestly better. */
const breaches: readonly (readonly [rule: string, piece: RegExp])[] = [
  ['change/two-people', /^Risk: data (?:high|big)/],
  ['change/retention', /^(?:Tested|approvals|validated|monitored)/],
  // Whoever approves may be an author; without any approval change/approvals fails.
  ['change/separation', /^(?:Approved-by|Reviewed-by|Security-reviewed-by|approvals|\{"user")/],
  // A review of an earlier revision, or after the merge, makes void what a message states of the same person.
  ['', /^\{"user".*(?:ccccccc|T12:00:00)/],
  // The last watch counts.
  ['change/monitoring', /^monitored: .*failed/],
];

test('deleting any piece of evidence makes no verdict good', () => {
  fc.assert(
    fc.property(scenario, (rich) => {
      const before = judgePieces(rich);
      for (const piece of rich.pieces) {
        const after = judgePieces({ ...rich, pieces: rich.pieces.filter((one) => one !== piece) });
        for (const [rule, outcome] of before) {
          const isExcepted = breaches.some(
            ([own, form]) => (own === rule || own === '') && form.test(piece.text),
          );
          if (isExcepted || isGood(outcome) || !isGood(after.get(rule))) continue;
          expect.fail(
            `${rule} is ${outcome}, and ${String(after.get(rule))} without ${piece.text}`,
          );
        }
      }
    }),
    { numRuns: 120 },
  );
});

/** The rule that wants each kind of evidence, and the hours at which it comes before its deed. */
const wanted: Readonly<Record<Kind, readonly [rule: string, before: readonly number[]]>> = {
  validated: ['change/validation', [-30, -2]],
  monitored: ['change/monitoring', [-30, -2]],
  retrospective: ['change/retrospective', [-30]],
  testedAfter: ['change/afterwards', [-30, -2]],
  securityReview: ['change/afterwards', [-30, -2]],
};

test.for(Object.keys(wanted))('%s before its deed never passes', (kind) => {
  const [rule, early] = wanted[kind] ?? ['', []];
  const isOfKind = ({ text }: Piece) => text.startsWith(`${kind}:`);
  fc.assert(
    fc.property(scenario, fc.constantFrom(...early), (given, when) => {
      const rest = given.pieces.filter(
        (piece) => !isOfKind(piece) && !piece.text.startsWith('Security-reviewed-by'),
      );
      const piece: Piece = {
        kind: 'follow-up',
        hours: when,
        text: followUps[kind]?.(when, 'passed') ?? '',
      };
      expect(judgePieces({ ...given, pieces: [...rest, piece] }).get(rule)).not.toBe('pass');
    }),
    { numRuns: 40 },
  );
});
