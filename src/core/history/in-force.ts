import {
  addDays,
  earliestDay,
  isCalendarDate,
  latestDay,
  type CalendarDate,
} from '../model/calendar-date.ts';
import type { InForceSpan, Policy, PolicyVersion } from '../model/policy.ts';
import { compareVersions } from './compare-versions.ts';

/** Which version held on a day. A document that gives only a month leaves some days open. */
export type InForce =
  | { readonly kind: 'version'; readonly version: PolicyVersion }
  | { readonly kind: 'uncertain'; readonly candidates: readonly PolicyVersion[] }
  | { readonly kind: 'none' };

interface Start {
  readonly version: PolicyVersion;
  readonly earliest: CalendarDate;
  readonly latest: CalendarDate;
}

/**
 * When each approved version began to hold: the latest of its effective date, its approval and, where it is known,
 * its landing on the branch. Oldest first.
 */
function listStarts(policy: Policy): Start[] {
  return policy.versions
    .flatMap((version): Start[] => {
      const { status, effective, approval } = version.frontmatter;
      if (status === 'draft' || !approval || version.isPending) return [];
      const bounds = [approval.on, ...(version.landed ? [version.landed.on] : [])];
      const notBefore = (day: CalendarDate) =>
        bounds.reduce((latest, bound) => (bound > latest ? bound : latest), day);
      return [
        {
          version,
          earliest: notBefore(earliestDay(effective)),
          latest: notBefore(latestDay(effective)),
        },
      ];
    })
    .sort((left, right) => compareVersions(left.version.version, right.version.version));
}

/** The version that was in force on a day. A retired version ends the policy and is itself never in force. */
export function inForceOn(policy: Policy, day: CalendarDate): InForce {
  const begun = listStarts(policy).filter(({ earliest }) => earliest <= day);
  const certain = begun.findLastIndex(({ latest }) => latest <= day);
  const candidates = begun
    .slice(Math.max(certain, 0))
    .map(({ version }) => version)
    .filter(({ frontmatter }) => frontmatter.status !== 'retired');

  const [only] = candidates;
  if (only === undefined) return { kind: 'none' };
  const isCertain = candidates.length === 1 && certain === begun.length - 1;
  return isCertain ? { kind: 'version', version: only } : { kind: 'uncertain', candidates };
}

/** Whether a policy has been retired by a day: an end that is still to come leaves its duties as they are. */
export function isOver(policy: Policy, day: CalendarDate): boolean {
  const { status } = policy.current.frontmatter;
  return status === 'retired' && inForceOn(policy, day).kind === 'none';
}

/** The days in which each version held, by version number; drafts have none. */
export function inForceSpans(policy: Policy): ReadonlyMap<string, InForceSpan> {
  const starts = listStarts(policy);
  return new Map(
    starts.flatMap(({ version, earliest, latest }, index): [string, InForceSpan][] => {
      if (version.frontmatter.status === 'retired') return [];
      const [next] = starts
        .slice(index + 1)
        .sort((left, right) => (left.earliest < right.earliest ? -1 : 1));
      // A text that came after its successor had begun never held.
      if (next && next.earliest <= earliest) return [];
      const { effective } = version.frontmatter;
      const from = isCalendarDate(effective) || earliest === latest ? earliest : effective;
      return [[version.version, { from, ...(next && { until: addDays(next.earliest, -1) }) }]];
    }),
  );
}
