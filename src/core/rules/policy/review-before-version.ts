import { locateField } from '../../parse/locate-field.ts';
import { reviewRow } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  early: report(
    'The review of {on} names version {version}, which was approved later, on {approved}.',
    'Write the version that was reviewed, or the day of the review.',
  ),
};

export const reviewBeforeVersion: DocumentRule = {
  code: 'policy/review-before-version',
  severity: 'error',
  requirement:
    'A review that leaves a version unchanged is not dated before the approval of that version.',
  messages,
  example: {
    good: [`reviews: [${reviewRow('2026-01-05')}]`],
    bad: [`reviews: [${reviewRow('2026-01-04')}]`, 'nextReview: 2027-01-04'],
  },

  *check({ policies }) {
    for (const { current, versions } of policies) {
      for (const [index, { on, version, outcome }] of current.frontmatter.reviews.entries()) {
        const reviewed = versions.find((one) => one.version === version);
        const approved = reviewed?.frontmatter.approval?.on;
        if (outcome === 'changed' || approved === undefined || on >= approved) continue;
        yield {
          at: locateField(current.source, ['reviews', index, 'on']),
          ...fill(messages.early, { on, version, approved }),
        };
      }
    }
  },
};
