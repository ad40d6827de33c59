import { z } from 'zod';
import { instant } from '../../schemas/scalars.ts';
import { commitId, listOf, pullNumber, unwrap } from '../forge.ts';

/** The login of an account; undefined for one that was deleted, which is null or empty. */
const account = z
  .object({ login: z.string().nullish() })
  .nullish()
  .transform((value) => (value?.login === '' ? undefined : (value?.login ?? undefined)));

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

const person = z
  .object({ name: z.string().nullish(), email: z.string().nullish(), date: instant.nullish() })
  .nullish();

const restCommit = z.object({
  sha: commitId,
  author: account,
  committer: account,
  commit: z.object({
    message: z.string().nullish(),
    author: person,
    committer: person,
  }),
  parents: listOf(z.object({ sha: commitId })),
});

const thread = z.preprocess(
  (value) => unwrap(unwrap(value, 'isResolved'), 'resolved'),
  z.boolean('expected an object with isResolved or resolved'),
);

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

/** A run, or a status, which alone has a context. */
const rollupCheck = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null
      ? { ...value, kind: 'context' in value ? 'status' : 'run' }
      : value,
  z.discriminatedUnion('kind', [
    checkRun.extend({ kind: z.literal('run') }),
    commitStatus.extend({ kind: z.literal('status') }),
  ]),
);

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
  commits: z.preprocess(
    (value) => (typeof value === 'number' ? undefined : value),
    listOf(restCommit),
  ),
  reviews: listOf(restReview),
  review_threads: listOf(thread),
  pushes: listOf(push),
  check_runs: z.preprocess((value) => unwrap(value, 'check_runs'), listOf(checkRun)),
  statuses: z.preprocess((value) => unwrap(value, 'statuses'), listOf(commitStatus)),
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
  commits: listOf(
    z.object({
      oid: commitId,
      messageHeadline: z.string().nullish(),
      messageBody: z.string().nullish(),
      authoredDate: instant.nullish(),
      committedDate: instant.nullish(),
      authors: listOf(
        z.object({
          login: z.string().nullish(),
          name: z.string().nullish(),
          email: z.string().nullish(),
        }),
      ),
    }),
  ),
  reviews: listOf(
    z.object({
      author: account,
      state: reviewState,
      submittedAt: instant.nullish(),
      commit: z.object({ oid: z.string().nullish() }).nullish(),
    }),
  ),
  reviewThreads: listOf(thread),
  statusCheckRollup: listOf(rollupCheck),
});

export type RestPull = z.output<typeof restPullSchema>;
export type GhPull = z.output<typeof ghPullSchema>;
export type CheckRun = z.output<typeof checkRun>;
export type CommitStatus = z.output<typeof commitStatus>;
