import { z } from 'zod';
import { followUpFields } from '../changes/follow-ups/follow-up-fields.ts';
import { fieldOfTrailer, peopleTrailers } from '../changes/message/trailer-keys.ts';
import { calendarDate, instant, slug, slugs, text } from './scalars.ts';

const deployed = z.strictObject({ at: instant, by: slug });
const retrospective = z.strictObject({
  on: calendarDate,
  by: slug,
  rootCause: text.optional(),
  actions: text.optional(),
  preventiveControls: text.optional(),
});

const copied = z
  .strictObject({
    of: z
      .enum([
        'tested',
        'staging',
        'ai-eval-before',
        'ai-eval-after',
        'ai-isolation',
        'approval',
        'validation',
        'monitoring',
      ])
      .describe('Which evidence of the record points at the log.'),
    on: calendarDate.describe('When it was copied; a log that is deleted cannot be.'),
    by: slug,
    shows: text.describe('What the log shows: time, commit, account, result.'),
  })
  .describe('The part of a log that serves as evidence, copied while the log exists.');

/** By their keys in a commit message: one that has a field of its own in this file is refused with its name. */
type TrailerTexts = Record<string, z.ZodOptional<z.ZodType<string>>>;

const trailerTexts: TrailerTexts = Object.fromEntries([
  ...[...fieldOfTrailer].map(([key, field]) => {
    const own = followUpFields.find(([one]) => one === field)?.[1];
    return [key, own === undefined ? text.optional() : refused(own).optional()] as const;
  }),
  ...peopleTrailers.map((key) => [key, refused('approvals').optional()] as const),
]);

function refused(own: string): z.ZodNever {
  return z.never({ error: `expected in the field "${own}" of this file, and not here` });
}

/** content/changes/*.mdx: what became known of a change later, or a change made outside git. */
export const followUpSchema = z.strictObject({
  change: slug
    .optional()
    .describe('The change that this follows; without it the record stands for itself.'),
  id: slug.optional(),
  system: text.optional().describe('Where a change outside git was made.'),
  author: slug.optional(),
  type: slug.optional(),
  kind: slug.optional(),
  category: slugs.optional().describe('One category, or several separated by commas.'),
  scope: z.array(slug).optional(),
  title: text.optional(),
  reason: text.optional(),
  risk: text.optional(),
  rollback: text.optional(),
  tested: text.optional(),
  staging: text.optional().describe('Where and when it was tried before production.'),
  requestedAt: instant.optional(),
  madeAt: instant.optional().describe('When a change outside git was made.'),
  approvals: z.array(z.strictObject({ by: slug, at: instant, evidence: text })).default([]),
  deployed: deployed.optional(),
  validated: z.strictObject({ at: instant, by: slug, note: text }).optional(),
  monitored: z.strictObject({ until: instant, by: slug, note: text }).optional(),
  copied: z.array(copied).default([]),
  incident: text.optional(),
  trailers: z
    .strictObject(trailerTexts)
    .optional()
    .describe('Fields without a name of their own here, by their keys in a commit message.'),
  retrospective: retrospective.optional(),
});

export type FollowUpFields = z.output<typeof followUpSchema>;
export type CopiedEvidence = z.output<typeof copied>['of'];
export type Retrospective = z.output<typeof retrospective>;
