import { z } from 'zod';
import { forges } from '../forges/index.ts';
import { calendarDate, slug, text } from './scalars.ts';

const publicKey = z
  .string()
  .trim()
  .regex(
    /^(?:sk-)?(?:ssh|ecdsa)-[\w@.-]+ [A-Za-z0-9+/]+={0,2}(?: .*)?$/,
    'expected a public key such as "ssh-ed25519 AAAA…", the one line of a .pub file',
  );

/** As commits have it, which is looser than a mail server: bots write `49699333+dependabot[bot]@…`. */
const address = z
  .string()
  .regex(/^[!-;=?A-~]+@[!-;=?A-~]+$/, 'expected an address such as mira@larkfield.example');

const logins: Record<string, z.ZodOptional<typeof text>> = Object.fromEntries(
  forges.map(({ id, people: { committer } }) => [
    id,
    text.optional().describe(`Name of the account on ${committer.name}.`),
  ]),
);

/** people.yaml: people by id. */
export const peopleSchema = z.record(
  slug,
  z.strictObject({
    name: text,
    emails: z
      .array(address)
      .min(1)
      .describe('Every address the person commits with; the first is the one to write to.'),
    forge: z.strictObject(logins).optional().describe('Their account on each forge.'),
    roles: z
      .array(z.strictObject({ role: slug, from: calendarDate, to: calendarDate.optional() }))
      .default([]),
    keys: z
      .array(z.strictObject({ ssh: publicKey, from: calendarDate, to: calendarDate.optional() }))
      .default([])
      .describe(
        'Keys that the person signs commits and tags with, each with its first and last day.',
      ),
    bot: z.boolean().default(false),
  }),
);

export type People = z.output<typeof peopleSchema>;
export type Person = People[string];
