import type { Book } from '../model/book.ts';
import { isWhole, type PublicBook } from '../model/edition.ts';
import { earliestDay, type CalendarDate } from '../model/calendar-date.ts';
import { addPeriod, type DayPeriod } from '../model/period.ts';
import type { Policy } from '../model/policy.ts';
import { inForceSpans, isOver } from './in-force.ts';
import { reviewClock } from './review-clock.ts';

/** How soon a policy is to be reviewed after something that its reviewOn names, where it does not state it. */
const reviewOnWithin = 'P30D' as DayPeriod;
/** The types of change that are significant, where a policy does not state them. */
const reviewOnTypes: readonly string[] = ['major'];

/** Something that happened and that a policy's reviewOn names. */
export type ReviewTrigger =
  | {
      readonly kind: 'change';
      /** Id of the change. */
      readonly change: string;
      readonly title: string;
      readonly type: string;
      readonly on: CalendarDate;
      /** The scopes and events of reviewOn that it meets. */
      readonly named: readonly string[];
    }
  | {
      readonly kind: 'event';
      readonly title: string;
      readonly on: CalendarDate;
      readonly named: readonly string[];
    };

/** Why a policy is due for review before its ordinary day. */
export interface EarlyReview {
  readonly due: CalendarDate;
  /** What nobody has reviewed the policy since, the earliest first. Never empty. */
  readonly triggers: readonly [ReviewTrigger, ...ReviewTrigger[]];
}

type Happened = Pick<Book, 'changes' | 'settings' | 'people' | 'asOf'>;

/**
 * The review that significant changes and declared events make due before the ordinary one. A review on the same day or
 * later includes them; what happened before the policy was first in force does not count.
 */
export function earlyReview(policy: Policy, happened: Happened): EarlyReview | undefined {
  const { reviewOnWithin: within = reviewOnWithin } = policy.current.frontmatter;
  if (isOver(policy, happened.asOf)) return undefined;
  const spans = [...inForceSpans(policy).values()].map(({ from }) => earliestDay(from));
  const [began] = spans.sort();
  if (began === undefined) return undefined;
  const { lastReview, due } = reviewClock(policy, happened);

  const [first, ...rest] = [...listTriggers(policy, happened)]
    .filter(({ on }) => on >= began && (lastReview === undefined || on > lastReview))
    .filter(({ on }) => addPeriod(on, within) < due)
    .sort((left, right) => (left.on < right.on ? -1 : 1));
  return first && { due: addPeriod(first.on, within), triggers: [first, ...rest] };
}

/** The day by which a policy is to be reviewed: the ordinary one, or the one that something has made due before it. */
export function reviewDay(policy: Policy, book: PublicBook): CalendarDate {
  if (!isWhole(book)) return policy.current.frontmatter.nextReview;
  return earlyReview(policy, book)?.due ?? reviewClock(policy, book).due;
}

function* listTriggers(
  { current: { frontmatter } }: Policy,
  { changes, settings, asOf }: Happened,
): Iterable<ReviewTrigger> {
  const { reviewOn, reviewOnTypes: types = reviewOnTypes } = frontmatter;
  if (reviewOn.length === 0) return;
  for (const { record } of changes) {
    const type = record.fields.type?.value;
    if (type === undefined || !types.includes(type)) continue;
    const named = record.scopes.filter((scope) => reviewOn.includes(scope));
    if (named.length === 0) continue;
    const { id, title, day } = record;
    yield { kind: 'change', change: id, title, type, on: day, named };
  }
  for (const { on, event, what } of settings.events) {
    if (on <= asOf && reviewOn.includes(event)) {
      yield { kind: 'event', title: what, on, named: [event] };
    }
  }
}
