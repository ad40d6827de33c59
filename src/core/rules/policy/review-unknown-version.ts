import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const reviewUnknownVersion: DocumentRule = {
  code: 'policy/review-unknown-version',
  severity: 'error',
  requirement: 'A review names a version that the history has.',

  *check({ policies }) {
    for (const { current } of policies) {
      const { history, reviews } = current.frontmatter;
      const known = history.map((row) => row.version);
      for (const [index, { on, version }] of reviews.entries()) {
        if (known.includes(version)) continue;
        yield {
          at: locateField(current.source, ['reviews', index, 'version']),
          problem: `The review of ${on} is of version ${version}; the history has ${known.join(', ')}.`,
          remedy: `Name the version that was read, or add the row of ${version} to history.`,
        };
      }
    }
  },
};
