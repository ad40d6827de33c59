import type { Review } from '../history/plan-review.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import type { SourceFile } from '../model/source-file.ts';
import { editFields, type EditedText } from './edit-fields.ts';

/** Writes a review and the day of the next one into the text of a policy; every other byte stays. */
export function recordReview(
  source: SourceFile,
  { on, by, version, outcome, note }: Review,
  nextReview: CalendarDate,
): EditedText {
  return editFields(source, [
    { set: 'nextReview', to: nextReview },
    {
      prepend: 'reviews',
      item: { on, by, version, outcome, note },
      after: ['history', 'nextReview'],
    },
  ]);
}
