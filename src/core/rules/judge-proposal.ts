import { inForceOn } from '../history/in-force.ts';
import type { JudgedChange } from '../model/book.ts';
import type { Approval, ChangeRecord } from '../model/change-record.ts';
import { addDays } from '../model/calendar-date.ts';
import { dependencyScopesOf } from '../model/dependency-change.ts';
import { createPathClassifier, examplePath } from '../model/glob.ts';
import { calendarDateOf, epochOf, instantAt, type Instant } from '../model/instant.ts';
import type { Policy, PolicyVersion } from '../model/policy.ts';
import type { Verdict } from '../model/verdict.ts';
import type { RepositorySettings } from '../schemas/settings.ts';
import { judgeChange, type SharedContext } from './judge-change.ts';

/** Why a verdict cannot be known before the merge. */
export type Pending = 'paths' | 'merger' | 'time' | 'export' | 'evidence';

export interface JudgedProposal {
  /** A verdict that may still change until the merge is unknown here. */
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

/** One way in which the rest of a record may turn out. */
interface Future {
  readonly why: Pending;
  readonly record: ChangeRecord;
}

const millisecondsPerDay = 86_400_000;
// Each day of a week, and three waits beyond any usual lead time.
const waits = [1, 2, 3, 4, 5, 6, 7, 15, 32, 93].map((days) => days * millisecondsPerDay);
// Enough days that a window of one weekday opens, also when two of them are holidays.
const daysOfWindows = 22;

/** Judges a change for each way in which its merge may turn out; a verdict that differs is pending. */
export function judgeProposal(order: JudgingOrder): JudgedProposal {
  const { record, policy, shared } = order;
  const judged = judgeChange(record, policy, shared);
  const pending = new Map<string, Pending>();
  const known = new Map(judged.verdicts.map((verdict) => [verdict.rule, verdict.outcome]));
  const sameVersion = withOnlyVersionOn(policy, record);
  const futures = sameVersion ? listFutures(order, sameVersion.current) : [];
  for (const { why, record: future } of futures) {
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

/** The policy with only the version of the day, so that a later version does not make verdicts unknown. */
function withOnlyVersionOn(policy: Policy, { day }: ChangeRecord): Policy | undefined {
  const inForce = inForceOn(policy, day);
  if (inForce.kind !== 'version') return undefined;
  return { ...policy, current: inForce.version, versions: [inForce.version] };
}

function listFutures(order: JudgingOrder, version: PolicyVersion): Future[] {
  return [
    ...(order.hasRange ? [] : otherPaths(order)),
    ...otherMergers(order.record),
    ...(order.isTimeKnown ? [] : otherTimes(order, version)),
    ...(order.repository.forgeExports.length > 0 ? exportedApprovals(order) : []),
  ];
}

/** One path in each scope, category and kind that the settings name, all of them, and each scope of dependencies. */
function otherPaths({ record, repository }: JudgingOrder): Future[] {
  const { scopes, categories = {}, kinds = {} } = repository;
  const scopesOf = createPathClassifier(scopes);
  const examples = [scopes, categories, kinds].flatMap((globs) =>
    Object.values(globs).map(([first]) => (first === undefined ? [] : [examplePath(first)])),
  );
  const byPath = [...examples, examples.flat()].map((paths) => ({
    paths,
    scopes: scopesOf(paths),
  }));
  const byDependency = dependencyScopesOf(repository).map((scope) => ({
    paths: record.paths,
    scopes: [scope],
  }));
  return [...byPath, ...byDependency].map((future) => ({
    why: 'paths',
    record: { ...record, ...future },
  }));
}

/** Merged by each approver, so that the merge confirms the approval, and by each author. */
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

function otherTimes({ record, shared }: JudgingOrder, version: PolicyVersion): Future[] {
  const now = epochOf(record.mergedAt);
  const moments = [
    ...waits.map((wait) => new Date(now + wait).toISOString() as Instant),
    ...listEdges(record, version).filter((moment) => epochOf(moment) > now),
  ];
  return moments.map((mergedAt) => ({
    why: 'time',
    record: { ...record, mergedAt, day: calendarDateOf(mergedAt, shared.settings.timeZone) },
  }));
}

/** Every moment of the next weeks at which a window may open or close. */
function listEdges({ mergedAt }: ChangeRecord, { frontmatter }: PolicyVersion): Instant[] {
  const windows = frontmatter.changeRules?.windows;
  if (!windows) return [];
  const { from, to, avoid, zone } = windows;
  const avoided = avoid.flatMap((one) => one.match(/\d\d:\d\d/g) ?? []);
  const clocks = new Set(['00:00', from, to, ...avoided]);
  const today = calendarDateOf(mergedAt, zone);
  return Array.from({ length: daysOfWindows }, (_, index) => addDays(today, index)).flatMap(
    (date) => [...clocks].map((clock) => instantAt(date, clock, zone)),
  );
}

/** Requested long ago and approved on the forge by every person, with all checks passed. */
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
  const requested = { value: '2000-01-01T00:00:00Z', source: 'export' } as const;
  const fields = { 'requested-at': requested, ...record.fields };
  return [{ why: 'export', record: { ...record, review, approvals, fields } }];
}
