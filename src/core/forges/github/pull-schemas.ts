import { z } from 'zod';
import { instant } from '../../schemas/scalars.ts';
import { commitId, pullNumber } from '../forge.ts';

const count = z.int().nonnegative();
const account = z.object({ login: z.string() }).nullish();
/** Lists of the forges' own APIs come plain, or wrapped in `nodes` by their query language. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), z.object({ nodes: z.array(item) }).transform(({ nodes }) => nodes)]);

const reviewState = z.preprocess(
  (state) => (typeof state === 'string' ? state.toUpperCase() : state),
  z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
);

const restReview = z.object({
  user: account,
  state: reviewState,
  submitted_at: instant.nullish(),
  commit_id: commitId.nullish(),
});

const restCommit = z.object({
  sha: commitId,
  author: account,
  committer: account,
  commit: z.object({
    message: z.string().optional(),
    author: z.object({ name: z.string(), email: z.string(), date: instant.nullish() }).nullish(),
    committer: z
      .object({
        name: z.string().optional(),
        email: z.string().optional(),
        date: instant.nullish(),
      })
      .nullish(),
  }),
  parents: z.array(z.object({ sha: commitId })).optional(),
});

const thread = z.union([
  z.object({ isResolved: z.boolean() }).transform(({ isResolved }) => isResolved),
  z.object({ resolved: z.boolean() }).transform(({ resolved }) => resolved),
]);

/** An entry of the activity of a repository; other kinds than a push, such as the deletion of a branch, write nothing. */
const push = z.object({ actor: account, activity_type: z.string().nullish() });

/** Begun at `started_at` in the API and `startedAt` in gh, which writes an empty time as a year 1. */
const checkRun = z.object({
  name: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  started_at: z.string().nullish(),
  startedAt: z.string().nullish(),
  workflowName: z.string().nullish(),
  check_suite: z.object({ id: z.number() }).nullish(),
});
const commitStatus = z.object({
  context: z.string(),
  state: z.string(),
  created_at: z.string().nullish(),
  startedAt: z.string().nullish(),
});

/**
 * A pull request as GitHub's REST API gives it (`/repos/…/pulls/1042`), with what its neighbours give put beside:
 * `reviews` (`…/reviews`), `commits` (`…/commits`; the plain number that the API has there is passed over),
 * `pushes` (`/activity` of its branch), `check_runs` (`/commits/…/check-runs`), `statuses` (`/commits/…/statuses`, or `/status`, which has them inside), and
 * `review_threads` (`isResolved` or `resolved` of each).
 */
export const restPullSchema = z.object({
  number: pullNumber,
  title: z.string(),
  body: z.string().nullish(),
  user: account,
  created_at: instant,
  updated_at: instant.nullish(),
  merged_at: instant.nullable(),
  merged_by: account,
  merge_commit_sha: commitId.nullish(),
  head: z.object({ sha: commitId }).nullish(),
  commits: z.union([count, z.array(restCommit)]).optional(),
  reviews: z.array(restReview).optional(),
  review_threads: listOf(thread).optional(),
  pushes: z.array(push).optional(),
  check_runs: z
    .union([
      z.array(checkRun),
      z.object({ check_runs: z.array(checkRun) }).transform((answer) => answer.check_runs),
    ])
    .optional(),
  statuses: z
    .union([
      z.array(commitStatus),
      z.object({ statuses: z.array(commitStatus) }).transform((answer) => answer.statuses),
    ])
    .optional(),
});

/**
 * A pull request as `gh pr view --json number,title,body,author,createdAt,updatedAt,mergedAt,mergedBy,mergeCommit,headRefOid,reviews,commits,statusCheckRollup`
 * prints it. Without `headRefOid` the last of `commits` is the final revision.
 */
export const ghPullSchema = z.object({
  number: pullNumber,
  title: z.string(),
  body: z.string().nullish(),
  author: account,
  createdAt: instant,
  updatedAt: instant.nullish(),
  lastEditedAt: instant.nullish(),
  mergedAt: instant.nullable(),
  mergedBy: account,
  mergeCommit: z.object({ oid: commitId }).nullish(),
  headRefOid: commitId.nullish(),
  commits: z
    .array(
      z.object({
        oid: commitId,
        messageHeadline: z.string().optional(),
        messageBody: z.string().optional(),
        authoredDate: instant.nullish(),
        committedDate: instant.nullish(),
        authors: z
          .array(
            z.object({
              login: z.string().nullish(),
              name: z.string().nullish(),
              email: z.string().nullish(),
            }),
          )
          .default([]),
      }),
    )
    .optional(),
  reviews: z
    .array(
      z.object({
        author: account,
        state: reviewState,
        submittedAt: instant.nullish(),
        commit: z.object({ oid: z.string() }).nullish(),
      }),
    )
    .optional(),
  reviewThreads: listOf(thread).optional(),
  statusCheckRollup: z.array(z.union([checkRun, commitStatus])).nullish(),
});

export type RestPull = z.output<typeof restPullSchema>;
export type GhPull = z.output<typeof ghPullSchema>;
export type CheckRun = z.output<typeof checkRun>;
export type CommitStatus = z.output<typeof commitStatus>;
