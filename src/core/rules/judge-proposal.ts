import { createScopeFinder } from '../changes/find-scopes.ts';
import { inForceOn } from '../history/in-force.ts';
import type { JudgedChange } from '../model/book.ts';
import type { Approval, ChangeRecord } from '../model/change-record.ts';
import { calendarDateOf, epochOf, type Instant } from '../model/instant.ts';
import type { Policy } from '../model/policy.ts';
import type { Verdict } from '../model/verdict.ts';
import type { RepositorySettings } from '../schemas/settings.ts';
import { judgeChange, type SharedContext } from './judge-change.ts';

/** Why a verdict cannot be known before the merge. */
export type Pending = 'paths' | 'merger' | 'time' | 'export' | 'evidence';

export interface JudgedProposal {
  /** A verdict that only the future decides is unknown here, whatever it would be this minute. */
  readonly judged: JudgedChange;
  /** By code of the rule. */
  readonly pending: ReadonlyMap<string, Pending>;
}

export interface JudgingOrder {
  readonly record: ChangeRecord;
  readonly policy: Policy;
  readonly shared: SharedContext;
  readonly repository: RepositorySettings;
  /** Whether the commits, and so the paths, are known. */
  readonly hasRange: boolean;
  /** Whether the time of the merge is settled. */
  readonly isTimeKnown: boolean;
}

/** One way in which the rest could turn out. */
interface Future {
  readonly why: Pending;
  readonly record: ChangeRecord;
}

const hour = 3_600_000;
// Each quarter of a day for a week, which meets every window, and three days beyond any usual lead time.
const waits = [
  ...Array.from({ length: 32 }, (_, index) => (index + 1) * 6 * hour),
  ...[15, 32, 93].map((days) => days * 24 * hour),
];

/**
 * Judges a change before its merge. What can be known is found by trying: the change is judged again for each way in
 * which paths, merger, time and the forge's export may still turn out, and a verdict that differs is pending. So a new
 * rule needs no entry in a list of what is known when.
 */
export function judgeProposal(order: JudgingOrder): JudgedProposal {
  const { record, policy, shared } = order;
  const judged = judgeChange(record, policy, shared);
  const pending = new Map<string, Pending>();
  const known = new Map(judged.verdicts.map((verdict) => [verdict.rule, verdict.outcome]));
  const sameVersion = holdStill(policy, record);
  for (const { why, record: future } of sameVersion ? listFutures(order) : []) {
    const asOf = future.day > shared.asOf ? future.day : shared.asOf;
    const { verdicts } = judgeChange(future, sameVersion ?? policy, { ...shared, asOf });
    for (const { rule, outcome } of verdicts) {
      if (outcome !== known.get(rule) && !pending.has(rule)) pending.set(rule, why);
    }
  }
  for (const { rule, outcome } of judged.verdicts) {
    if (outcome === 'unknown' && !pending.has(rule)) pending.set(rule, 'evidence');
  }
  const verdicts = judged.verdicts.map((verdict): Verdict =>
    pending.has(verdict.rule) ? { ...verdict, outcome: 'unknown' } : verdict,
  );
  return { judged: { ...judged, verdicts }, pending };
}

/** The policy with nothing but the version of today, so that a version to come does not count as an uncertainty. */
function holdStill(policy: Policy, { day }: ChangeRecord): Policy | undefined {
  const inForce = inForceOn(policy, day);
  if (inForce.kind !== 'version') return undefined;
  return { ...policy, current: inForce.version, versions: [inForce.version] };
}

function listFutures(order: JudgingOrder): Future[] {
  return [
    ...(order.hasRange ? [] : otherPaths(order)),
    ...otherMergers(order.record),
    ...(order.isTimeKnown ? [] : otherTimes(order)),
    ...(order.repository.forgeExports.length > 0 ? exportedApprovals(order) : []),
  ];
}

/** One path in each scope and each category that the settings name, and all of them. */
function otherPaths({ record, repository }: JudgingOrder): Future[] {
  const { scopes, categories = {} } = repository;
  const scopesOf = createScopeFinder(scopes);
  const examples = [...Object.values(scopes), ...Object.values(categories)].map((globs) =>
    globs.slice(0, 1).map((glob) => glob.replaceAll(/\*+/g, 'x')),
  );
  return [...examples, examples.flat()].map((paths) => ({
    why: 'paths',
    record: { ...record, paths, scopes: scopesOf(paths) },
  }));
}

/** Merged by each of those who approve it, so that the graph bears them out, and by its author. */
function otherMergers(record: ChangeRecord): Future[] {
  const people = [...record.approvals.map(({ by }) => by), ...record.authors];
  return people.map((merger) => ({
    why: 'merger',
    record: {
      ...record,
      merger: { value: merger, source: 'graph' },
      approvals: record.approvals.map((approval) =>
        approval.by.person !== undefined && approval.by.person === merger.person
          ? { ...approval, proof: 'merged' }
          : approval,
      ),
    },
  }));
}

function otherTimes({ record, shared }: JudgingOrder): Future[] {
  return waits.map((wait) => {
    const mergedAt = new Date(epochOf(record.mergedAt) + wait).toISOString() as Instant;
    const day = calendarDateOf(mergedAt, shared.settings.timeZone);
    return { why: 'time', record: { ...record, mergedAt, day } };
  });
}

/** Approved on the forge by everybody who could, with all checks passed. */
function exportedApprovals({ record, shared, repository }: JudgingOrder): Future[] {
  const [file = ''] = repository.forgeExports;
  const approvals = Object.entries(shared.people)
    .filter(([, { bot }]) => !bot)
    .map(([person, { name, emails }]): Approval => ({
      by: { name, email: emails[0] ?? '', person },
      capacity: 'approved',
      proof: 'exported',
      source: 'export',
    }));
  const review = {
    source: 'export',
    file,
    digest: '',
    pullRequest: 1,
    changesRequested: [],
    dismissed: [],
    openThreads: 0,
    checks: [{ name: 'checks', state: 'passed' }],
  } as const;
  return [{ why: 'export', record: { ...record, review, approvals } }];
}
