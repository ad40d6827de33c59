import { dateInWords, type CalendarDate } from '../model/calendar-date.ts';
import { addPeriod } from '../model/period.ts';
import { compareVersions, type Policy, type PolicyVersion } from '../model/policy.ts';
import type { People } from '../schemas/people.ts';
import type { PolicyFrontmatter } from '../schemas/policy.ts';
import { findReviewFault, type UnfitPerson } from './review-clock.ts';

export type Review = PolicyFrontmatter['reviews'][number];

/** A review to be recorded; the version is the current one. */
export type ReviewOrder = Omit<Review, 'version'>;

/** What will be written, and what the reviewer should think about first; or why nothing can be. */
export type ReviewPlan =
  | {
      readonly review: Review;
      readonly nextReview: CalendarDate;
      readonly warnings: readonly string[];
    }
  | { readonly refusal: { readonly problem: string; readonly remedy: string } };

/** Works out the record of a review of the current version, of today or before. */
export function planReview(
  policy: Policy,
  order: ReviewOrder,
  setting: { readonly asOf: CalendarDate; readonly people: People },
): ReviewPlan {
  const { current } = policy;
  const refusal =
    findRefusal(current, order, setting.asOf) ?? findUnfitReviewer(policy, order, setting);
  if (refusal) return { refusal };
  const review = { ...order, version: current.version };
  return {
    review,
    nextReview: addPeriod(order.on, current.frontmatter.reviewEvery),
    warnings: [...findDoubts(current, review)],
  };
}

function findRefusal(
  { policy, version, frontmatter }: PolicyVersion,
  { on, outcome }: ReviewOrder,
  today: CalendarDate,
): { problem: string; remedy: string } | undefined {
  const { title, status, effective } = frontmatter;
  const last = lastReview(frontmatter.reviews);
  if (status === 'retired') {
    return {
      problem: `"${title}" was retired, effective ${dateInWords(effective)}; a retired policy is not reviewed.`,
      remedy: 'Review the policy that took its place, or give this one a new approved version.',
    };
  }
  if (on > today) {
    return {
      problem: `The review of ${on} is in the future; today is ${today}.`,
      remedy: 'Record a review on the day of the review or later.',
    };
  }
  if (last && on < last.on) {
    return {
      problem: `The review of ${on} is before the last one, of ${last.on}; the next review follows from the last.`,
      remedy: `Write it by hand at its place in reviews, newest first, and leave nextReview as it is.`,
    };
  }
  if (outcome === 'changed' && last && compareVersions(version, last.version) <= 0) {
    return {
      problem: `The outcome is changed, but "${title}" is still version ${version}, which the review of ${last.on} was of.`,
      remedy: `Keep the text of ${version} as content/archive/${policy}/${version}.mdx, write the new version with its row in history and its approval, and record the review then; or record it as unchanged.`,
    };
  }
  return undefined;
}

const unfit: Readonly<Record<UnfitPerson, string>> = {
  unknown: 'is not in people.yaml',
  bot: 'is not a person',
  'no-role': 'had no role on that day',
  author: 'wrote that version',
};

function findUnfitReviewer(
  policy: Policy,
  { by, on }: ReviewOrder,
  setting: { readonly asOf: CalendarDate; readonly people: People },
): { problem: string; remedy: string } | undefined {
  const { version } = policy.current;
  const fault = findReviewFault({ by, on, version }, policy, setting);
  return (
    fault && {
      problem: `A review of version ${version} by ${by} on ${on} would not count: ${by} ${unfit[fault]}.`,
      remedy:
        fault === 'author'
          ? 'Have another person review it. Where the author may do so, state why in reviewByAuthor of the next version.'
          : 'Have a person with a role review it, or add the role to people.yaml with its first day.',
    }
  );
}

function* findDoubts({ frontmatter }: PolicyVersion, { note }: Review): Iterable<string> {
  const last = lastReview(frontmatter.reviews);
  if (last && isSameNote(last.note, note)) {
    yield `The note is that of the review of ${last.on}; write what was looked at this time.`;
  }
}

function lastReview(reviews: readonly Review[]): Review | undefined {
  return reviews.reduce<Review | undefined>(
    (last, review) => (last && last.on >= review.on ? last : review),
    undefined,
  );
}

/** Whether two notes have the same words: case, spaces and the marks between words do not count. */
export function isSameNote(left: string, right: string): boolean {
  return plainWords(left) === plainWords(right);
}

function plainWords(note: string): string {
  const words = note
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return words?.join(' ') ?? note.trim();
}
