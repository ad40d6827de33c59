import { z } from 'zod';
import { calendarDate, slug, text } from './scalars.ts';

const url = z.url({
  protocol: /^https?$/,
  error: 'expected an address such as https://policies.larkfield.example',
});
const gate = z.enum(['fail', 'show']);

const exclusion = z.strictObject({
  commit: z.string().regex(/^[0-9a-f]{7,64}$/, 'expected the id of a commit'),
  reason: text,
});

const repository = z
  .strictObject({
    id: slug,
    path: text.optional().describe("A git repository, relative to the content folder's parent."),
    recorded: text
      .optional()
      .describe('A folder of recorded history instead, as the sample book has.'),
    branch: text.default('main'),
    since: calendarDate.describe('Adoption: changes merged before this day are not judged.'),
    policy: slug.describe('The policy that its changes are judged by.'),
    forgeExports: z.array(text).default([]),
    deployments: text
      .default('on-merge')
      .describe('on-merge, or the file that the pipeline writes.'),
    scopes: z.record(slug, z.array(text).min(1)).default({}).describe('Globs of paths by scope.'),
    excludeAuthors: z.array(slug).default([]),
    exclude: z
      .array(exclusion)
      .default([])
      .describe('Commits that are no changes, each with its reason.'),
  })
  .refine((value) => (value.path === undefined) !== (value.recorded === undefined), {
    error: 'expected either path or recorded',
  });

/** policybook.yaml */
export const settingsSchema = z.strictObject({
  organisation: z.strictObject({ name: text, contact: z.email() }),
  timeZone: z
    .string()
    .refine(isTimeZone, { error: 'expected an IANA time zone such as Europe/London' }),
  holidays: z.array(calendarDate).default([]),
  editions: z.strictObject({
    internal: z.strictObject({ url }),
    public: z
      .strictObject({
        url,
        contact: z.email(),
        nameInternalPolicies: z.array(slug).default([]),
        withhold: z.array(z.strictObject({ text, with: text })).default([]),
      })
      .optional()
      .describe('Without it no public edition is built.'),
  }),
  policies: z
    .strictObject({
      history: z
        .enum(['files'])
        .default('files')
        .describe('Where earlier versions come from: content/archive.'),
      requiredHeadings: z.record(slug, z.array(text)).default({}),
      planned: z
        .array(slug)
        .default([])
        .describe('Policies that others may refer to before they exist.'),
    })
    .prefault({}),
  reviews: z.strictObject({ warnDays: z.array(z.int().positive()).default([30, 7]) }).prefault({}),
  gates: z
    .strictObject({
      overdueReview: gate.default('fail'),
      overdueDuty: gate.default('show'),
      deviation: gate.default('show'),
    })
    .prefault({}),
  events: z
    .array(z.strictObject({ on: calendarDate, event: slug, what: text }))
    .default([])
    .describe('Declared events that make policies due for review: regulation, security-posture.'),
  repositories: z.array(repository).default([]),
  outsideGit: z
    .strictObject({ policy: slug })
    .optional()
    .describe('The policy by which changes made outside git are judged.'),
  sample: z
    .strictObject({ asOf: calendarDate })
    .optional()
    .describe('Pins the date of a sample book; a real book has no such line.'),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export type Settings = z.output<typeof settingsSchema>;
export type RepositorySettings = Settings['repositories'][number];
