import { compareVersions } from '../../model/compare-versions.ts';
import { shownVersion } from '../../history/in-force.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import { inForceSpan, spanInWords } from './in-force-words.ts';
import { versionAfter, versionBefore } from './version-pairs.ts';
import { waitingOn } from './waiting.ts';

/** The band above a version that is not the one in force. */
export interface VersionBand {
  /** What follows its number: "in force 12 November 2025 to 24 March 2026", "which is a draft, planned to be in force from May 2027". */
  readonly words: string;
  /** What to compare it with: the version that came after it or, for one newer than that in force, the one before it. */
  readonly compared?: { readonly from: string; readonly to: string; readonly isLater: boolean };
}

export function bandOf(policy: Policy, version: PolicyVersion, asOf: CalendarDate): VersionBand {
  const isNewer = compareVersions(version.version, shownVersion(policy, asOf).version) > 0;
  const neighbour = (isNewer ? versionBefore : versionAfter)(policy, version.version)?.version;
  const own = version.version;
  const words = describeVersion(policy, version, asOf);
  if (neighbour === undefined) return { words };
  const [from, to] = isNewer ? [neighbour, own] : [own, neighbour];
  return { words, compared: { from, to, isLater: !isNewer } };
}

function describeVersion(
  policy: Policy,
  { version, landed }: PolicyVersion,
  asOf: CalendarDate,
): string {
  const waiting = waitingOn({ policies: [policy] }, asOf).find((one) => one.version === version);
  if (waiting) return `which ${waiting.words}`;
  const span = inForceSpan(policy, version);
  if (span) return `in force ${spanInWords(span, asOf)}`;
  return landed
    ? `whose text landed on ${dateInWords(landed.on)}, after the next version, so it was never in force`
    : 'which was never in force';
}
