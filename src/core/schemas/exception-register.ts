import { z } from 'zod';
import { apiHead } from './api.ts';

/** evidence/exceptions.json */
export const exceptionRegisterSchema = z.object({
  ...apiHead,
  exceptions: z.array(
    z.object({
      id: z.string().describe('Name of the file in content/answers without its ending.'),
      file: z.string(),
      kind: z.enum(['answer', 'standing']).describe('Standing: for changes to come.'),
      state: z
        .enum(['open', 'expired', 'closed', 'settled'])
        .describe('Settled: an answer that does not expire.'),
      rules: z.array(z.string()),
      change: z.string().nullable(),
      covers: z
        .object({
          repositories: z.array(z.string()),
          types: z.array(z.string()).optional(),
          scopes: z.array(z.string()).optional(),
        })
        .nullable(),
      what: z.string(),
      why: z.string(),
      action: z.string().describe('What was done instead.'),
      owner: z.string().describe('Id of the person who gave it.'),
      approver: z.string(),
      on: z.string(),
      coversFrom: z.string().nullable(),
      expires: z.string().nullable().describe('The last day on which it counts.'),
      closed: z.object({ on: z.string(), by: z.string(), note: z.string() }).nullable(),
      answers: z
        .array(
          z.object({
            change: z.string(),
            rule: z.string(),
            policy: z.string(),
            version: z.string(),
            clause: z.string().nullable(),
            statement: z.string(),
          }),
        )
        .describe('The deviations that it answers.'),
    }),
  ),
});
