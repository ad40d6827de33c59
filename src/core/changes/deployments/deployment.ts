import { z } from 'zod';
import { instant, text } from '../../schemas/scalars.ts';

/**
 * One line of the file that a pipeline writes, a JSON object. Other fields may stand beside these and are passed over.
 */
export const deploymentSchema = z.object({
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/, 'expected the full id of the commit that was deployed'),
  at: instant.describe('When it was live, or had failed.'),
  by: text.optional().describe('Who started it: an address, `Name <address>`, an id or a login.'),
  environment: text
    .default('production')
    .describe('Only production (also prod, live) makes a change deployed.'),
  result: z
    .enum(['success', 'failure', 'cancelled'])
    .describe('Only a success makes a change deployed.'),
});
