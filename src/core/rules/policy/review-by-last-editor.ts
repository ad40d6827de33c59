import { lastEditor } from '../../history/plan-review.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const reviewByLastEditor: DocumentRule = {
  code: 'policy/review-by-last-editor',
  severity: 'warning',
  requirement: 'The last review was held by somebody who did not write the version reviewed.',

  *check({ policies, people }) {
    for (const { current } of policies) {
      const { title, reviews, status } = current.frontmatter;
      const last = reviews.reduce(
        (index, { on }, at) => (on > (reviews[index]?.on ?? '') ? at : index),
        0,
      );
      const review = reviews[last];
      if (!review || status === 'retired') continue;
      if (lastEditor(current.frontmatter, review.version) !== review.by) continue;

      yield {
        at: locateField(current.source, ['reviews', last, 'by']),
        problem: `${people[review.by]?.name ?? review.by} reviewed version ${review.version} of "${title}" on ${review.on}, and had written it.`,
        remedy: 'Ask somebody else to hold the next review.',
      };
    }
  },
};
