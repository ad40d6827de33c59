import { calendarDateOf } from '../model/instant.ts';
import type { PolicyVersion } from '../model/policy.ts';
import type { PolicyText } from '../model/policy-text.ts';
import type { VersionFault } from '../model/version-fault.ts';
import { locateField } from '../parse/locate-field.ts';
import type { People } from '../schemas/people.ts';
import type { PolicyFrontmatter } from '../schemas/policy.ts';
import { findUnfit } from './review-clock.ts';

type Review = PolicyFrontmatter['reviews'][number];

/** By what a review is recognised in another text of its policy. */
export function reviewKey({ on, by, version, outcome }: Review): string {
  return [on, by, version, outcome].join(' ');
}

/**
 * Reviews that an earlier text had and the current one has not, or has with another day, person, version or outcome.
 * One that did not count, or that was dated after its commit, may be removed.
 */
export function* findRemovedReviews(
  current: PolicyVersion,
  texts: readonly PolicyText[],
  { people, timeZone }: { readonly people: People; readonly timeZone: string },
): Iterable<VersionFault> {
  const seen = new Set(current.frontmatter.reviews.map(reviewKey));
  for (const { version, commit, landed } of texts) {
    for (const review of version?.frontmatter.reviews ?? []) {
      const { on, by } = review;
      const isUnfit = findUnfit(by, { on, people, author: undefined }) !== undefined;
      if (seen.has(reviewKey(review)) || isUnfit || on > calendarDateOf(landed, timeZone)) continue;
      seen.add(reviewKey(review));
      const at = locateField(current.source, ['reviews']);
      yield { kind: 'review-removed', at, commit, on, by, version: review.version };
    }
  }
}
