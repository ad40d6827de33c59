import { z } from 'zod';
import type { ReviewCheck } from '../../model/change-record.ts';
import {
  describeMessage,
  type ForgePull,
  type PullCommit,
  type PullReview,
} from '../../model/forge-pull.ts';
import { epochOf, type Instant } from '../../model/instant.ts';
import { instant } from '../../schemas/scalars.ts';
import { commitId, listOf, listPeople, pullNumber, type Forge } from '../forge.ts';

/** The name of an account; undefined for one that was deleted, which is null or empty. */
const member = z
  .object({ username: z.string().nullish() })
  .nullish()
  .transform((value) => (value?.username === '' ? undefined : (value?.username ?? undefined)));
const approvals = z.object({
  approved_by: listOf(z.object({ user: member, approved_at: instant.nullish() })),
});

/**
 * A merge request as GitLab's API gives it (`/merge_requests/12`), with what its neighbours give put beside:
 * `approvals` (`…/approvals`; its `approved_by` may also be given alone), `reviewers` (`…/reviewers`), `commits`
 * (`…/commits`), `versions` (`…/versions`: by them an approval, which names no revision, gets the one that was
 * newest when it was given), `discussions`, and `pushes` (`/events?action=pushed` of its branch).
 */
const mergeRequestSchema = z.object({
  iid: pullNumber,
  title: z.string(),
  description: z.string().nullish(),
  author: member,
  created_at: instant,
  updated_at: instant.nullish(),
  pushes: listOf(z.object({ author_username: z.string().nullish() })),
  merged_at: instant.nullable(),
  merged_by: member,
  merge_user: member,
  merge_commit_sha: commitId.nullish(),
  squash_commit_sha: commitId.nullish(),
  sha: commitId.nullish(),
  approvals: approvals.nullish(),
  approved_by: approvals.shape.approved_by,
  reviewers: listOf(z.object({ user: member, state: z.string().nullish() })),
  commits: listOf(
    z.object({
      id: commitId,
      title: z.string().nullish(),
      message: z.string().nullish(),
      author_name: z.string().nullish(),
      author_email: z.string().nullish(),
      authored_date: instant.nullish(),
      committer_name: z.string().nullish(),
      committer_email: z.string().nullish(),
      committed_date: instant.nullish(),
      parent_ids: listOf(commitId),
    }),
  ),
  versions: listOf(z.object({ head_commit_sha: commitId, created_at: instant })),
  discussions: listOf(
    z.object({
      notes: listOf(
        z.object({ resolvable: z.boolean().nullish(), resolved: z.boolean().nullish() }),
      ),
    }),
  ),
  head_pipeline: z.object({ status: z.string() }).nullish(),
});

type MergeRequest = z.output<typeof mergeRequestSchema>;

const mergeRequest = mergeRequestSchema.transform(normaliseMergeRequest);

const own = { name: 'GitLab', email: 'noreply@gitlab.com' };

export const gitlab: Forge = {
  id: 'gitlab',
  exports: {
    listKey: 'merge_requests',
    numberKey: 'iid',
    commitKeys: ['merge_commit_sha', 'squash_commit_sha', 'sha'],
    partKeys: [
      'commits',
      'approvals',
      'approved_by',
      'reviewers',
      'versions',
      'discussions',
      'head_pipeline',
      'pushes',
    ],
    recognises: (entry) => 'iid' in entry,
    parse: (entry) => mergeRequest.safeParse(entry, { reportInput: true }),
  },
  people: {
    committer: own,
    address: /^\s*(?!\s)(?:\d+-)?(?<login>[^@]*)@\s*users\.noreply\.gitlab\.com\s*$/i,
  },
  merges: {
    footer: /^See merge request (?:.*!(?<number>\d{1,9})\s*$)?/,
    revert: /^This reverts merge request \S*!(?<number>\d{1,9})\b/m,
  },
};

/** A merge request in the neutral form. */
function normaliseMergeRequest(request: MergeRequest): ForgePull {
  const { merged_at: mergedAt, sha: headCommit, discussions } = request;
  const commits = request.commits ?? [];
  const squashCommit = request.squash_commit_sha;
  const merger = request.merge_user ?? request.merged_by;
  // A fast-forward makes no commit of its own: the head itself is on the line.
  const mergeCommit = request.merge_commit_sha ?? request.squash_commit_sha ?? headCommit;
  return {
    forge: 'gitlab',
    number: request.iid,
    title: request.title,
    body: request.description ?? '',
    author: request.author ?? '',
    createdAt: request.created_at,
    ...(request.updated_at && { updatedAt: request.updated_at }),
    ...(request.pushes && {
      pushers: request.pushes.flatMap(({ author_username: login }) => login ?? []),
    }),
    ...(mergedAt && { mergedAt, ...(mergeCommit && { mergeCommit }) }),
    ...(merger !== undefined && { mergedBy: merger }),
    ...(squashCommit && { squashCommit }),
    ...(headCommit && { headCommit }),
    // The API lists the newest first.
    commits: [...commits].reverse().map(describeCommit),
    ...describeReviews(request),
    ...(discussions && { openThreads: discussions.filter(isOpen).length }),
    ...(request.head_pipeline && { checks: [describePipeline(request.head_pipeline.status)] }),
  };
}

function describeCommit(commit: NonNullable<MergeRequest['commits']>[number]): PullCommit {
  const { id, title, message, committed_date: at, authored_date: authoredAt } = commit;
  return {
    id,
    ...describeMessage(message ?? title ?? undefined),
    ...(title != null && { subject: title }),
    authors: listPeople(
      [
        describeAuthor(commit.author_name, commit.author_email),
        describeAuthor(commit.committer_name, commit.committer_email),
      ],
      own,
    ),
    ...(at && { at }),
    ...(authoredAt && { authoredAt }),
    ...(commit.parent_ids && { parents: commit.parent_ids }),
  };
}

function describeAuthor(name: string | null | undefined, email: string | null | undefined) {
  return { ...(name && { name }), ...(email && { email }) };
}

/** A plain list of merge requests names reviewers without their states, which is not a review. */
function describeReviews(
  request: MergeRequest,
): Pick<ForgePull, 'reviews' | 'areApprovalsUnknown'> {
  const hasApprovals = (request.approvals?.approved_by ?? request.approved_by) != null;
  const hasStates = request.reviewers?.some(
    ({ state, user }) => user !== undefined && state != null,
  );
  if (!hasApprovals && hasStates !== true) return {};
  return { reviews: listReviews(request), ...(!hasApprovals && { areApprovalsUnknown: true }) };
}

function listReviews(request: MergeRequest): PullReview[] {
  const approvedBy = request.approvals?.approved_by ?? request.approved_by ?? [];
  const approved = approvedBy.map(({ user, approved_at: at }): PullReview => {
    const commit = at ? newestRevision(request, at) : undefined;
    return {
      login: user ?? '',
      state: 'approved',
      ...(at && { at }),
      ...(commit !== undefined && { commit }),
    };
  });
  // A request for changes is a state of now and no event, so it has no time: who has it open has not approved since.
  const requested = (request.reviewers ?? []).flatMap(({ user, state }) =>
    user !== undefined && state === 'requested_changes'
      ? [{ login: user, state: 'changes-requested' as const }]
      : [],
  );
  return [...approved, ...requested];
}

/** The head of the newest version that the forge had received by then. */
function newestRevision({ versions }: MergeRequest, at: Instant): string | undefined {
  return (versions ?? [])
    .filter(({ created_at: createdAt }) => epochOf(createdAt) <= epochOf(at))
    .sort((a, b) => epochOf(a.created_at) - epochOf(b.created_at))
    .at(-1)?.head_commit_sha;
}

function isOpen({ notes }: NonNullable<MergeRequest['discussions']>[number]): boolean {
  return (notes ?? []).some(({ resolvable, resolved }) => resolvable === true && resolved !== true);
}

function describePipeline(status: string): ReviewCheck {
  switch (status) {
    case 'success':
      return { name: 'pipeline', state: 'passed' };
    case 'failed':
    case 'canceled':
      return { name: 'pipeline', state: 'failed' };
    case 'skipped':
      return { name: 'pipeline', state: 'skipped' };
    default:
      return { name: 'pipeline', state: 'pending' };
  }
}
