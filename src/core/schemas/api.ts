import { z } from 'zod';
import { answerSchema } from './answer.ts';

export const apiSchemaVersion = 1;

const head = {
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
  ...head,
  policies: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
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
          inForceUntil: z.string().nullable().describe('The last day; null while it holds.'),
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
  ...head,
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
      fields: z.record(z.string(), z.object({ value: z.string(), source })),
      approvals: z.array(
        z.object({
          name: z.string(),
          person,
          capacity: z.enum(['approved', 'reviewed', 'security-reviewed']),
          proof,
          source,
        }),
      ),
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
  ...head,
  reviews: z.array(
    z.object({
      policy: z.string(),
      title: z.string(),
      owner: z.string(),
      nextReview: z.string(),
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

const metrics = z.object({
  ...head,
  metrics: z.array(
    z.object({
      metric: z.string(),
      definition: z.string(),
      months: z
        .array(
          z.object({
            month: z.string(),
            numerator: z.number(),
            denominator: z.number(),
            unknown: z.number(),
          }),
        )
        .readonly(),
    }),
  ),
});

const controls = z.object({
  ...head,
  controls: z.array(
    z.object({
      framework: z.string(),
      control: z.string(),
      policies: z.array(
        z.object({
          policy: z.string(),
          version: z.string(),
          changesWithDeviations: z.number(),
        }),
      ),
    }),
  ),
});

const population = z.object({
  ...head,
  populations: z.array(
    z.object({
      repository: z.string(),
      branch: z.string(),
      firstCommit: z.string().optional(),
      lastCommit: z.string().optional(),
      commits: z.number().describe('First-parent commits; equals records plus exclusions.'),
      records: z.number(),
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
