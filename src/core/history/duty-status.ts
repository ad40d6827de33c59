import { latestDay, type CalendarDate } from '../model/calendar-date.ts';
import type { Book } from '../model/book.ts';
import { addPeriod } from '../model/period.ts';
import type { Policy } from '../model/policy.ts';
import type { PolicyFrontmatter } from '../schemas/policy.ts';
import { inForceSpans } from './in-force.ts';

export type Duty = PolicyFrontmatter['duties'][number];

/** The state of a recurring duty on a day. */
export interface DutyStatus {
  /** How many times it was recorded up to that day. */
  readonly times: number;
  /** The day on which it was last done; absent where nobody has recorded it. */
  readonly last?: CalendarDate;
  /** Absent while no version with this duty is in force and nobody has done it. */
  readonly due?: CalendarDate;
  /** From the day after the one on which it is due. */
  readonly isOverdue: boolean;
}

/**
 * A duty is due one interval after it was last done, else after the first version that has it came into force. A month
 * counts as its last day, so that nothing is overdue too early.
 */
export function dutyStatus(
  policy: Policy,
  duty: Duty,
  { duties, asOf }: Pick<Book, 'duties' | 'asOf'>,
): DutyStatus {
  const done = duties
    .filter(({ value }) => value.policy === policy.id && value.duty === duty.id)
    .flatMap(({ value }) => value.done.map(({ on }) => on))
    .filter((on) => on <= asOf)
    .sort();
  const last = done.at(-1);
  const start = last ?? beganOn(policy, duty.id);
  const due = start === undefined ? undefined : addPeriod(start, duty.every);
  return {
    times: done.length,
    isOverdue: due !== undefined && due < asOf,
    ...(last !== undefined && { last }),
    ...(due !== undefined && { due }),
  };
}

/** A new version that keeps a duty does not put it off. */
function beganOn(policy: Policy, duty: string): CalendarDate | undefined {
  const spans = inForceSpans(policy);
  let began: CalendarDate | undefined;
  for (const { version, frontmatter } of policy.versions) {
    if (!frontmatter.duties.some(({ id }) => id === duty)) break;
    const from = spans.get(version)?.from;
    if (from !== undefined) began = latestDay(from);
  }
  return began;
}
