import type { Book } from '../model/book.ts';
import { monthOf, type CalendarDate, type CalendarMonth } from '../model/calendar-date.ts';
import { addPeriod, periodInWords } from '../model/period.ts';
import { idInWords } from '../model/id-in-words.ts';

/** Something that falls due: a policy's review, or a recurring duty. */
export interface Due {
  readonly kind: 'review' | 'duty';
  readonly policy: string;
  readonly title: string;
  /** What is to be done. */
  readonly what: string;
  readonly owner: string;
  readonly clause?: string;
  /** How often: "3 months". */
  readonly every: string;
  readonly last?: CalendarDate;
  /** Absent for a duty that nobody has recorded yet. */
  readonly due?: CalendarDate;
}

/** A review that was held. */
export interface PastReview {
  readonly policy: string;
  readonly title: string;
  readonly on: CalendarDate;
  readonly by: string;
  readonly version: string;
  readonly outcome: 'unchanged' | 'changed' | 'retire';
  readonly note: string;
}

function byDue(a: Due, b: Due): number {
  return (a.due ?? '') < (b.due ?? '') ? -1 : 1;
}

/** The next review of every policy that is not retired, the earliest first. */
export function nextReviews({ policies }: Book): Due[] {
  return policies
    .filter(({ current }) => current.frontmatter.status !== 'retired')
    .map(({ id, current: { frontmatter } }) => {
      const last = frontmatter.reviews[0]?.on;
      return {
        kind: 'review' as const,
        policy: id,
        title: frontmatter.title,
        what: `Review the ${frontmatter.title}`,
        owner: idInWords(frontmatter.owner),
        every: periodInWords(frontmatter.reviewEvery),
        due: frontmatter.nextReview,
        ...(last !== undefined && { last }),
      };
    })
    .sort(byDue);
}

/** The recurring duties of every policy, those never recorded first, then by the day they fall due. */
export function nextDuties({ policies, duties }: Book): Due[] {
  return policies
    .flatMap(({ id, current: { frontmatter } }) =>
      frontmatter.duties.map((duty) => {
        const record = duties.find(({ value }) => value.policy === id && value.duty === duty.id);
        const last = record?.value.done[0]?.on;
        return {
          kind: 'duty' as const,
          policy: id,
          title: frontmatter.title,
          what: duty.what,
          owner: idInWords(duty.owner),
          clause: duty.clause,
          every: periodInWords(duty.every),
          ...(last !== undefined && { last, due: addPeriod(last, duty.every) }),
        };
      }),
    )
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
    .flatMap(({ id, current: { frontmatter } }) =>
      frontmatter.reviews.map((review) => ({
        ...review,
        policy: id,
        title: frontmatter.title,
        by: people[review.by]?.name ?? review.by,
      })),
    )
    .sort((a, b) => (a.on < b.on ? 1 : -1));
}

/** Reviews and duties together by the day they fall due. */
export function dueNext(book: Book): Due[] {
  return [...nextReviews(book), ...nextDuties(book)]
    .filter(({ due }) => due !== undefined)
    .sort(byDue);
}
