import { z } from 'zod';
import { answerSchema } from './answer.ts';
import { apiHead, countedMetric } from './api.ts';

const counts = z.object({
  changes: z.number(),
  deviations: z.number().describe('Changes with a deviation that has no answer.'),
  answered: z.number().describe('Changes whose deviations are all answered.'),
  unknown: z.number(),
  advice: z.number().describe('Changes that pass, but do not follow some advice.'),
  pass: z.number().describe('Changes that pass and follow all advice.'),
  notApplicable: z.number().describe('Changes to which no clause applies.'),
  notJudged: z.number(),
});

/** A file below reports/: the summary of a month, the trend of a quarter, the review of a year. */
export const periodReportSchema = z.object({
  ...apiHead,
  report: z.enum(['summary', 'trend', 'effectiveness']),
  period: z.string().describe('2026-03, 2026-Q1 or 2026.'),
  from: z.string(),
  until: z.string().describe('The last day that is counted.'),
  isOver: z.boolean().describe('Whether every day of the period is over.'),
  counts,
  types: z.array(z.object({ type: z.string().nullable(), ...counts.shape })),
  deviations: z.array(
    z.object({
      change: z.string(),
      rule: z.string(),
      policy: z.string(),
      version: z.string(),
      clause: z.string().nullable(),
      statement: z.string(),
      answer: answerSchema.nullable(),
    }),
  ),
  emergencies: z.array(
    z.object({
      change: z.string(),
      title: z.string(),
      incident: z.string().nullable(),
      scopes: z.array(z.string()),
      paths: z
        .array(z.string())
        .describe('What it touched; beside the incident it shows whether it kept to it.'),
      retrospective: z
        .object({ on: z.string(), verdict: z.string().nullable() })
        .nullable()
        .describe('Null where none is recorded.'),
    }),
  ),
  metrics: z.array(
    z.object({
      metric: z.string(),
      title: z.string(),
      unit: z.enum(['percent', 'minutes', 'per-week']),
      definition: z.string(),
      sources: z.array(z.string()).readonly(),
      periods: z
        .array(z.object({ period: z.string(), ...countedMetric }))
        .describe(
          'The period itself, what it is compared with (the three quarters before it, or the quarters and months of the year), and the weeks that end in it where the target is looked at every week.',
        ),
      changes: z.array(z.object({ change: z.string(), value: z.number() })).readonly(),
      unknownChanges: z.array(z.string()).readonly(),
    }),
  ),
});

export type PeriodReportDocument = z.output<typeof periodReportSchema>;
