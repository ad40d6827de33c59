import { z } from 'zod';
import { clauseId, period, slug, text } from './scalars.ts';

const level = z.enum(['must', 'should']);
const proof = z.enum(['stated', 'merged', 'exported', 'signed']);
const clause = clauseId.describe('The clause of this version that asks for it.');
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as "09:00"');
const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

const fieldName = z.enum([
  'reason',
  'risk',
  'rollback',
  'tested',
  'staging',
  'ticket',
  'incident',
  'requested-at',
  'ai-component',
  'ai-provider',
  'ai-eval-before',
  'ai-eval-after',
  'ai-isolation',
  'ai-dpa',
  'ai-security-impact',
]);

const changeType = z.strictObject({
  clause,
  kinds: z.array(slug).optional().describe('The only kinds of change that may have this type.'),
  approvals: z.int().min(0).max(9).describe('How many independent people have to approve.'),
  approvers: z.array(slug).optional().describe('Roles of which each has to give one approval.'),
  leadTime: period.optional().describe('Least time between request and merge.'),
  proof: proof.default('stated').describe('The weakest proof of an approval that counts.'),
  tests: z
    .enum(['required', 'recommended', 'none'])
    .optional()
    .describe('What automated tests are asked for.'),
  staging: z
    .union([level, z.literal('none')])
    .optional()
    .describe('Whether it runs in staging first.'),
  needs: z
    .array(fieldName)
    .optional()
    .describe('Fields that this type needs besides the common ones.'),
  recordWithin: period
    .optional()
    .describe('How soon after the merge the record has to be complete.'),
  retrospective: z
    .strictObject({
      clause,
      within: period.describe('How soon after the merge the retrospective has to be held.'),
      fields: z.array(z.enum(['root-cause', 'actions', 'preventive-controls'])).min(1),
    })
    .optional()
    .describe('The review afterwards that this type needs.'),
});

const category = z.strictObject({
  clause,
  scope: slug.describe('Changes that touch this scope have to declare a category.'),
  type: slug.describe('The type that this category forces.'),
  signOff: z.array(slug).optional().describe('Roles that have to sign off.'),
  requires: z.array(fieldName).optional().describe('Fields that this category needs.'),
});

const target = z.strictObject({
  target: z
    .string()
    .regex(
      /^[<>]=? ?(\d+(?:\.\d+)? ?%|P[0-9DTHMW]+)$/,
      'expected a bound such as "< 5%" or "< PT1H"',
    ),
  every: period.describe('How often it is looked at.'),
});

/** What a policy asks of every change, as data. Section by section, each names the clause that says so in words. */
export const changeRulesSchema = z.strictObject({
  types: z.record(slug, changeType).describe('The types of change and what each needs.'),
  record: z
    .strictObject({ clause, requires: z.array(fieldName).min(1) })
    .optional()
    .describe('What every record holds.'),
  review: z
    .strictObject({
      clause,
      pullRequest: level.optional(),
      checks: level.optional(),
      comments: level.optional(),
    })
    .optional()
    .describe('The clause on review before the merge, and what else it asks.'),
  separation: z
    .strictObject({
      clause,
      approverIsNotAuthor: level.default('must'),
      highRisk: z
        .strictObject({
          risk: z.enum(['low', 'medium', 'high']).optional(),
          types: z.array(slug).optional(),
          scopes: z.array(slug).optional(),
          twoPeople: level.default('must'),
        })
        .optional(),
      deputies: z
        .record(slug, z.array(slug))
        .optional()
        .describe('Who signs where the holder of a role is the author.'),
    })
    .optional()
    .describe('Separation of duties.'),
  sensitive: z
    .strictObject({ clause, scopes: z.array(slug).min(1), reviewers: z.array(slug).min(1) })
    .optional()
    .describe('Scopes that need a further look, and by which roles.'),
  validation: z
    .strictObject({ clause, scopes: z.array(slug).min(1), within: period })
    .optional()
    .describe('Scopes that are validated after deployment.'),
  categories: z
    .record(slug, category)
    .optional()
    .describe('Categories of change with demands of their own.'),
  windows: z
    .strictObject({
      clause,
      zone: text,
      days: z.array(weekday).min(1),
      from: clockTime,
      to: clockTime,
      avoid: z.array(text).default([]),
      level: level.default('must'),
    })
    .optional()
    .describe('When deployments happen.'),
  remediation: z
    .strictObject({
      clause,
      low: period.optional(),
      medium: period.optional(),
      high: period.optional(),
    })
    .optional()
    .describe('How soon findings are mended, by severity.'),
  monitoring: z
    .strictObject({ clause })
    .catchall(period)
    .optional()
    .describe('How long each type is watched after deployment.'),
  metrics: z
    .strictObject({
      clause: clause.optional(),
      changeFailureRate: target.optional(),
      timeToRestore: target.optional(),
      emergencyRate: target.optional(),
      reviewTime: target.optional(),
    })
    .optional()
    .describe('Targets.'),
  retention: z
    .strictObject({ clause, records: period, logs: period.optional() })
    .optional()
    .describe('How long records are kept.'),
});

export type ChangeRules = z.output<typeof changeRulesSchema>;
export type ChangeTypeRules = z.output<typeof changeType>;
export type FieldName = z.output<typeof fieldName>;
export type Level = z.output<typeof level>;
export type Proof = z.output<typeof proof>;
