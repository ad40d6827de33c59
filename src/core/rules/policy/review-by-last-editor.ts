import { lastEditor } from '../../history/plan-review.ts';
import { locateField } from '../../parse/locate-field.ts';
import { reviewRow } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  editor: report(
    '{name} reviewed version {version} of "{title}" on {on} and is the author of that version.',
    'Ask another person to hold the next review.',
  ),
};

export const reviewByLastEditor: DocumentRule = {
  code: 'policy/review-by-last-editor',
  severity: 'warning',
  requirement: 'The last review was held by a person who did not write the reviewed version.',
  messages,
  example: {
    good: [`reviews: [${reviewRow('2026-01-05')}]`],
    bad: [`reviews: [${reviewRow('2026-01-05', { by: 'ada' })}]`],
  },

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
        ...fill(messages.editor, { ...review, title, name: people[review.by]?.name ?? review.by }),
      };
    }
  },
};
