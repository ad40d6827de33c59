import { z } from 'zod';
import { apiHead } from './api.ts';

const row = z
  .object({
    version: z.string(),
    on: z.string().describe('The day in the zone of the book.'),
    time: z.string().describe('The time as the export has it.'),
    source: z.string().describe('The system that states it.'),
    file: z.string(),
    line: z.number(),
  })
  .nullable();

/** evidence/acknowledgements.json */
export const acceptanceSchema = z.object({
  ...apiHead,
  acknowledgements: z.array(
    z.object({
      policy: z.string(),
      version: z
        .string()
        .nullable()
        .describe('The version in force; null where it is not certain which one is.'),
      person: z.string().describe('Id in people.yaml.'),
      state: z
        .enum(['accepted', 'open', 'overdue', 'unknown'])
        .describe('Overdue from the day after the last one for it.'),
      due: z.string().nullable(),
      accepted: row.describe('The acceptance that counts.'),
      earlier: row.describe('The latest acceptance of an earlier version, where none counts.'),
    }),
  ),
});
