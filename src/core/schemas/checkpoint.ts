import { z } from 'zod';
import { calendarDate, slug, text } from './scalars.ts';

/** What checkpoints, histories and packs call the repository that the book itself is in. No repository can have this id. */
export const ownRepository = '_book';

/** One line of checkpoints.jsonl, a JSON object: where a branch ended when evidence was last handed out. */
export const checkpointSchema = z.strictObject({
  repository: z
    .union([slug, z.literal(ownRepository)])
    .describe(`Id in policybook.yaml, or ${ownRepository} for the repository of the book itself.`),
  branch: text,
  tip: z
    .string()
    .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'expected the full id of a commit')
    .describe('The last commit of the first-parent line that was judged.'),
  records: z.int().min(0).describe('How many change records there were up to it.'),
  at: calendarDate.describe('The day as of which the book was judged.'),
  engine: text.describe('Name and version of the engine that judged it.'),
});

export type Checkpoint = z.output<typeof checkpointSchema>;
