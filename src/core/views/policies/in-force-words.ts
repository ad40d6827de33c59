import { inForceOn, inForceSpans } from '../../history/in-force.ts';
import {
  dateInWords,
  earliestDay,
  latestDay,
  type CalendarDate,
} from '../../model/calendar-date.ts';
import type { InForceSpan, Policy, PolicyVersion } from '../../model/policy.ts';

/** The span in which a version was in force; undefined where it never was. */
export function inForceSpan(policy: Policy, version: string): InForceSpan | undefined {
  return inForceSpans(policy).get(version);
}

/** "12 November 2025 to 24 March 2026"; "since 25 March 2026"; "from 1 December 2026" where that day is still to come. */
export function spanInWords({ from, until }: InForceSpan, asOf: CalendarDate): string {
  if (until !== undefined) return `${dateInWords(from)} to ${dateInWords(until)}`;
  return `${earliestDay(from) > asOf ? 'from' : 'since'} ${dateInWords(from)}`;
}

/** The version in force on a day; undefined where there is none or the dates leave it open. */
export function versionInForce(policy: Policy, asOf: CalendarDate): PolicyVersion | undefined {
  const inForce = inForceOn(policy, asOf);
  return inForce.kind === 'version' ? inForce.version : undefined;
}

/** The status of a version on a day: "In force since 25 March 2026", "Draft, not in force". */
export function standingInWords(
  policy: Policy,
  version: PolicyVersion,
  asOf: CalendarDate,
): string {
  const { status, effective } = version.frontmatter;
  if (status === 'draft') return 'Draft, not in force';
  if (status === 'retired') {
    return `${latestDay(effective) > asOf ? 'To be retired' : 'Retired'} on ${dateInWords(effective)}`;
  }
  if (version.isPending)
    return `Not merged yet; planned to be in force from ${dateInWords(effective)}`;
  const span = inForceSpan(policy, version.version);
  if (span && earliestDay(span.from) > asOf) return `Approved, in force ${spanInWords(span, asOf)}`;
  if (span?.until !== undefined && span.until >= asOf) {
    return `In force since ${dateInWords(span.from)}, until ${dateInWords(span.until)}`;
  }
  return span
    ? `In force ${spanInWords(span, asOf)}`
    : `Not in force; was planned from ${dateInWords(effective)}`;
}
