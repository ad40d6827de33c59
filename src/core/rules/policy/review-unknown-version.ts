import { locateField } from '../../parse/locate-field.ts';
import { reviewRow } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  unknown: report(
    'The review of {on} names version {version}; the history has {known}.',
    'Name the version that was read, or add the row of {version} to history.',
  ),
};

export const reviewUnknownVersion: DocumentRule = {
  code: 'policy/review-unknown-version',
  severity: 'error',
  requirement: 'A review names a version that the history has.',
  messages,
  example: {
    good: [`reviews: [${reviewRow('2026-01-05')}]`],
    bad: [`reviews: [${reviewRow('2026-01-05', { version: '1.1' })}]`],
  },

  *check({ policies }) {
    for (const { current } of policies) {
      const { history, reviews } = current.frontmatter;
      const known = history.map((row) => row.version);
      for (const [index, { on, version }] of reviews.entries()) {
        if (known.includes(version)) continue;
        yield {
          at: locateField(current.source, ['reviews', index, 'version']),
          ...fill(messages.unknown, { on, version, known: known.join(', ') }),
        };
      }
    }
  },
};
