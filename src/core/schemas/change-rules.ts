import { z } from 'zod';
import { knownKeyLike, requirableFields } from '../model/record-fields.ts';
import {
  avoidedTime,
  clauseId,
  clockTime,
  dayPeriod,
  endTime,
  period,
  slug,
  text,
  timeZone,
  weekday,
} from './scalars.ts';

const level = z.enum(['must', 'should']);
/** The weakest first. */
export const proofs = ['stated', 'merged', 'exported', 'signed'] as const;
const proof = z.enum(proofs);
const clause = clauseId.describe('The clause of this version that requires it.');
const ownLevel = level.optional().describe('must, which is the default, or should.');

const fieldName = z.enum(requirableFields);

const changeType = z.strictObject({
  clause,
  kinds: z.array(slug).optional().describe('The only kinds of change that may have this type.'),
  approvals: z.int().min(0).max(9).describe('How many independent people have to approve.'),
  approvers: z.array(slug).optional().describe('Roles of which each has to give one approval.'),
  leadTime: period
    .optional()
    .describe(
      'Least time between request and merge; days are over at the same clock time of the last one.',
    ),
  otherProof: proof
    .optional()
    .describe('The weakest proof of the approvals besides the one with the best.'),
  proof: proof
    .default('stated')
    .describe('The weakest proof of an approval or a sign-off that counts.'),
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
  afterwards: z
    .strictObject({
      clause,
      spoken: z
        .boolean()
        .default(false)
        .describe('Whether somebody approves it in words before the merge.'),
      approval: period
        .optional()
        .describe('How soon after the merge somebody has to approve it in writing.'),
      securityReview: z
        .strictObject({ within: period, roles: z.array(slug).min(1) })
        .optional()
        .describe('How soon after the deployment, and by which roles, its security is reviewed.'),
      tests: period.optional().describe('How soon after the deployment it has to be tested.'),
    })
    .optional()
    .describe('What may follow the merge, and in which time.'),
  clauses: z
    .partialRecord(
      z.enum(['approvals', 'leadTime', 'tests', 'staging', 'needs', 'recordWithin']),
      clauseId,
    )
    .optional()
    .describe('By demand, the clause that requires it, where that is not the clause of the type.'),
});

const category = z.strictObject({
  clause,
  scope: slug.describe('Changes that touch this scope have to declare a category.'),
  type: slug.describe('The type that this category forces.'),
  signOff: z.array(slug).optional().describe('Roles that have to sign off.'),
  proof: proof.optional().describe('The weakest proof of a sign-off that counts.'),
  securityReview: z
    .array(slug)
    .min(1)
    .optional()
    .describe('Roles of which one reviews its security, in every scope.'),
  requires: z.array(fieldName).optional().describe('Fields that this category needs.'),
});

const measure = z.strictObject({
  better: z.enum(['higher', 'lower']).describe('Which direction is better.'),
  tolerance: z
    .number()
    .min(0)
    .default(0)
    .describe('By how much the result after may be worse than the one before.'),
  baseline: z.number().optional().describe('What the result after has to reach in any case.'),
});

const trailer = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/,
      'expected the key of a trailer such as Accessibility or Customer-Notice',
    )
    .refine((key) => knownKeyLike(key) === undefined, {
      error: 'expected a key that the record does not have already; name that one under requires',
    })
    .describe('The key, as it is written in the last paragraph of the message.'),
  clause,
  level: ownLevel,
  types: z.array(slug).min(1).optional().describe('The types that need it; all where absent.'),
});

const target = z.strictObject({
  target: z
    .string()
    .regex(
      /^[<>]=? ?(\d+(?:\.\d+)? ?%|P[0-9DTHMW]+)$/,
      'expected a bound such as "< 5%" or "< PT1H"',
    ),
  every: dayPeriod.describe('How often it is looked at.'),
});

/** What a policy requires of every change, as data. Each section names the clause that contains it in words. */
export const changeRulesSchema = z.strictObject({
  types: z
    .record(slug, changeType)
    .describe(
      'The types of change and what each needs. One that is called emergency, or has `recordWithin`, a `retrospective` or the need of an incident, is for emergencies.',
    ),
  scopeTypes: z
    .strictObject({ clause })
    .catchall(z.array(slug).min(1))
    .optional()
    .describe(
      'By scope, the only types that a change which touches it may have: database: [major].',
    ),
  workTypes: z
    .strictObject({ clause })
    .catchall(z.array(slug).min(1))
    .optional()
    .describe(
      'By kind of work, the only types that such a change may have: breaking-change: [major]. The kind is declared in Change-Work, in a menu of the template, or by a title such as `feat!: …`.',
    ),
  record: z
    .strictObject({
      clause,
      requires: z.array(fieldName).min(1),
      risk: z
        .array(text)
        .min(1)
        .optional()
        .describe('What the risk is rated for, each with none, low, medium or high.'),
      results: z
        .union([level, z.literal('off')])
        .optional()
        .describe(
          'Whether Tested, Staging and the like open with passed, failed, partly or not-run: must where absent.',
        ),
      title: z
        .strictObject({
          clause: clauseId.optional().describe('Its clause, where it is another one.'),
          level: ownLevel,
          words: z.int().min(1).max(12).describe('The least number of words of a title.'),
        })
        .optional()
        .describe('What a title has to be; marks of unfinished work are refused.'),
      rollbackSteps: z
        .array(slug)
        .min(1)
        .optional()
        .describe('Types whose rollback names a file or steps behind its first word.'),
      trailers: z.array(trailer).min(1).optional().describe("Trailers of the company's own."),
    })
    .optional()
    .describe('What every record contains.'),
  review: z
    .strictObject({
      clause,
      pullRequest: level.optional(),
      checks: level.optional(),
      comments: level.optional(),
    })
    .optional()
    .describe('The clause on review before the merge, and what else it requires.'),
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
        .describe(
          'By role, which roles sign off and approve in its place where no independent person has it.',
        ),
      alone: text
        .optional()
        .describe('What replaces an approval that no independent person could give, in words.'),
    })
    .optional()
    .describe('Separation of duties.'),
  sensitive: z
    .strictObject({
      clause,
      level: ownLevel,
      scopes: z.array(slug).min(1),
      reviewers: z.array(slug).min(1),
      proof: proof.optional().describe('The weakest proof of a review that counts.'),
      reviewerIsNotApprover: level
        .optional()
        .describe('Whether the security reviewer and the approvers are different people.'),
    })
    .optional()
    .describe('Scopes that need a further look, and by which roles.'),
  validation: z
    .strictObject({
      clause,
      level: ownLevel,
      scopes: z.array(slug).min(1),
      within: period,
      before: level
        .optional()
        .describe('Whether they are also tried by themselves before the merge.'),
      beforeClause: clauseId
        .optional()
        .describe('The clause that requires the trial, where it is another one.'),
    })
    .optional()
    .describe('Scopes that are validated after deployment.'),
  deploymentChecks: z
    .strictObject({
      clause,
      level: ownLevel,
      within: period,
      types: z.array(slug).min(1).optional().describe('The types that need it; all where absent.'),
    })
    .optional()
    .describe('How soon after its deployment a change is checked in production.'),
  rollback: z
    .strictObject({
      clause,
      level: ownLevel,
      scopes: z
        .array(slug)
        .min(1)
        .optional()
        .describe('Scopes that a revert commit does not undo: the record states what does.'),
      incident: level
        .optional()
        .describe('Whether a change that rolls another one back names an incident.'),
      verified: z
        .strictObject({ level: ownLevel, within: period })
        .optional()
        .describe(
          'How soon after its deployment a rollback is checked; in `scopes` that data are whole, too.',
        ),
    })
    .optional()
    .describe('The way back, and what a rollback leaves behind.'),
  categories: z
    .record(slug, category)
    .optional()
    .describe('Categories of change with demands of their own.'),
  ai: z
    .strictObject({
      clause,
      components: z.array(slug).min(1).optional().describe('The only components of AI changes.'),
      providers: z.array(slug).min(1).optional().describe('The only providers of AI changes.'),
      measures: z
        .record(slug, measure)
        .optional()
        .describe('The measures of evaluations, by their names in a record.'),
      baselines: z
        .array(slug)
        .min(1)
        .optional()
        .describe('The baselines that a record may name behind met or not-met.'),
    })
    .optional()
    .describe('What the checks of AI changes are compared with.'),
  windows: z
    .strictObject({
      clause,
      zone: timeZone,
      days: z.array(weekday).min(1),
      from: clockTime.describe('The first minute of the window.'),
      to: endTime.describe(
        'The first minute after it; before `from`, the window ends next day. From 00:00 to 24:00 is the whole day.',
      ),
      avoid: z.array(avoidedTime).default([]),
      exempt: z
        .array(slug)
        .optional()
        .describe(
          'Types that are deployed at any time; where absent, emergency and those whose record may follow the merge or that need an incident or a retrospective.',
        ),
      level: level.default('must'),
    })
    .refine(({ from, to }) => from !== to, {
      path: ['to'],
      error: 'expected another time than `from`; the whole day is from "00:00" to "24:00"',
    })
    .optional()
    .describe('When deployments happen; holidays of the settings lie outside.'),
  remediation: z
    .strictObject({
      clause,
      level: ownLevel,
      low: dayPeriod.optional(),
      medium: dayPeriod.optional(),
      high: dayPeriod.optional(),
    })
    .optional()
    .describe('How soon findings are fixed, by severity.'),
  monitoring: z
    .strictObject({ clause, level: ownLevel })
    .catchall(period)
    .optional()
    .describe('The least time for which each type is watched after deployment.'),
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
    .strictObject({
      clause,
      level: level.optional().describe('should, which is the default, or must.'),
      records: dayPeriod,
      logs: dayPeriod.optional(),
    })
    .optional()
    .describe('How long records are kept, and the logs that they point at.'),
});

export type ChangeRules = z.output<typeof changeRulesSchema>;
export type ChangeTypeRules = z.output<typeof changeType>;
export type Level = z.output<typeof level>;
export type Proof = z.output<typeof proof>;
