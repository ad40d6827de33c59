import { z } from 'zod';
import { allFields } from '../model/record-fields.ts';
import { answerSchema } from './answer.ts';
import { documentKinds } from './policy.ts';

export const apiSchemaVersion = 1;

/** What every file for programs begins with. */
export const apiHead = {
  schemaVersion: z
    .literal(apiSchemaVersion)
    .describe('Rises when a field changes its meaning or goes.'),
  asOf: z.string().describe('The day on which the book was judged.'),
  engine: z.string().describe('Name and version of the program that judged it.'),
  sample: z.boolean().describe('True for an invented book.'),
};
const person = z
  .string()
  .nullable()
  .describe('Id in people.yaml; null where the person is not known.');
const outcome = z.enum(['pass', 'fail', 'unknown', 'not-applicable']);
const proof = z.enum(['stated', 'merged', 'exported', 'signed']);
const source = z.enum(['message', 'graph', 'export', 'signature', 'deployments', 'follow-up']);

const policies = z.object({
  ...apiHead,
  policies: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      kind: z.enum(documentKinds),
      version: z.string(),
      status: z.enum(['draft', 'approved', 'retired']),
      classification: z.enum(['public', 'internal', 'confidential']),
      publish: z.enum(['none', 'extract', 'whole']),
      owner: z.string().describe('A role.'),
      effective: z.string().describe('A day, or a month where no day is known.'),
      lastReview: z.string().nullable(),
      nextReview: z.string(),
      controls: z.record(z.string(), z.array(z.string())),
      versions: z.array(
        z.object({
          version: z.string(),
          effective: z.string(),
          inForceFrom: z.string().nullable(),
          inForceUntil: z.string().nullable().describe('The last day; null while it is in force.'),
          fingerprint: z.string().describe('SHA-256 of the text and the fields that rules read.'),
        }),
      ),
    }),
  ),
});

const judgedBy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('version'), policy: z.string(), version: z.string() }),
  z.object({ kind: z.literal('none-in-force'), policy: z.string() }),
  z.object({
    kind: z.literal('uncertain'),
    policy: z.string(),
    versions: z.array(z.string()).readonly(),
  }),
]);

const verdict = z.object({
  rule: z.string(),
  verdict: outcome,
  level: z.enum(['must', 'should']),
  policy: z.string(),
  version: z.string(),
  clause: z.string().nullable(),
  statement: z.string(),
  proof: proof.nullable(),
  answer: answerSchema.nullable(),
});

const changes = z.object({
  ...apiHead,
  changes: z.array(
    z.object({
      id: z.string(),
      repository: z.string().nullable(),
      system: z.string().nullable(),
      form: z.enum(['merge', 'squash', 'push', 'outside-git']),
      pullRequest: z.number().nullable(),
      commit: z.string().nullable(),
      title: z.string(),
      authors: z.array(z.object({ name: z.string(), person })),
      mergedAt: z.string(),
      scopes: z.array(z.string()),
      fields: z
        .partialRecord(z.enum(allFields), z.object({ value: z.string(), source }))
        .describe('By the id of the field; one that no source has is absent.'),
      approvals: z.array(
        z.object({
          name: z.string(),
          person,
          capacity: z.enum(['approved', 'reviewed', 'security-reviewed']),
          proof,
          source,
          void: z
            .string()
            .nullable()
            .describe('Why it does not count, such as a later revision; null where it counts.'),
        }),
      ),
      signatures: z
        .array(
          z.object({
            over: z.enum(['commit', 'tag']),
            tag: z.string().nullable(),
            state: z
              .enum(['good', 'bad', 'unknown-key', 'not-checked'])
              .describe('Only a good one proves anything, and only of the person in "by".'),
            by: person,
            key: z.string().nullable().describe('Fingerprint of the key, SHA256:…'),
            reason: z.string().nullable().describe('Why it is not good.'),
          }),
        )
        .describe('Over the commit and over tags on it, as far as any were found.'),
      judgedBy,
      standing: z.enum([
        'pass',
        'deviation',
        'answered',
        'unknown',
        'not-applicable',
        'not-judged',
      ]),
      verdicts: z.array(verdict),
    }),
  ),
});

const reviews = z.object({
  ...apiHead,
  reviews: z.array(
    z.object({
      policy: z.string(),
      title: z.string(),
      owner: z.string(),
      nextReview: z.string().describe('The ordinary day, as the policy states it.'),
      due: z.string().describe('That day, or an earlier one that something has made due.'),
      dueBecause: z
        .array(
          z.object({
            on: z.string(),
            change: z.string().nullable().describe('Null for a declared event.'),
            what: z.string(),
          }),
        )
        .describe('Significant changes and declared events since its last review.'),
      reviewEvery: z.string(),
      reviews: z.array(
        z.object({
          on: z.string(),
          by: z.string(),
          version: z.string(),
          outcome: z.enum(['unchanged', 'changed', 'retire']),
          note: z.string(),
        }),
      ),
    }),
  ),
});

/** A metric in one period. */
export const countedMetric = {
  from: z.string().describe('The first day that is counted.'),
  until: z.string().describe('The last day that is counted.'),
  isOver: z.boolean().describe('Whether every day of the period is over.'),
  value: z
    .number()
    .nullable()
    .describe(
      'Percent, the median in minutes, or so many a week; null where too little was counted for one.',
    ),
  numerator: z.number(),
  denominator: z.number(),
  unknown: z.number().describe('What no source records; never left out and never guessed.'),
  target: z
    .object({
      bound: z.string(),
      every: z.string().describe('How often the policy requires to look at it.'),
      policy: z.string(),
      version: z.string(),
      clause: z.string().nullable(),
    })
    .nullable()
    .describe('That of the policy in force on the last day.'),
  standing: z.enum(['met', 'missed', 'too-few', 'unknown', 'no-target']),
};

const metricWithChanges = {
  ...countedMetric,
  changes: z
    .array(z.object({ change: z.string(), value: z.number() }))
    .readonly()
    .describe('The changes behind the numerator; of a length of time all that were measured.'),
  unknownChanges: z.array(z.string()).readonly(),
};

const metric = z.object({
  metric: z.string(),
  title: z.string(),
  unit: z.enum(['percent', 'minutes', 'per-week']),
  definition: z.string(),
  counts: z
    .object({ numerator: z.string(), denominator: z.string(), unknown: z.string() })
    .describe('What the three counts are numbers of.'),
  sources: z.array(z.string()).readonly(),
  weeks: z
    .array(z.object({ week: z.string(), ...metricWithChanges }))
    .describe('From Monday; those whose target is looked at every week.'),
  months: z.array(z.object({ month: z.string(), ...metricWithChanges })),
  quarters: z
    .array(z.object({ quarter: z.string(), ...countedMetric }))
    .describe('The changes behind a quarter are those of its months.'),
  years: z.array(z.object({ year: z.string(), ...countedMetric })),
});

const ruleCount = z.object({
  rule: z.string(),
  passed: z.number().describe('Changes that meet it.'),
  failed: z.number().describe('Changes that do not, deviations and advice.'),
  unknown: z.number().describe('Changes of which a source is missing.'),
  notApplicable: z.number().describe('Changes to which it did not apply.'),
  reasons: z
    .array(
      z.object({
        statement: z.string(),
        count: z.number().describe('Changes with this cause.'),
        clause: z.string().optional().describe('Absent where no version in force had the rule.'),
      }),
    )
    .readonly()
    .describe('Why it did not apply, the most frequent first.'),
});

const metrics = z.object({
  ...apiHead,
  metrics: z.array(metric),
  rules: z.array(ruleCount).readonly().describe('How many changes each rule judged.'),
});

const verdictCounts = z.object({
  pass: z.number(),
  deviation: z.number(),
  answered: z.number().describe('Deviations with an answer; not counted among the deviations.'),
  advice: z.number().describe('A failed should, which is not a deviation.'),
  unknown: z.number(),
  'not-applicable': z.number(),
});

const controls = z.object({
  ...apiHead,
  from: z.string().describe('The first of the twelve months that the verdicts are counted over.'),
  controls: z.array(
    z.object({
      framework: z.string(),
      control: z.string(),
      policies: z.array(
        z.object({
          policy: z.string(),
          version: z.string(),
          clauses: z
            .array(z.string())
            .readonly()
            .describe('The clauses that its rules on changes and its duties name.'),
          duties: z.array(z.string()).readonly(),
          rules: z
            .array(z.object({ rule: z.string(), clauses: z.array(z.string()).readonly() }))
            .readonly()
            .describe('The rules on changes that judged by this policy in the period.'),
          changesWithDeviations: z.number(),
        }),
      ),
      verdicts: verdictCounts.describe('All verdicts of the period by these policies.'),
      deviations: z
        .array(
          z.object({
            change: z.string(),
            rule: z.string(),
            clause: z.string().nullable(),
            answered: z.boolean(),
          }),
        )
        .readonly(),
    }),
  ),
});

const population = z.object({
  ...apiHead,
  populations: z.array(
    z.object({
      repository: z.string(),
      branch: z.string(),
      firstCommit: z.string().optional(),
      lastCommit: z.string().optional(),
      commits: z.number().describe('First-parent commits; equals records plus exclusions.'),
      records: z.number(),
      undeployed: z
        .array(z.string())
        .readonly()
        .optional()
        .describe('Records without a deployment; absent where there are none.'),
      exclusions: z
        .array(
          z.object({
            commit: z.string(),
            code: z.enum(['before-adoption', 'after-as-of', 'empty', 'listed']),
            reason: z.string(),
          }),
        )
        .readonly(),
    }),
  ),
});

/** The files below api/, by name. */
export const apiSchemas = { policies, changes, reviews, metrics, controls, population };

export type ApiDocuments = {
  [Name in keyof typeof apiSchemas]: z.output<(typeof apiSchemas)[Name]>;
};
