import { dutyStatus } from '../../history/duty-status.ts';
import { earlyReview, type EarlyReview } from '../../history/early-reviews.ts';
import { isOver, lostRows } from '../../history/in-force.ts';
import { reviewClock } from '../../history/review-clock.ts';
import type { Book } from '../../model/book.ts';
import { monthOf, type CalendarDate, type CalendarMonth } from '../../model/calendar-date.ts';
import { idInWords, personInWords } from '../../model/id-in-words.ts';
import { periodInWords } from '../../model/period.ts';
import type { Policy } from '../../model/policy.ts';

/** Something that falls due: a policy's review, or a recurring duty. */
export interface Due {
  readonly kind: 'review' | 'duty';
  readonly policy: string;
  /** Of a duty, its id. */
  readonly id?: string;
  readonly title: string;
  /** What is to be done. */
  readonly what: string;
  readonly owner: string;
  /** Id of the owner's role. */
  readonly role: string;
  readonly clause?: string;
  /** How often: "3 months". */
  readonly every: string;
  readonly last?: CalendarDate;
  /** Absent for a duty that nobody has recorded while no version with it is in force. */
  readonly due?: CalendarDate;
  /** Why a review is due before its ordinary day; `due` is then the earlier one. */
  readonly early?: EarlyReview;
}

/** A review that was held. */
export interface PastReview {
  readonly policy: string;
  readonly title: string;
  readonly on: CalendarDate;
  readonly by: string;
  readonly version: string;
  /** The text of that version is not kept, so it has no page. */
  readonly isLost: boolean;
  readonly outcome: 'unchanged' | 'changed' | 'retire';
  readonly note: string;
}

function byDue(a: Due, b: Due): number {
  return (a.due ?? '') < (b.due ?? '') ? -1 : 1;
}

/** The next review of every policy that has not ended, the earliest first. */
export function nextReviews(book: Book): Due[] {
  return book.policies
    .filter((policy) => !isOver(policy, book.asOf))
    .map((policy) => nextReview(policy, book))
    .sort(byDue);
}

/** The next review of one policy: the ordinary one, or the one that something has made due before it. */
export function nextReview(policy: Policy, book: Book): Due {
  const { frontmatter } = policy.current;
  const early = earlyReview(policy, book);
  const clock = reviewClock(policy, book);
  const last = clock.lastReview;
  return {
    kind: 'review',
    policy: policy.id,
    title: frontmatter.title,
    what: `Review the ${frontmatter.title}`,
    owner: idInWords(frontmatter.owner),
    role: frontmatter.owner,
    every: periodInWords(frontmatter.reviewEvery),
    due: early?.due ?? clock.due,
    ...(early && { early }),
    ...(last !== undefined && { last }),
  };
}

/** The recurring duties of every policy that has not ended, those without a due day first, then by that day. */
export function nextDuties(book: Book): Due[] {
  return book.policies.flatMap((policy) => policyDuties(policy, book)).sort(byDue);
}

/** Those of one policy, in the same order. */
export function policyDuties(policy: Policy, book: Book): Due[] {
  if (isOver(policy, book.asOf)) return [];
  const { duties, title } = policy.current.frontmatter;
  return duties
    .map((duty) => {
      const { last, due } = dutyStatus(policy, duty, book);
      return {
        kind: 'duty' as const,
        id: duty.id,
        policy: policy.id,
        title,
        what: duty.what,
        owner: idInWords(duty.owner),
        role: duty.owner,
        clause: duty.clause,
        every: periodInWords(duty.every),
        ...(last !== undefined && { last }),
        ...(due !== undefined && { due }),
      };
    })
    .sort(byDue);
}

/** Things that fall due, by the month of their day. Those without a day are left out. */
export function dueByMonth(dues: readonly Due[]): { month: CalendarMonth; dues: Due[] }[] {
  const dated = dues.flatMap((due) => (due.due === undefined ? [] : [{ due, day: due.due }]));
  return [...Map.groupBy(dated, ({ day }) => monthOf(day))].map(([month, items]) => ({
    month,
    dues: items.map(({ due }) => due),
  }));
}

/** Reviews that were held, newest first, with the reviewer's name. */
export function pastReviews({ policies, people }: Book): PastReview[] {
  return policies
    .flatMap((policy) => {
      const { frontmatter } = policy.current;
      const lost = lostRows(policy).map(({ version }) => version);
      return frontmatter.reviews.map((review) => ({
        ...review,
        policy: policy.id,
        title: frontmatter.title,
        by: personInWords(review.by, people),
        isLost: lost.includes(review.version),
      }));
    })
    .sort((a, b) => (a.on < b.on ? 1 : -1));
}

/** Reviews and duties together by the day they fall due. */
export function dueNext(book: Book): Due[] {
  return [...nextReviews(book), ...nextDuties(book)]
    .filter(({ due }) => due !== undefined)
    .sort(byDue);
}
