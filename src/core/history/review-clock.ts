import type { Book } from '../model/book.ts';
import { earliestDay, type CalendarDate } from '../model/calendar-date.ts';
import { addPeriod } from '../model/period.ts';
import type { Policy, PolicyVersion } from '../model/policy.ts';
import type { People } from '../schemas/people.ts';
import type { PolicyFrontmatter } from '../schemas/policy.ts';
import { inForceOn, shownVersion } from './in-force.ts';

type Review = PolicyFrontmatter['reviews'][number];

/** Since when the time to the next review of a policy runs. */
interface ClockStart {
  readonly kind: 'review' | 'approval' | 'row';
  readonly on: CalendarDate;
  /** The version that was reviewed, approved or written. */
  readonly version: string;
}

/** When a policy is due for its ordinary review. */
export interface ReviewClock {
  readonly start: ClockStart;
  /** The last review that counts. */
  readonly lastReview?: CalendarDate;
  /** The earlier of the typed day and the one that follows from the start. */
  readonly due: CalendarDate;
  /** What `nextReview` may state at the latest, and what that follows from: an approval of a version that waits counts. */
  readonly latest: { readonly day: CalendarDate; readonly start: ClockStart };
}

type Setting = Pick<Book, 'people' | 'asOf'>;

/**
 * The ordinary review of a policy: its last review by a rightful person, or the approval of the version in force where
 * that is later, plus `reviewEvery`; or the typed day, where that is earlier.
 */
export function reviewClock(policy: Policy, { people, asOf }: Setting): ReviewClock {
  const { current } = policy;
  const { nextReview, reviewEvery } = current.frontmatter;
  const counted = countedReviews(policy, { people, asOf }).map(({ on, version }): ClockStart => ({
    kind: 'review',
    on,
    version,
  }));
  const done = counted.filter(({ on }) => on <= asOf);
  const start = latestOf([startOfVersions(policy, asOf), ...done]);
  const typed = latestOf([start, startOf(current), ...counted]);
  const derived = addPeriod(start.on, shownVersion(policy, asOf).frontmatter.reviewEvery);
  const lastReview = done
    .map(({ on }) => on)
    .sort()
    .at(-1);
  return {
    start,
    ...(lastReview !== undefined && { lastReview }),
    due: nextReview < derived ? nextReview : derived,
    latest: { day: addPeriod(typed.on, reviewEvery), start: typed },
  };
}

/** The reviews of a policy that were done by a rightful person. Its version in force names whether an author is one. */
export function countedReviews(policy: Policy, { people, asOf }: Setting): Review[] {
  return policy.current.frontmatter.reviews.filter(
    (review) => findReviewFault(review, policy, { people, asOf }) === undefined,
  );
}

/** Where several versions may be in force, the time runs since the earliest of their approvals. */
function startOfVersions(policy: Policy, asOf: CalendarDate): ClockStart {
  const inForce = inForceOn(policy, asOf);
  if (inForce.kind === 'version') return startOf(inForce.version);
  const candidates = inForce.kind === 'uncertain' ? inForce.candidates : [];
  const [first = rowOf(policy.current), ...others] = candidates.map(startOf);
  return others.reduce((least, one) => (one.on < least.on ? one : least), first);
}

function startOf(version: PolicyVersion): ClockStart {
  const { approval } = version.frontmatter;
  return approval
    ? { kind: 'approval', on: approval.on, version: version.version }
    : rowOf(version);
}

/** What is not in force yet has been waiting since it was written, or since an earlier day that it states. */
function rowOf({ version, frontmatter }: PolicyVersion): ClockStart {
  const { history, effective, approval } = frontmatter;
  const written = history.find((row) => row.version === version)?.date ?? effective;
  const on = earliestDay(written);
  return approval && approval.on < on
    ? { kind: 'approval', on: approval.on, version }
    : { kind: 'row', on, version };
}

function latestOf(starts: readonly [ClockStart, ...ClockStart[]]): ClockStart {
  return starts.reduce((latest, one) => (one.on > latest.on ? one : latest));
}

/** Why a person was not the one to approve or to review a version on a day. */
export type UnfitPerson = 'unknown' | 'bot' | 'no-role' | 'author';

/** Why a review does not count; undefined for one that does. */
export function findReviewFault(
  { by, on, version }: Pick<Review, 'by' | 'on' | 'version'>,
  policy: Policy,
  { people, asOf }: Setting,
): UnfitPerson | undefined {
  const { reviewByAuthor } = shownVersion(policy, asOf).frontmatter;
  const { history } = policy.current.frontmatter;
  const row = history.find((one) => one.version === version);
  return findUnfit(by, { on, people, author: reviewByAuthor === undefined ? row?.by : undefined });
}

/** Why a person may not decide about a text on a day; undefined for a person who may. */
export function findUnfit(
  id: string,
  given: {
    readonly on: CalendarDate;
    readonly people: People;
    readonly author: string | undefined;
  },
): UnfitPerson | undefined {
  const { on, people, author } = given;
  const person = Object.hasOwn(people, id) ? people[id] : undefined;
  if (!person) return 'unknown';
  if (person.bot) return 'bot';
  const hasRole = person.roles.some(({ from, to }) => from <= on && (to === undefined || on <= to));
  if (!hasRole) return 'no-role';
  return author === id ? 'author' : undefined;
}
