import type { CalendarDate } from '../model/calendar-date.ts';
import type { Policy, PolicyVersion } from '../model/policy.ts';
import { inForceOn } from './in-force.ts';

/**
 * The version that a policy's own page shows: the one in force. Where a month-only date leaves open which one that is,
 * the newest that may have begun; where none is in force, the text in `content/policies`, which then is a draft, not
 * in force yet or retired.
 */
export function shownVersion(policy: Policy, asOf: CalendarDate): PolicyVersion {
  const inForce = inForceOn(policy, asOf);
  if (inForce.kind === 'version') return inForce.version;
  if (inForce.kind === 'uncertain') return inForce.candidates.at(-1) ?? policy.current;
  return policy.current;
}
