import { isSameNote } from '../../history/plan-review.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const reviewNoteRepeated: DocumentRule = {
  code: 'policy/review-note-repeated',
  severity: 'warning',
  requirement:
    'The note of a review says what was looked at this time, not what the last one says.',

  *check({ policies }) {
    for (const { current } of policies) {
      const byDay = [...current.frontmatter.reviews.entries()].sort(([, left], [, right]) =>
        left.on < right.on ? -1 : 1,
      );
      for (const [place, [index, { on, note }]] of byDay.entries()) {
        const before = byDay[place - 1];
        if (!before || !isSameNote(before[1].note, note)) continue;
        yield {
          at: locateField(current.source, ['reviews', index, 'note']),
          problem: `The note of the review of ${on} is that of ${before[1].on}: "${note}"`,
          remedy: 'Write what was looked at this time, and what was found.',
          related: [
            {
              at: locateField(current.source, ['reviews', before[0], 'note']),
              note: 'The note before it',
            },
          ],
        };
      }
    }
  },
};
