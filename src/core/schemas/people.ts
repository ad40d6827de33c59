import { z } from 'zod';
import { calendarDate, slug, text } from './scalars.ts';

/** people.yaml: people by id. */
export const peopleSchema = z.record(
  slug,
  z.strictObject({
    name: text,
    emails: z
      .array(z.email())
      .min(1)
      .describe('Every address the person commits with; the first is the one to write to.'),
    forge: z.strictObject({ github: text.optional(), gitlab: text.optional() }).optional(),
    roles: z
      .array(z.strictObject({ role: slug, from: calendarDate, to: calendarDate.optional() }))
      .default([]),
    keys: z
      .array(z.strictObject({ ssh: text, from: calendarDate, to: calendarDate.optional() }))
      .default([]),
    bot: z.boolean().default(false),
  }),
);

export type People = z.output<typeof peopleSchema>;
export type Person = People[string];
