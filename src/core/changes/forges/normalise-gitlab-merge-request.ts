import type { ReviewCheck } from '../../model/change-record.ts';
import type { ForgePull, PullReview } from '../../model/forge-pull.ts';
import { epochOf, type Instant } from '../../model/instant.ts';
import type { GitlabMergeRequest } from './forge-export.ts';

/** A merge request in the neutral form. */
export function normaliseGitlabMergeRequest(request: GitlabMergeRequest): ForgePull {
  const { merged_at: mergedAt, sha: headCommit, commits = [], discussions } = request;
  const squashCommit = request.merge_commit_sha ? request.squash_commit_sha : undefined;
  const merger = request.merge_user ?? request.merged_by;
  // A fast-forward makes no commit of its own: the head itself is on the line.
  const mergeCommit = request.merge_commit_sha ?? request.squash_commit_sha ?? headCommit;
  return {
    forge: 'gitlab',
    number: request.iid,
    title: request.title,
    body: request.description ?? '',
    author: request.author?.username ?? '',
    createdAt: request.created_at,
    ...(mergedAt && { mergedAt, ...(mergeCommit && { mergeCommit }) }),
    ...(merger && { mergedBy: merger.username }),
    ...(squashCommit && { squashCommit }),
    ...(headCommit && { headCommit }),
    // The API lists the newest first.
    commits: [...commits]
      .reverse()
      .map(
        ({
          id,
          title,
          author_name: name,
          author_email: email,
          committed_date: at,
          parent_ids,
        }) => ({
          id,
          ...(title !== undefined && { subject: title }),
          authors: [{ ...(name && { name }), ...(email && { email }) }],
          ...(at && { at }),
          ...(parent_ids && { parents: parent_ids }),
        }),
      ),
    ...describeReviews(request),
    ...(discussions && { openThreads: discussions.filter(isOpen).length }),
    ...(request.head_pipeline && { checks: [describePipeline(request.head_pipeline.status)] }),
  };
}

/** A plain list of merge requests names reviewers without what they said, which is no statement. */
function describeReviews(
  request: GitlabMergeRequest,
): Pick<ForgePull, 'reviews' | 'areApprovalsUnknown'> {
  const hasApprovals = (request.approvals ?? request.approved_by) !== undefined;
  const hasStates = request.reviewers?.some(({ state, user }) => user && state !== undefined);
  if (!hasApprovals && hasStates !== true) return {};
  return { reviews: listReviews(request), ...(!hasApprovals && { areApprovalsUnknown: true }) };
}

function listReviews(request: GitlabMergeRequest): PullReview[] {
  const approvedBy = request.approvals?.approved_by ?? request.approved_by ?? [];
  const approved = approvedBy.map(({ user, approved_at: at }): PullReview => {
    const commit = at ? newestRevision(request, at) : undefined;
    return {
      login: user.username,
      state: 'approved',
      ...(at && { at }),
      ...(commit !== undefined && { commit }),
    };
  });
  // A request for changes is a state of now and no event, so it has no time: who has it open has not approved since.
  const requested = (request.reviewers ?? []).flatMap(({ user, state }) =>
    user && state === 'requested_changes'
      ? [{ login: user.username, state: 'changes-requested' as const }]
      : [],
  );
  return [...approved, ...requested];
}

/** The head of the newest version that the forge had received by then. */
function newestRevision({ versions = [] }: GitlabMergeRequest, at: Instant): string | undefined {
  return versions
    .filter(({ created_at: createdAt }) => epochOf(createdAt) <= epochOf(at))
    .sort((a, b) => epochOf(a.created_at) - epochOf(b.created_at))
    .at(-1)?.head_commit_sha;
}

function isOpen({ notes }: NonNullable<GitlabMergeRequest['discussions']>[number]): boolean {
  return notes.some(({ resolvable, resolved }) => resolvable === true && resolved !== true);
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
