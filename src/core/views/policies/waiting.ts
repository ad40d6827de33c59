import { compareVersions, type Policy, type PolicyVersion } from '../../model/policy.ts';
import { inForceOn, inForceSpans } from '../../history/in-force.ts';
import { versionBefore } from './version-pairs.ts';
import type { Book } from '../../model/book.ts';
import {
  dateInWords,
  earliestDay,
  latestDay,
  type CalendarDate,
} from '../../model/calendar-date.ts';

/** A version that is planned and not yet in force. */
export interface Waiting {
  readonly policy: string;
  readonly title: string;
  readonly version: string;
  /** "is approved and in force from 1 December 2026"; the version is its subject. */
  readonly words: string;
  /** The version to compare it with; absent for a first one. */
  readonly before?: string;
}

/** A policy that has ended. */
export interface Retired {
  readonly policy: string;
  readonly title: string;
  /** "Retired on 1 December 2026". */
  readonly words: string;
}

/** Drafts, and versions approved by a day and not yet in force. */
export function waitingOn({ policies }: Pick<Book, 'policies'>, day: CalendarDate): Waiting[] {
  return policies.flatMap((policy) =>
    policy.versions.flatMap((version): Waiting[] => {
      const words = waitingWords(policy, version, day);
      if (words === undefined) return [];
      const before = versionBefore(policy, version.version);
      return [
        {
          policy: policy.id,
          title: version.frontmatter.title,
          version: version.version,
          words,
          ...(before && { before: before.version }),
        },
      ];
    }),
  );
}

/** Policies that had ended by a day. */
export function retiredOn({ policies }: Pick<Book, 'policies'>, day: CalendarDate): Retired[] {
  return policies.flatMap((policy) => {
    const end = policy.versions.find(
      ({ frontmatter: { status, effective, approval } }) =>
        status === 'retired' && approval && approval.on <= day && latestDay(effective) <= day,
    );
    if (!end || inForceOn(policy, day).kind !== 'none') return [];
    const { title, effective } = end.frontmatter;
    return [{ policy: policy.id, title, words: `Retired on ${dateInWords(effective)}` }];
  });
}

function waitingWords(
  policy: Policy,
  version: PolicyVersion,
  day: CalendarDate,
): string | undefined {
  const { status, effective, approval } = version.frontmatter;
  // A version that landed after its effective date is in force only from then on.
  const from = dateInWords(inForceSpans(policy).get(version.version)?.from ?? effective);
  if (status === 'draft') {
    return isWrittenBy(version, day)
      ? `is a draft, planned to be in force from ${from}`
      : undefined;
  }
  if (!approval || approval.on > day || !isStillToCome(policy, version, day)) return undefined;
  if (version.isPending) {
    return `is approved, planned to be in force from ${from}, and not merged yet`;
  }
  return status === 'retired'
    ? `is approved and retires the policy from ${from}`
    : `is approved and in force from ${from}`;
}

function isWrittenBy({ version, frontmatter }: PolicyVersion, day: CalendarDate): boolean {
  const row = frontmatter.history.find((one) => one.version === version);
  return row === undefined || earliestDay(row.date) <= day;
}

/** Neither in force on a day nor over by then. */
function isStillToCome(policy: Policy, version: PolicyVersion, day: CalendarDate): boolean {
  const { status, effective } = version.frontmatter;
  if (version.isPending) return true;
  if (status === 'retired') return latestDay(effective) > day;
  const span = inForceSpans(policy).get(version.version);
  if (!span || (span.until !== undefined && span.until < day)) return false;
  const inForce = inForceOn(policy, day);
  const possible = inForce.kind === 'uncertain' ? inForce.candidates : [];
  return ![...possible, ...(inForce.kind === 'version' ? [inForce.version] : [])].some(
    (one) => compareVersions(one.version, version.version) >= 0,
  );
}
