import { isOver } from '../../history/in-force.ts';
import { isSameNote } from '../../history/plan-review.ts';
import { reviewClock } from '../../history/review-clock.ts';
import type { Book } from '../../model/book.ts';
import { addPeriod } from '../../model/period.ts';
import { locateField } from '../../parse/locate-field.ts';
import { reviewedOn, reviewRow } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const after = '{start} plus {reviewEvery} is {latest}.';
const remedy =
  'Write nextReview: {latest} or an earlier day, or add the missing review by a person who may review it.';
const disagreeMessages = {
  review: report(`nextReview is {nextReview}; the last review that counts, of ${after}`, remedy),
  approval: report(`nextReview is {nextReview}; the approval of {version} on ${after}`, remedy),
  row: report(`nextReview is {nextReview}; version {version}, written on ${after}`, remedy),
};

export const nextReviewDisagrees: DocumentRule = {
  code: 'policy/next-review-disagrees',
  severity: 'error',
  requirement:
    'The next review is at the latest the last review, or a later approval, plus the interval between reviews.',
  messages: disagreeMessages,
  example: { good: ['nextReview: 2027-01-05'], bad: ['nextReview: 2027-03-01'] },

  *check(book) {
    for (const policy of book.policies) {
      const { source, frontmatter } = policy.current;
      const { nextReview, reviewEvery } = frontmatter;
      const { day, start } = reviewClock(policy, book).latest;
      if (nextReview <= day || isOver(policy, book.asOf)) continue;
      const { kind, on, version } = start;
      const facts = { nextReview, start: on, version, reviewEvery, latest: day };
      yield { at: locateField(source, ['nextReview']), ...fill(disagreeMessages[kind], facts) };
    }
  },
};

const tooLong = report(
  'reviewEvery is {reviewEvery}; the book allows at most {atMost} between two reviews.',
  'Write reviewEvery: {atMost} or less, in a new version, or change reviews.atMost in policybook.yaml.',
);

export const reviewIntervalTooLong: DocumentRule = {
  code: 'policy/review-interval-too-long',
  severity: 'error',
  requirement: 'No policy waits longer for its next review than the book allows (reviews.atMost).',
  messages: { tooLong },
  example: { good: ['reviewEvery: P12M'], bad: ['reviewEvery: P2Y'] },

  *check(book) {
    const { atMost } = book.settings.reviews;
    for (const policy of book.policies) {
      const { source, frontmatter } = policy.current;
      const { reviewEvery } = frontmatter;
      const { on } = reviewClock(policy, book).start;
      if (addPeriod(on, reviewEvery) <= addPeriod(on, atMost) || isOver(policy, book.asOf))
        continue;
      const facts = { reviewEvery, atMost };
      yield { at: locateField(source, ['reviewEvery']), ...fill(tooLong, facts) };
    }
  },
};

const future = report(
  'The review of {on} is after the day on which the book is judged, {asOf}.',
  'Write the day of the review, or remove the entry until the review is done.',
);

export const reviewInFuture: DocumentRule = {
  code: 'policy/review-in-future',
  severity: 'error',
  requirement: 'A review is recorded on the day on which it was done or later, never before.',
  messages: { future },
  example: { good: reviewedOn('2026-06-01'), bad: reviewedOn('2026-06-02') },

  *check({ policies, asOf }) {
    for (const { review, at } of reviewsOf(policies)) {
      if (review.on > asOf) yield { at: at('on'), ...fill(future, { on: review.on, asOf }) };
    }
  },
};

const early = report(
  'The review of {on} names version {version}, which was approved later, on {approved}.',
  'Write the version that was reviewed, or the day of the review.',
);

export const reviewBeforeVersion: DocumentRule = {
  code: 'policy/review-before-version',
  severity: 'error',
  requirement:
    'A review that leaves a version unchanged is not dated before the approval of that version.',
  messages: { early },
  example: { good: reviewedOn('2026-01-05'), bad: reviewedOn('2026-01-04') },

  *check({ policies }) {
    for (const { policy, review, at } of reviewsOf(policies)) {
      const { on, version, outcome } = review;
      const reviewed = policy.versions.find((one) => one.version === version);
      const approved = reviewed?.frontmatter.approval?.on;
      if (outcome === 'changed' || approved === undefined || on >= approved) continue;
      yield { at: at('on'), ...fill(early, { on, version, approved }) };
    }
  },
};

const unknown = report(
  'The review of {on} names version {version}; the history has {known}.',
  'Name the version that was read, or add the row of {version} to history.',
);

export const reviewUnknownVersion: DocumentRule = {
  code: 'policy/review-unknown-version',
  severity: 'error',
  requirement: 'A review names a version that the history has.',
  messages: { unknown },
  example: { good: reviewedOn('2026-01-05'), bad: reviewedOn('2026-01-05', { version: '1.1' }) },

  *check({ policies }) {
    for (const { policy, review, at } of reviewsOf(policies)) {
      const known = policy.current.frontmatter.history.map(({ version }) => version);
      if (known.includes(review.version)) continue;
      yield { at: at('version'), ...fill(unknown, { ...review, known: known.join(', ') }) };
    }
  },
};

const repeated = report(
  'The review of {on} repeats the note of the review of {before}: "{note}"',
  'Write what was read this time and what was found.',
);
const noted = (note: string) => [
  `reviews: [${reviewRow('2026-02-01', { note })}, ${reviewRow('2026-01-05')}]`,
  'nextReview: 2027-02-01',
];

export const reviewNoteRepeated: DocumentRule = {
  code: 'policy/review-note-repeated',
  severity: 'warning',
  requirement:
    'The note of a review states what was read this time and does not repeat the last note.',
  messages: { repeated },
  example: { good: noted('Read against May.'), bad: noted('All of it.') },

  *check({ policies }) {
    for (const policy of policies) {
      const byDay = [...reviewsOf([policy])].sort((left, right) =>
        left.review.on < right.review.on ? -1 : 1,
      );
      for (const [place, { review, at }] of byDay.entries()) {
        const before = byDay[place - 1];
        if (!before || !isSameNote(before.review.note, review.note)) continue;
        yield {
          at: at('note'),
          ...fill(repeated, { ...review, before: before.review.on }),
          related: [{ at: before.at('note'), note: 'The note before it' }],
        };
      }
    }
  },
};

/** The reviews of policies, each with the place of its fields. */
export function* reviewsOf(policies: Book['policies']) {
  for (const policy of policies) {
    const { source, frontmatter } = policy.current;
    for (const [index, review] of frontmatter.reviews.entries()) {
      const at = (field: keyof typeof review) => locateField(source, ['reviews', index, field]);
      yield { policy, review, at };
    }
  }
}
