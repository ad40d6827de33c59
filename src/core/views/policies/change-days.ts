import { inForceOn, lostRows } from '../../history/in-force.ts';
import type { Book } from '../../model/book.ts';
import { addDays, earliestDay, latestDay, type CalendarDate } from '../../model/calendar-date.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';

/** A day on which another version came into force, and the last day before the next such day. */
export interface ChangeDay {
  readonly day: CalendarDate;
  /** Absent for the last of them. */
  readonly until?: CalendarDate;
  /** Titles of the policies of which another version is in force from that day. */
  readonly titles: readonly string[];
}

/** Every day from which another version of some policy was, or may have been, in force; newest first. */
export function changeDays({ policies }: Pick<Book, 'policies'>): ChangeDay[] {
  const titles = new Map<CalendarDate, string[]>();
  for (const policy of policies) {
    for (const day of daysOf(policy)) {
      titles.set(day, [...(titles.get(day) ?? []), policy.current.frontmatter.title]);
    }
  }
  const days = [...titles].sort(([left], [right]) => (left < right ? 1 : -1));
  return days.map(([day, own], index) => {
    const next = days[index - 1]?.[0];
    return { day, titles: own, ...(next !== undefined && { until: addDays(next, -1) }) };
  });
}

function daysOf(policy: Policy): CalendarDate[] {
  const lost = lostRows(policy).map(({ date }) => earliestDay(date));
  const days = [...new Set([...policy.versions.flatMap(boundsOf), ...lost])].sort();
  // Between two of these days nothing begins, so the standing before a day is that on the one before it.
  const standings = days.map((day) => standingOn(policy, day));
  return days.filter((_, index) => standings[index] !== (standings[index - 1] ?? ''));
}

/** The first day on which a version may have begun, and the first on which it certainly has. */
function boundsOf({ frontmatter: { effective, approval }, landed }: PolicyVersion): CalendarDate[] {
  if (!approval) return [];
  const bounds = [approval.on, ...(landed ? [landed.on] : [])];
  return [earliestDay(effective), latestDay(effective)].map((day) =>
    bounds.reduce((latest, bound) => (bound > latest ? bound : latest), day),
  );
}

function standingOn(policy: Policy, day: CalendarDate): string {
  const inForce = inForceOn(policy, day);
  if (inForce.kind === 'version') return inForce.version.version;
  if (inForce.kind === 'none') return '';
  const numbers = inForce.candidates.map(({ version }) => version);
  return [...numbers, ...(inForce.lost ?? [])].map((version) => `${version}?`).join(' ');
}

// A page for each day lists each policy, so that their size grows with the product of both.
const mostRows = 50_000;

/** The newest days, as many as have a page of their own, and whether there are more. */
export function daysWithPage(
  book: Pick<Book, 'policies'>,
  rows = mostRows,
): {
  readonly days: readonly ChangeDay[];
  readonly isCut: boolean;
} {
  const all = changeDays(book);
  const most = Math.max(1, Math.floor(rows / Math.max(1, book.policies.length)));
  return { days: all.slice(0, most), isCut: all.length > most };
}
