import { z } from 'zod';
import { calendarDate, slug, text } from './scalars.ts';

/** content/answers/*.yaml: the company's answer to a deviation. */
export const answerSchema = z.strictObject({
  change: slug,
  rule: z
    .string()
    .regex(/^change\/[a-z-]+$/, 'expected the code of a rule such as change/approvals'),
  by: slug,
  on: calendarDate,
  why: text,
  action: text.describe('What was done to make up for it.'),
  approvedBy: slug,
  expires: calendarDate.optional(),
});

export type Answer = z.output<typeof answerSchema>;
