import { reviewKey } from '../../history/find-removed-reviews.ts';
import { shownVersion } from '../../history/in-force.ts';
import { countedReviews } from '../../history/review-clock.ts';
import type { Book } from '../../model/book.ts';
import { personInWords } from '../../model/id-in-words.ts';
import type { Policy } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import { proofs, type Proof } from '../../schemas/change-rules.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const proveIt =
  'Have {name} merge it, approve it on the forge whose export policies.forgeExports names, or sign the commit.';
const approvalMessages = {
  void: report(
    'Version {version} of "{title}" is approved by {name}, and {reason}.',
    'Have another person approve it, in a new version.',
  ),
  weak: report(
    'The approval of version {version} of "{title}" by {name} is {proof}; at least {least} is required.',
    `Write a new version. ${proveIt}`,
  ),
};
export const approvalUnproven: DocumentRule = {
  code: 'policy/approval-unproven',
  severity: 'error',
  requirement:
    'The approval of a policy is as well proved as the policy and the book require (approvalProof).',
  messages: approvalMessages,
  example: {
    good: ['reviews: []', 'approvalProof: stated'],
    bad: ['reviews: []', 'approvalProof: merged'],
    reported: 'policies/access-control.mdx approval:',
  },

  *check(book) {
    for (const policy of book.policies) {
      // Earlier versions are over, and nobody can prove them any more.
      for (const version of new Set([policy.current, shownVersion(policy, book.asOf)])) {
        const { source, frontmatter, version: number } = version;
        const { approval, status, title } = frontmatter;
        const decision = policy.proofs?.approvals.get(number);
        if (!approval || !decision || status === 'draft') continue;
        const least = frontmatter.approvalProof ?? book.settings.policies.approvalProof;
        const name = personInWords(approval.by, book.people);
        const facts = { version: number, title, name, least, proof: decision.proof };
        const at = locateField(source, ['approval']);
        if (decision.void !== undefined) {
          yield { at, ...fill(approvalMessages.void, { ...facts, reason: decision.void }) };
        } else if (isWeaker(decision.proof, least)) {
          yield { at, ...fill(approvalMessages.weak, facts) };
        }
      }
    }
  },
};

const reviewMessages = {
  void: report(
    'The review of {on} is by {name}, and {reason}.',
    'Have another person review it, and record that review.',
  ),
  weak: report(
    'The review of {on} by {name} is {proof}; at least {least} is required.',
    `Record a review once more. ${proveIt}`,
  ),
};

export const reviewUnproven: DocumentRule = {
  code: 'policy/review-unproven',
  severity: 'error',
  requirement:
    'The last review of a policy is as well proved as the policy and the book require (approvalProof).',
  messages: reviewMessages,
  example: {
    good: ['status: draft', 'approval:', 'approvalProof: stated'],
    bad: ['status: draft', 'approval:', 'approvalProof: signed'],
    reported: 'policies/access-control.mdx reviews:',
  },

  *check(book) {
    for (const policy of book.policies) {
      const review = lastReview(policy, book);
      const decision = review && policy.proofs?.reviews.get(reviewKey(review));
      if (!review || !decision) continue;
      const { source, frontmatter } = policy.current;
      const least = frontmatter.approvalProof ?? book.settings.policies.approvalProof;
      const name = personInWords(review.by, book.people);
      const index = frontmatter.reviews.indexOf(review);
      const at = locateField(source, ['reviews', index]);
      const facts = { on: review.on, name, least, proof: decision.proof };
      if (decision.void !== undefined) {
        yield { at, ...fill(reviewMessages.void, { ...facts, reason: decision.void }) };
      } else if (isWeaker(decision.proof, least)) {
        yield { at, ...fill(reviewMessages.weak, facts) };
      }
    }
  },
};

function lastReview(policy: Policy, { people, asOf }: Book) {
  return countedReviews(policy, { people, asOf })
    .filter(({ on }) => on <= asOf)
    .sort((left, right) => (left.on < right.on ? 1 : -1))[0];
}

function isWeaker(proof: Proof, least: Proof): boolean {
  return proofs.indexOf(proof) < proofs.indexOf(least);
}
