import { z } from 'zod';
import {
  approvalTrailers,
  loggedFields,
  recordFields,
  type FollowUpKey,
} from '../model/record-fields.ts';
import { calendarDate, instant, slug, slugs, text } from './scalars.ts';

const deployed = z.strictObject({ at: instant, by: slug });
const retrospective = z.strictObject({
  on: calendarDate,
  by: slug,
  rootCause: text.optional(),
  actions: text.optional(),
  preventiveControls: text.optional(),
});

const result = text
  .optional()
  .describe('How it ended: passed, failed, partly or not-run, in the words of the settings too.');

const done = z.strictObject({ at: instant, by: slug, note: text });

const copied = z
  .strictObject({
    of: z
      .enum([...loggedFields, 'approval', 'validation', 'monitoring'])
      .describe('Which evidence of the record points at the log.'),
    on: calendarDate.describe('When it was copied; a log that is deleted cannot be.'),
    by: slug,
    shows: text.describe('What the log shows: time, commit, account, result.'),
  })
  .describe('The part of a log that serves as evidence, copied while the log exists.');

/** The fields of the record that have a key of their own here. */
const ownFields = Object.fromEntries(
  Object.values(recordFields).flatMap(({ followUp, value, hint = '' }) => {
    const schema = { choice: slug, choices: slugs, moment: instant, list: text, text }[
      value ?? 'text'
    ];
    return followUp === undefined ? [] : [[followUp, schema.optional().describe(hint)] as const];
  }),
) as unknown as Record<FollowUpKey, z.ZodOptional<z.ZodType<string>>>;

/** By their keys in a commit message: one that has a field of its own in this file is refused with its name. */
const trailerTexts: Record<string, z.ZodOptional<z.ZodType<string>>> = Object.fromEntries([
  ...Object.values(recordFields).map(({ trailer, followUp, hint = '' }) => {
    const own = followUp === undefined ? text.optional().describe(hint) : refused(followUp);
    return [trailer, own] as const;
  }),
  ...[...approvalTrailers.keys()].map((key) => [key, refused('approvals')] as const),
]);

function refused(own: string) {
  return z.never({ error: `expected in the field "${own}" of this file, and not here` }).optional();
}

/** content/changes/*.mdx: what became known of a change later, or a change made outside git. */
export const followUpSchema = z.strictObject({
  change: slug
    .optional()
    .describe(
      'The change that this follows; without it the record is of a change made outside git.',
    ),
  id: slug.optional(),
  system: text.optional().describe('Where a change outside git was made.'),
  author: slug.optional(),
  scope: z.array(slug).optional(),
  title: text.optional(),
  ...ownFields,
  madeAt: instant.optional().describe('When a change outside git was made.'),
  approvals: z.array(z.strictObject({ by: slug, at: instant, evidence: text })).default([]),
  deployed: deployed.optional(),
  validated: z.strictObject({ at: instant, by: slug, result, note: text }).optional(),
  monitored: z.strictObject({ until: instant, by: slug, result, note: text }).optional(),
  spokenApproval: done.optional().describe('An approval in words, before the merge.'),
  securityReview: done.optional().describe('A security review after the deployment.'),
  testedAfter: done.extend({ result }).optional().describe('Tests after the deployment.'),
  checked: done
    .extend({ result, data: result.describe('Whether data are whole, in the same words.') })
    .optional()
    .describe('Checks in production after the deployment; of a rollback, that it succeeded.'),
  copied: z.array(copied).default([]),
  trailers: z
    .strictObject(trailerTexts)
    .optional()
    .describe('Fields without a name of their own here, by their keys in a commit message.'),
  retrospective: retrospective.optional(),
});

export type FollowUpFields = z.output<typeof followUpSchema>;
export type CopiedEvidence = z.output<typeof copied>['of'];
export type Retrospective = z.output<typeof retrospective>;
