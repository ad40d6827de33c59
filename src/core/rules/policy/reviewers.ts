import { dateInWords } from '../../model/calendar-date.ts';
import { personInWords } from '../../model/id-in-words.ts';
import { closeIt } from '../../model/version-fault.ts';
import { findReviewFault } from '../../history/review-clock.ts';
import { reviewedOn, robot } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';
import { reviewsOf } from './reviews.ts';
import { faultsOf } from './version-faults.ts';

const unfitRemedy =
  'Have a person with a role review it, and record that review; this one does not count.';
const unfitMessages = {
  bot: report('The review of {on} is by {name}, which is not a person.', unfitRemedy),
  'no-role': report(
    'The review of {on} is by {name}, who had no role on that day.',
    `${unfitRemedy} Where {name} had a role, add it to people.yaml with its first day.`,
  ),
};

export const reviewerUnfit: DocumentRule = {
  code: 'policy/reviewer-unfit',
  severity: 'error',
  requirement: 'A policy is reviewed by a person who had a role on that day.',
  messages: unfitMessages,
  example: {
    good: reviewedOn('2026-01-05'),
    bad: reviewedOn('2026-01-05', { by: 'robo' }),
    beside: { 'people.yaml': [robot] },
  },

  *check(book) {
    const { policies, people } = book;
    for (const { policy, review, at } of reviewsOf(policies)) {
      const unfit = findReviewFault(review, policy, book);
      if (unfit !== 'bot' && unfit !== 'no-role') continue;
      const facts = { on: review.on, name: people[review.by]?.name ?? review.by };
      yield { at: at('by'), ...fill(unfitMessages[unfit], facts) };
    }
  },
};

const editor = report(
  '{name} reviewed version {version} of "{title}" on {on} and is the author of that version, so the review does not count.',
  'Have another person review it. Where the author may do so, state why in reviewByAuthor of the next version.',
);

export const reviewByLastEditor: DocumentRule = {
  code: 'policy/review-by-last-editor',
  severity: 'warning',
  requirement: 'The last review was done by a person who did not write the reviewed version.',
  messages: { editor },
  example: { good: reviewedOn('2026-01-05'), bad: reviewedOn('2026-01-05', { by: 'ada' }) },

  *check(book) {
    const { policies, people } = book;
    for (const policy of policies) {
      const { title, status } = policy.current.frontmatter;
      const [first, ...others] = reviewsOf([policy]);
      if (!first || status === 'retired') continue;
      const { review, at } = others.reduce(
        (last, one) => (one.review.on > last.review.on ? one : last),
        first,
      );
      if (findReviewFault(review, policy, book) !== 'author') continue;
      const facts = { ...review, title, name: people[review.by]?.name ?? review.by };
      yield { at: at('by'), ...fill(editor, facts) };
    }
  },
};

const removed = report(
  'The review of {on} by {name} landed with commit {commit}, and is missing from reviews or altered there.',
  `Write it again as it was; a review that was done later is another entry. If it was recorded wrongly, leave it out and ${closeIt}`,
);

export const reviewRemoved: DocumentRule = {
  code: 'policy/review-removed',
  severity: 'error',
  requirement: 'A review that landed stays as it was recorded.',
  messages: { removed },
  example: {
    good: reviewedOn('2026-01-05'),
    bad: reviewedOn('2026-05-05'),
    reported: 'policies/access-control.mdx reviews:',
    landed: [reviewedOn('2026-01-05')],
  },

  *check({ policies, people }) {
    for (const { fault, facts } of faultsOf('review-removed', policies)) {
      const on = dateInWords(fault.on);
      const name = personInWords(fault.by, people);
      yield { at: fault.at, ...fill(removed, { ...facts, on, name }) };
    }
  },
};
