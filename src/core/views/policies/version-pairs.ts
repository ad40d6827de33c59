import type { CalendarDate } from '../../model/calendar-date.ts';
import { compareVersions, type Policy, type PolicyVersion } from '../../model/policy.ts';
import { shownVersion } from '../../history/in-force.ts';

/** Two versions of a policy that are worth comparing. */
export interface VersionPair {
  readonly from: PolicyVersion;
  readonly to: PolicyVersion;
}

/** The numbers of two such versions. */
export interface PairNames {
  readonly from: string;
  readonly to: string;
}

export function pairNames({ from, to }: VersionPair): PairNames {
  return { from: from.version, to: to.version };
}

/** Each version with the one before it, newest first, and at the end all that changed since the first. */
export function versionPairs(policy: Policy, asOf: CalendarDate): VersionPair[] {
  const pairs = policy.versions.flatMap((to): VersionPair[] => {
    const from = versionBefore(policy, to.version);
    return from ? [{ from, to }] : [];
  });
  const first = policy.versions.find(({ version }) => !versionBefore(policy, version));
  const shown = shownVersion(policy, asOf);
  const before = versionBefore(policy, shown.version);
  const isMore = first !== undefined && before !== undefined && before.version !== first.version;
  return isMore ? [...pairs, { from: first, to: shown }] : pairs;
}

/** The version with the next lower number. */
export function versionBefore({ versions }: Policy, version: string): PolicyVersion | undefined {
  return versions
    .filter((one) => compareVersions(one.version, version) < 0)
    .sort((left, right) => compareVersions(right.version, left.version))[0];
}

/** The version with the next higher number. */
export function versionAfter({ versions }: Policy, version: string): PolicyVersion | undefined {
  return versions
    .filter((one) => compareVersions(one.version, version) > 0)
    .sort((left, right) => compareVersions(left.version, right.version))[0];
}
