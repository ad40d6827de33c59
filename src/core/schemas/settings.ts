import { z } from 'zod';
import { acknowledgementFields } from '../model/acknowledgement.ts';
import { closedWords, plainWord } from '../model/closed-words.ts';
import { dayOrders } from '../model/export-day.ts';
import { proofs } from './change-rules.ts';
import type { PolicyFrontmatter } from './policy.ts';
import {
  calendarDate,
  classification,
  dayPeriod,
  glob,
  instant,
  slug,
  text,
  timeZone,
} from './scalars.ts';

const url = z.url({
  protocol: /^https?$/,
  error: 'expected an address such as https://policies.larkfield.example',
});
const gate = z.enum(['fail', 'show']);

const gateException = z
  .strictObject({
    policies: z.array(slug).min(1).optional().describe('The policies that it is for.'),
    classification: classification.optional().describe('Or all policies of a classification.'),
    overdueReview: gate.optional(),
    grace: dayPeriod.optional().describe('How long an overdue review is a warning.'),
    reason: text.describe('Why these policies are treated differently.'),
  })
  .refine((value) => (value.policies === undefined) !== (value.classification === undefined), {
    error: 'expected either policies or classification',
  })
  .refine(({ overdueReview, grace }) => overdueReview !== undefined || grace !== undefined, {
    error: 'expected overdueReview or grace, because an exception without them changes nothing',
  });

const commitId = z.string().regex(/^[0-9a-f]{7,64}$/, 'expected the id of a commit');

const exclusion = z.strictObject({
  commit: commitId,
  reason: text,
});

const closing = z.strictObject({
  commit: commitId.describe('The commit of the wrong edit, as check names it.'),
  by: slug.describe('Who closed it: a person of people.yaml.'),
  on: calendarDate,
  reason: text.describe('What went wrong, and what was done about it.'),
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
    scopes: z
      .record(slug, z.array(glob).min(1))
      .default({})
      .describe(
        'Globs of paths by scope: `src/auth/` is all below it, `src/**/*.{ts,tsx}` two kinds of file.',
      ),
    categories: z
      .record(slug, z.array(glob).min(1))
      .optional()
      .describe(
        'Globs of paths that decide a category of the policy, which a change then has to declare.',
      ),
    kinds: z
      .record(slug, z.array(glob).min(1))
      .optional()
      .describe(
        'Globs by kind: a change that declares the kind may touch no other path. `documentation: ["**/*.md"]`',
      ),
    dependencies: z
      .strictObject({
        added: slug.optional().describe('The scope of a change that adds a dependency.'),
        major: slug.optional().describe('The scope of a major release, by the first number.'),
        minor: slug.optional().describe('The scope of a minor release, by the second number.'),
      })
      .optional()
      .describe(
        'Scopes by what a change does to package.json, composer.json, requirements.txt, go.mod and pom.xml. A manifest that cannot be compared touches each of them.',
      ),
    excludeAuthors: z
      .array(slug)
      .default([])
      .describe(
        'People whose commits are not changes, where they or the forge committed them too.',
      ),
    exclude: z
      .array(exclusion)
      .default([])
      .describe('Commits that are not changes, each with its reason.'),
  })
  .refine((value) => (value.path === undefined) !== (value.recorded === undefined), {
    error: 'expected either path or recorded',
  });

const headings = z.array(text).default([]);
const requiredHeadings = z.strictObject({
  policy: headings,
  standard: headings,
  procedure: headings,
  plan: headings,
} satisfies Record<PolicyFrontmatter['kind'], unknown>);

/** policybook.yaml */
export const settingsSchema = z.strictObject({
  organisation: z.strictObject({ name: text, contact: z.email() }),
  format: z
    .int()
    .positive()
    .optional()
    .describe('The format of the book, which `migrate` raises; 1 where absent.'),
  timeZone,
  holidays: z.array(calendarDate).default([]),
  quietDays: z
    .array(
      z
        .strictObject({ from: calendarDate, to: calendarDate, what: text })
        .refine(({ from, to }) => from <= to, { path: ['to'], error: 'expected no earlier day' }),
    )
    .default([])
    .describe('Days of an announced event, in which deployments are outside the windows.'),
  editions: z.strictObject({
    internal: z.strictObject({ url }),
    public: z
      .strictObject({
        url,
        contact: z.email(),
        nameInternalPolicies: z.array(slug).default([]),
        withhold: z.array(z.strictObject({ text, with: text })).default([]),
        allow: z
          .array(z.strictObject({ text, reason: text }))
          .max(20, 'expected at most 20 exceptions; take other words out of the public texts')
          .default([])
          .describe('Words that the scan of the public edition passes over, each with its reason.'),
      })
      .optional()
      .describe('Without it no public edition is built.'),
  }),
  policies: z
    .strictObject({
      history: z
        .enum(['git', 'files'])
        .default('files')
        .describe(
          'Where earlier versions come from: git and content/archive, or the archive alone.',
        ),
      since: commitId
        .optional()
        .describe(
          'The first commit that counts; older versions are in content/archive. With files it may be left out, and the first that has a policy counts.',
        ),
      branch: text.default('main').describe('With git, the branch on which versions land.'),
      renamed: z
        .record(slug, slug)
        .default({})
        .describe(
          'Former id of a policy: its id, where git does not detect that its file was renamed.',
        ),
      forgeExports: z
        .array(text)
        .default([])
        .describe("What the forge of the book's own repository exported on its pull requests."),
      approvalProof: z
        .enum(proofs)
        .default('stated')
        .describe('The weakest proof of an approval or a review of a policy that is accepted.'),
      closed: z
        .array(closing)
        .default([])
        .describe(
          'Wrong edits of policies that were corrected: check does not warn of them again.',
        ),
      requiredHeadings: requiredHeadings.prefault({}),
      planned: z
        .array(slug)
        .default([])
        .describe('Policies that others may refer to before they exist.'),
    })
    .refine(({ history, since }) => history === 'files' || since !== undefined, {
      path: ['since'],
      error: 'expected the id of the first commit that counts, because history is git',
    })
    .prefault({}),
  defaults: z
    .strictObject({
      owner: slug.optional(),
      classification: classification.optional(),
      reviewEvery: dayPeriod.optional(),
      approver: slug.optional().describe('A person of people.yaml.'),
    })
    .prefault({})
    .describe(
      'What commands write into new drafts. They never apply to a text by themselves, so that a later default alters no version.',
    ),
  reviews: z
    .strictObject({
      warnDays: z.array(z.int().positive()).default([30, 7]),
      atMost: dayPeriod.prefault('P1Y').describe('The longest reviewEvery that a policy may have.'),
    })
    .prefault({}),
  gates: z
    .strictObject({
      overdueReview: gate
        .default('fail')
        .describe(
          'fail: `check` and `build` exit 1. show: they print a warning, and pages state it.',
        ),
      grace: dayPeriod
        .prefault('P0D')
        .describe('How long an overdue review is a warning before it fails.'),
      exceptions: z
        .array(gateException)
        .default([])
        .describe(
          'Policies with another gate or grace. An exception for a policy precedes one for its classification.',
        ),
      overdueDuty: gate.default('show'),
      deviation: gate.default('show'),
      overdueAcknowledgement: gate.default('show'),
    })
    .prefault({}),
  acknowledgements: z
    .strictObject({
      policies: z
        .record(slug, z.union([z.literal('everybody'), z.array(slug).min(1)]))
        .default({})
        .describe(
          'Who has to accept which policy: everybody with a role, or the holders of some roles.',
        ),
      within: dayPeriod
        .prefault('P30D')
        .describe('How long after a version began, or after a person joined.'),
      systems: z
        .record(text, text)
        .default({})
        .describe(
          'The system that wrote a file of content/acknowledgements, by its name without .csv.',
        ),
      columns: z
        .partialRecord(z.enum(acknowledgementFields), z.array(text).min(1))
        .default({})
        .describe('Names that the systems give the columns: `person: [Mitarbeiter]`.'),
      dates: z
        .enum(dayOrders)
        .optional()
        .describe('The order of day and month in times with slashes, such as 07/08/2026.'),
    })
    .prefault({}),
  events: z
    .array(z.strictObject({ on: calendarDate, event: slug, what: text }))
    .default([])
    .describe('Declared events that make policies due for review: regulation, security-posture.'),
  words: z
    .partialRecord(z.enum(closedWords), z.array(text).min(1))
    .refine(
      (words) => {
        const own = Object.values(words).map((list) => new Set(list.map(plainWord)));
        const all = own.flatMap((list) => [...list]);
        return new Set(all).size === all.length;
      },
      { error: 'expected each word below one key only' },
    )
    .default({})
    .describe('Words of the company for those that decide in a record: `passed: [bestanden]`.'),
  repositories: z.array(repository).default([]),
  outsideGit: z
    .strictObject({
      policy: slug,
      systems: z
        .array(text)
        .min(1)
        .optional()
        .describe('The only systems whose settings cannot be kept in git.'),
    })
    .optional()
    .describe('The policy by which changes made outside git are judged.'),
  sample: z
    .strictObject({
      asOf: calendarDate,
      landed: z
        .record(slug, instant)
        .default({})
        .describe(
          'When records of content/changes landed, by the name of the file: a sample has no history of its own.',
        ),
    })
    .optional()
    .describe('Pins the date of a sample book; a real book has no such line.'),
});

export type Settings = z.output<typeof settingsSchema>;
export type Closing = z.output<typeof closing>;
export type RepositorySettings = Settings['repositories'][number];
