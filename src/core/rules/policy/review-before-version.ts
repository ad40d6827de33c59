import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const reviewBeforeVersion: DocumentRule = {
  code: 'policy/review-before-version',
  severity: 'error',
  requirement:
    'A review that leaves a version as it is was held when that version had been approved.',

  *check({ policies }) {
    for (const { current, versions } of policies) {
      for (const [index, { on, version, outcome }] of current.frontmatter.reviews.entries()) {
        const reviewed = versions.find((one) => one.version === version);
        const approved = reviewed?.frontmatter.approval?.on;
        if (outcome === 'changed' || approved === undefined || on >= approved) continue;
        yield {
          at: locateField(current.source, ['reviews', index, 'on']),
          problem: `The review of ${on} names version ${version}, which was approved on ${approved}.`,
          remedy: 'Write the version that was reviewed, or the day on which the review was held.',
        };
      }
    }
  },
};
