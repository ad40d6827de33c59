import type { CalendarDate } from '../model/calendar-date.ts';
import { addPeriod } from '../model/period.ts';
import type { Policy } from '../model/policy.ts';
import type { Settings } from '../schemas/settings.ts';

type Gates = Settings['gates'];

/** What an overdue review of a policy does. */
export interface ReviewGate {
  readonly overdueReview: Gates['overdueReview'];
  readonly grace: Gates['grace'];
}

/** The gate of a policy: an exception for it precedes one for its classification, and that the ordinary gate. */
export function reviewGate(
  { id, current }: Pick<Policy, 'id' | 'current'>,
  { exceptions, overdueReview, grace }: Gates,
): ReviewGate {
  const { classification } = current.frontmatter;
  const own = exceptions.find(({ policies }) => policies?.includes(id));
  const ofClass = exceptions.find((one) => one.classification === classification);
  return {
    overdueReview: own?.overdueReview ?? ofClass?.overdueReview ?? overdueReview,
    grace: own?.grace ?? ofClass?.grace ?? grace,
  };
}

/** How severe a review is that was due on a day, and from which day it fails where it does not yet. */
export function overdueSeverity(
  due: CalendarDate,
  { overdueReview, grace }: ReviewGate,
  asOf: CalendarDate,
): { readonly severity: 'error' | 'warning'; readonly lastDay?: CalendarDate } {
  if (overdueReview === 'show') return { severity: 'warning' };
  const lastDay = addPeriod(due, grace);
  return asOf > lastDay ? { severity: 'error' } : { severity: 'warning', lastDay };
}
