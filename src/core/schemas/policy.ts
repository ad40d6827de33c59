import { z } from 'zod';
import { changeRulesSchema, proofs } from './change-rules.ts';
import {
  calendarDate,
  classification,
  clauseId,
  partialDate,
  dayPeriod,
  slug,
  text,
  versionNumber,
} from './scalars.ts';

const historyRow = z.strictObject({
  version: versionNumber,
  date: partialDate.describe('When this version was written.'),
  by: slug.describe('Who wrote it: a person of people.yaml.'),
  change: z
    .enum(['normative', 'editorial'])
    .describe('Whether duties changed, or only the wording.'),
  summary: text.describe('What changed and why, for staff.'),
  publicSummary: text
    .optional()
    .describe('What customers are told of it; without it the line is not public.'),
  text: z
    .literal('lost')
    .optional()
    .describe('For a version that was in force and whose text is lost.'),
});

const review = z.strictObject({
  on: calendarDate,
  by: slug.describe('The reviewer: a person of people.yaml.'),
  version: versionNumber.describe('The version that was reviewed.'),
  outcome: z.enum(['unchanged', 'changed', 'retire']),
  note: text.describe('What was looked at.'),
});

const duty = z.strictObject({
  id: slug,
  every: dayPeriod,
  owner: slug.describe('The role that does it.'),
  what: text,
  clause: clauseId,
});

/** What a document is; each kind may have required headings of its own. */
export const documentKinds = ['policy', 'standard', 'procedure', 'plan'] as const;

/** The frontmatter of a policy. */
export const policySchema = z.strictObject({
  title: text,
  kind: z
    .enum(documentKinds)
    .default('policy')
    .describe('What the document is; it decides which headings policybook.yaml requires.'),
  version: versionNumber.describe('Quoted: an unquoted 1.10 reads as 1.1.'),
  status: z.enum(['draft', 'approved', 'retired']),
  classification: classification.describe('The label of the whole document.'),
  publish: z
    .enum(['none', 'extract', 'whole'])
    .default('none')
    .describe('What customers see: nothing, the text less its internal parts, or all of it.'),
  publishConsent: z
    .strictObject({ by: slug.describe('A person of people.yaml.'), on: calendarDate })
    .optional()
    .describe('Who agreed, and when, that customers read a confidential document or its extract.'),
  owner: slug.describe('The role that answers for the policy.'),
  effective: partialDate.describe(
    'The day from which it is in force; a month where no day is known.',
  ),
  approval: z
    .strictObject({ by: slug.describe('A person of people.yaml.'), on: calendarDate })
    .optional()
    .describe('Required once the status is approved.'),
  approvalProof: z
    .enum(proofs)
    .optional()
    .describe('The weakest proof of its own approval and review, where the book accepts less.'),
  nextReview: calendarDate.describe(
    'At the latest the last review, or a later approval, plus reviewEvery; an earlier day may be planned.',
  ),
  reviewEvery: dayPeriod,
  reviewByAuthor: text
    .optional()
    .describe(
      'Why the author of a version may review it; without it such a review does not count.',
    ),
  reviewOn: z
    .array(slug)
    .default([])
    .describe('Scopes and events that make the policy due for review early.'),
  reviewOnTypes: z
    .array(slug)
    .min(1)
    .optional()
    .describe('The types of change that are significant for reviewOn; major where absent.'),
  reviewOnWithin: dayPeriod
    .optional()
    .describe('How soon it is reviewed after what reviewOn names; P30D where absent.'),
  appliesTo: text.optional(),
  contacts: z.record(slug, z.email()).default({}),
  controls: z
    .record(slug, z.array(text).min(1))
    .default({})
    .describe('The controls that the policy serves, by framework: soc2, iso27001.'),
  related: z.array(slug).default([]).describe('Ids of other policies.'),
  history: z.array(historyRow).min(1).describe('One row for each version, newest first.'),
  reviews: z.array(review).default([]).describe('Newest first.'),
  duties: z.array(duty).default([]),
  changeRules: changeRulesSchema.optional(),
});

export type PolicyFrontmatter = z.output<typeof policySchema>;
