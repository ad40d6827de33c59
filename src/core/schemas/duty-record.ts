import { z } from 'zod';
import { calendarDate, slug, text } from './scalars.ts';

/** content/duties/*.yaml: when a recurring duty was done. */
export const dutyRecordSchema = z.strictObject({
  policy: slug,
  duty: slug,
  done: z
    .array(z.strictObject({ on: calendarDate, by: slug, evidence: text }))
    .min(1)
    .describe('Newest first.'),
});

export type DutyRecord = z.output<typeof dutyRecordSchema>;
