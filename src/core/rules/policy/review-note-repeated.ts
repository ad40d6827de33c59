import { isSameNote } from '../../history/plan-review.ts';
import { locateField } from '../../parse/locate-field.ts';
import { reviewRow } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  repeated: report(
    'The review of {on} repeats the note of the review of {before}: "{note}"',
    'Write what was read this time and what was found.',
  ),
};

export const reviewNoteRepeated: DocumentRule = {
  code: 'policy/review-note-repeated',
  severity: 'warning',
  requirement:
    'The note of a review states what was read this time and does not repeat the last note.',
  messages,
  example: {
    good: [
      `reviews: [${reviewRow('2026-02-01', { note: 'Read against May.' })}, ${reviewRow('2026-01-05')}]`,
      'nextReview: 2027-02-01',
    ],
    bad: [
      `reviews: [${reviewRow('2026-02-01')}, ${reviewRow('2026-01-05')}]`,
      'nextReview: 2027-02-01',
    ],
  },

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
          ...fill(messages.repeated, { on, note, before: before[1].on }),
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
