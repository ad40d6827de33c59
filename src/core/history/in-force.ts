import {
  addDays,
  earliestDay,
  isCalendarDate,
  latestDay,
  type CalendarDate,
} from '../model/calendar-date.ts';
import { memoize } from '../model/memoize.ts';
import {
  compareVersions,
  type InForceSpan,
  type Policy,
  type PolicyVersion,
} from '../model/policy.ts';
import type { PolicyFrontmatter } from '../schemas/policy.ts';

/** Which version was in force on a day. A document that gives only a month leaves some days open. */
export type InForce =
  | { readonly kind: 'version'; readonly version: PolicyVersion }
  | {
      readonly kind: 'uncertain';
      readonly candidates: readonly PolicyVersion[];
      /** Numbers of the versions that may have been in force and whose text is lost; absent where there are none. */
      readonly lost?: readonly string[];
    }
  | { readonly kind: 'none' };

interface Start {
  readonly number: string;
  /** Absent where its text is lost. */
  readonly version?: PolicyVersion;
  readonly earliest: CalendarDate;
  /** Absent where it is lost: the day on which it came into force is not known. */
  readonly latest?: CalendarDate;
}

/**
 * When each approved version came into force: the latest of its effective date, its approval and, where it is known,
 * its landing on the branch. A lost one may have been in force from the date of its row on. Oldest first.
 */
const listStarts = memoize((policy: Policy): readonly Start[] => {
  const kept = policy.versions.flatMap((version): Start[] => {
    const { status, effective, approval } = version.frontmatter;
    if (status === 'draft' || !approval || version.isPending) return [];
    const bounds = [approval.on, ...(version.landed ? [version.landed.on] : [])];
    const notBefore = (day: CalendarDate) =>
      bounds.reduce((latest, bound) => (bound > latest ? bound : latest), day);
    return [
      {
        number: version.version,
        version,
        earliest: notBefore(earliestDay(effective)),
        latest: notBefore(latestDay(effective)),
      },
    ];
  });
  const lost = lostRows(policy).map(({ version, date }): Start => ({
    number: version,
    earliest: earliestDay(date),
  }));
  return [...kept, ...lost].sort((left, right) => compareVersions(left.number, right.number));
});

/** The version that was in force on a day. A retired version ends the policy and is itself never in force. */
export function inForceOn(policy: Policy, day: CalendarDate): InForce {
  const begun = listStarts(policy).filter(({ earliest }) => earliest <= day);
  const certain = begun.findLastIndex(({ latest }) => latest !== undefined && latest <= day);
  const inForce = begun
    .slice(Math.max(certain, 0))
    .filter(({ version }) => version?.frontmatter.status !== 'retired');
  const candidates = inForce.flatMap(({ version }) => version ?? []);
  const lost = inForce.flatMap(({ number, version }) => (version ? [] : number));

  const [only] = candidates;
  if (inForce.length === 0) return { kind: 'none' };
  const isCertain = inForce.length === 1 && certain === begun.length - 1;
  return only && isCertain
    ? { kind: 'version', version: only }
    : { kind: 'uncertain', candidates, ...(lost.length > 0 && { lost }) };
}

/** Whether a policy has been retired by a day: an end that is still to come leaves its duties as they are. */
export function isOver(policy: Policy, day: CalendarDate): boolean {
  const { status } = policy.current.frontmatter;
  return status === 'retired' && inForceOn(policy, day).kind === 'none';
}

/** The days in which each version was in force, by version number; drafts have none. */
export const inForceSpans = memoize((policy: Policy): ReadonlyMap<string, InForceSpan> => {
  const starts = listStarts(policy);
  return new Map(
    starts.flatMap(({ version, earliest, latest }, index): [string, InForceSpan][] => {
      if (!version || version.frontmatter.status === 'retired') return [];
      const [next] = starts
        .slice(index + 1)
        .sort((left, right) => (left.earliest < right.earliest ? -1 : 1));
      // A text that came after its successor had begun was never in force.
      if (next && next.earliest <= earliest) return [];
      const { effective } = version.frontmatter;
      const from = isCalendarDate(effective) || earliest === latest ? earliest : effective;
      return [[version.version, { from, ...(next && { until: addDays(next.earliest, -1) }) }]];
    }),
  );
});

/** The rows of versions that the history calls lost, and of which no text is kept. */
export function lostRows({ current, versions }: Policy): PolicyFrontmatter['history'] {
  return current.frontmatter.history.filter(
    ({ version, text }) => text === 'lost' && !versions.some((one) => one.version === version),
  );
}

/** The row of a version in the history of its own text or, where it has none there, of the current text. */
export function historyRow(
  { current }: Pick<Policy, 'current'>,
  { version, frontmatter }: PolicyVersion,
): PolicyFrontmatter['history'][number] | undefined {
  const rows = [...frontmatter.history, ...current.frontmatter.history];
  return rows.find((row) => row.version === version);
}

/**
 * The version that a policy's own page shows: the one in force, or the newest that may be. Where none is in force it is
 * the text in `content/policies`: a draft, not in force yet or retired.
 */
export function shownVersion(policy: Policy, asOf: CalendarDate): PolicyVersion {
  const inForce = inForceOn(policy, asOf);
  if (inForce.kind === 'version') return inForce.version;
  if (inForce.kind === 'uncertain') return inForce.candidates.at(-1) ?? policy.current;
  return policy.current;
}
