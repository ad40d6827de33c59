import type { ReviewCheck } from '../../model/change-record.ts';
import { describeMessage, type ForgePull, type PullReview } from '../../model/forge-pull.ts';
import { epochOf, parseInstant } from '../../model/instant.ts';
import { listPeople, type Forge } from '../forge.ts';
import {
  ghPullSchema,
  restPullSchema,
  type CheckRun,
  type CommitStatus,
  type GhPull,
  type RestPull,
} from './pull-schemas.ts';

/** The fields by which an entry shows that gh printed it: the API has none of these names. */
const ghFields = Object.keys(ghPullSchema.shape).filter(
  (field) => !Object.hasOwn(restPullSchema.shape, field),
);

const restPull = restPullSchema.transform(normaliseRestPull);
const ghPull = ghPullSchema.transform(normaliseGhPull);

const own = { name: 'GitHub', email: 'noreply@github.com' };

export const github: Forge = {
  id: 'github',
  exports: {
    listKey: 'pulls',
    numberKey: 'number',
    commitKeys: ['merge_commit_sha', 'head', 'mergeCommit', 'headRefOid'],
    partKeys: ['reviews', 'commits', 'check_runs', 'statuses', 'review_threads', 'pushes'],
    recognises: (entry) => 'number' in entry,
    parse: (entry) => {
      const schema = ghFields.some((field) => field in entry) ? ghPull : restPull;
      return schema.safeParse(entry, { reportInput: true });
    },
  },
  people: {
    committer: own,
    address: /^\s*(?!\s)(?:\d+\+)?(?<login>[^@]*)@\s*users\.noreply\.github\.com\s*$/i,
  },
  merges: {
    title: /^Merge pull request #(?<number>\d{1,9}) from (?:[^\s/]*\/)?(?<branch>\S+)$/,
    squash: /^(?<title>.+) \(#(?<number>\d{1,9})\)$/,
    revert: /^Reverts \S*#(?<number>\d{1,9})\b/m,
  },
};

/** A pull request of the REST API in the neutral form. */
function normaliseRestPull(pull: RestPull): ForgePull {
  const { merged_at: mergedAt, merged_by: mergedBy, merge_commit_sha: mergeCommit, head } = pull;
  const commits = pull.commits ?? [];
  const checks =
    pull.check_runs || pull.statuses
      ? describeChecks([...(pull.check_runs ?? []), ...(pull.statuses ?? [])])
      : undefined;
  return {
    forge: 'github',
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    author: pull.user ?? '',
    createdAt: pull.created_at,
    ...(pull.updated_at && { updatedAt: pull.updated_at }),
    ...(pull.pushes && { pushers: pull.pushes.flatMap(pusherOf) }),
    // One that was not merged has a merge commit too: the forge's trial of it.
    ...(mergedAt && { mergedAt, ...(mergeCommit && { mergeCommit }) }),
    ...(mergedBy !== undefined && { mergedBy }),
    ...(head && { headCommit: head.sha }),
    commits: commits.map(({ sha, author, committer, commit, parents }) => ({
      id: sha,
      ...describeMessage(commit.message ?? undefined),
      authors: listPeople(
        [describeAuthor(author, commit.author), describeAuthor(committer, commit.committer)],
        own,
      ),
      ...(commit.committer?.date && { at: commit.committer.date }),
      ...(commit.author?.date && { authoredAt: commit.author.date }),
      ...(parents && { parents: parents.map((parent) => parent.sha) }),
    })),
    ...(pull.reviews && {
      reviews: pull.reviews.map(({ user, state, submitted_at: at, commit_id: commit }) => ({
        login: user ?? '',
        state: stateOf(state),
        ...(at && { at }),
        ...(commit && { commit }),
      })),
    }),
    ...(pull.review_threads && { openThreads: countOpen(pull.review_threads) }),
    ...(checks && { checks }),
  };
}

/** A pull request as `gh pr list --json` prints it in the neutral form. */
function normaliseGhPull(pull: GhPull): ForgePull {
  const { mergedAt, mergedBy, mergeCommit, statusCheckRollup: checks } = pull;
  const commits = pull.commits ?? [];
  const headCommit = pull.headRefOid ?? commits.at(-1)?.oid;
  const updatedAt = pull.lastEditedAt ?? pull.updatedAt;
  return {
    forge: 'github',
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    author: pull.author ?? '',
    createdAt: pull.createdAt,
    ...(updatedAt && { updatedAt }),
    ...(mergedAt && { mergedAt, ...(mergeCommit && { mergeCommit: mergeCommit.oid }) }),
    ...(mergedBy !== undefined && { mergedBy }),
    ...(headCommit !== undefined && { headCommit }),
    commits: commits.map(({ oid, authors, committedDate: at, authoredDate, ...message }) => ({
      id: oid,
      ...describeMessage(joinMessage(message)),
      authors: (authors ?? []).map(({ login, name, email }) => ({
        ...(login && { login }),
        ...(name && { name }),
        ...(email && { email }),
      })),
      ...(at && { at }),
      ...(authoredDate && { authoredAt: authoredDate }),
    })),
    ...(pull.reviews && {
      reviews: pull.reviews.map(({ author, state, submittedAt: at, commit }) => ({
        login: author ?? '',
        state: stateOf(state),
        ...(at && { at }),
        // It prints an empty id for a revision that the forge no longer has.
        ...(commit?.oid && { commit: commit.oid }),
      })),
    }),
    ...(pull.reviewThreads && { openThreads: countOpen(pull.reviewThreads) }),
    ...(checks && { checks: describeChecks(checks) }),
  };
}

/** The kinds of activity that bring commits to a branch. */
const pushing: ReadonlySet<string> = new Set(['push', 'force_push', 'branch_creation']);

function pusherOf({
  actor,
  activity_type: kind,
}: NonNullable<RestPull['pushes']>[number]): string[] {
  return actor !== undefined && (kind == null || pushing.has(kind)) ? [actor] : [];
}

interface Person {
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
}

function describeAuthor(login: string | undefined, person: Person | null | undefined) {
  const { name, email } = person ?? {};
  return {
    ...(login !== undefined && { login }),
    ...(name && { name }),
    ...(email && { email }),
  };
}

/** It cuts a long headline and goes on with the rest in the body. */
function joinMessage({
  messageHeadline,
  messageBody,
}: Pick<NonNullable<GhPull['commits']>[number], 'messageHeadline' | 'messageBody'>) {
  return messageBody
    ? `${messageHeadline ?? ''}\n\n${messageBody}`
    : (messageHeadline ?? undefined);
}

function stateOf(state: string): PullReview['state'] {
  return state.toLowerCase().replace('_', '-') as PullReview['state'];
}

function countOpen(resolved: readonly boolean[]): number {
  return resolved.filter((one) => !one).length;
}

/** Of a check that ran several times on one revision the newest run counts, where the export has the times. */
function describeChecks(checks: readonly (CheckRun | CommitStatus)[]): ReviewCheck[] {
  return [...Map.groupBy(checks, originOf).values()].flatMap((runs) => {
    const timed = runs.flatMap((run) => {
      const at = parseInstant(startOf(run) ?? '');
      return at ? [{ run, at: epochOf(at) }] : [];
    });
    if (timed.length < runs.length) return runs.map(describeCheck);
    return [describeCheck(timed.reduce((a, b) => (b.at > a.at ? b : a)).run)];
  });
}

/** Two workflows may each have a check of one name. */
function originOf(check: CheckRun | CommitStatus): string {
  return 'context' in check
    ? `status ${check.context}`
    : `run ${check.name} of ${check.workflowName ?? check.check_suite?.id ?? ''}`;
}

function startOf(check: CheckRun | CommitStatus): string | null | undefined {
  return check.startedAt ?? ('context' in check ? check.created_at : check.started_at);
}

function describeCheck(check: CheckRun | CommitStatus): ReviewCheck {
  if ('context' in check) return { name: check.context, state: outcomeOf(check.state) };
  const isOver = check.status == null || check.status.toLowerCase() === 'completed';
  return { name: check.name, state: isOver ? outcomeOf(check.conclusion ?? '') : 'pending' };
}

/** A word that is not known is a failure. */
function outcomeOf(word: string): ReviewCheck['state'] {
  switch (word.toLowerCase()) {
    case 'success':
      return 'passed';
    case 'skipped':
    case 'neutral':
      return 'skipped';
    case '':
    case 'pending':
    case 'expected':
      return 'pending';
    default:
      return 'failed';
  }
}
