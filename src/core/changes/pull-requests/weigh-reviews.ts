import type { Approval, Identity, ReviewFacts } from '../../model/change-record.ts';
import type { ForgePull, PullReview } from '../../model/forge-pull.ts';
import { epochOf } from '../../model/instant.ts';
import type { RawCommit } from '../../model/raw-commit.ts';
import { compareRevision, isSquashed, type RevisionInput } from './compare-revision.ts';
import type { PeopleIndex } from '../people/identify-people.ts';

export interface ReviewsInput extends Omit<RevisionInput, 'approved'> {
  readonly people: PeopleIndex;
}

/** The last review of each reviewer of a pull request. */
export interface WeighedReviews {
  readonly approvals: readonly Approval[];
  readonly facts: ReviewFacts;
}

interface Opinion {
  readonly by: Identity;
  readonly review: PullReview;
}

/**
 * Reads the reviews of a pull request. For each person the last approval, request for changes or dismissal before the
 * merge counts; comments and unsent reviews do not. An approval that was given after the merge, or of another
 * revision than the one that was merged, is kept and void.
 */
export function weighReviews(input: ReviewsInput): WeighedReviews {
  const { joined, people } = input;
  const { pull, file, digest } = joined;
  const opinions = listOpinions(input);
  const lastBefore = new Map<string, Opinion>();
  const approvedAfter = new Map<string, Opinion>();
  for (const [place, opinion] of opinions.entries()) {
    const key = opinion.by.person ?? loginKey(opinion.review.login, place);
    if (!isAfterMerge(opinion.review, input)) lastBefore.set(key, opinion);
    else if (opinion.review.state === 'approved') approvedAfter.set(key, opinion);
  }
  const last = [...lastBefore.values()];
  const thoseWho = (state: PullReview['state']) =>
    last.filter(({ review }) => review.state === state).map(({ by }) => by);
  const late = [...approvedAfter].filter(([key]) => !lastBefore.has(key)).map(([, one]) => one);
  return {
    approvals: [
      ...last
        .filter(({ review }) => review.state === 'approved')
        .map((opinion) => judgeApproval(opinion, input)),
      ...late.map((opinion) => ({
        ...approvalOf(opinion),
        void: 'it was given after the merge',
        isLate: true as const,
      })),
    ],
    facts: {
      source: 'export',
      file,
      digest,
      pullRequest: pull.number,
      changesRequested: thoseWho('changes-requested'),
      dismissed: thoseWho('dismissed'),
      ...(pull.openThreads !== undefined && { openThreads: pull.openThreads }),
      ...(pull.checks && { checks: pull.checks }),
    },
  };

  function listOpinions({ joined: { pull: from } }: ReviewsInput): Opinion[] {
    return (from.reviews ?? [])
      .filter(({ state }) => state !== 'commented' && state !== 'pending')
      .map((review) => ({ by: people.identifyLogin(from.forge, review.login), review }))
      .sort((a, b) => timeOf(a.review) - timeOf(b.review));
  }
}

/** Accounts that no longer exist have lost their names, and two of them need not be one person. */
function loginKey(login: string, place: number): string {
  return login === '' ? `deleted ${place}` : `login ${login.toLowerCase()}`;
}

/** What has no time is a state of the end. */
function timeOf({ at }: PullReview): number {
  return at ? epochOf(at) : Number.MAX_SAFE_INTEGER;
}

function isAfterMerge({ at }: PullReview, { joined, commit }: ReviewsInput): boolean {
  return at !== undefined && epochOf(at) > epochOf(mergeTime(joined.pull.mergedAt, commit));
}

function mergeTime(mergedAt: RawCommit['committer']['at'] | undefined, commit: RawCommit) {
  return mergedAt ?? commit.committer.at;
}

function approvalOf({ by, review: { at } }: Opinion): Approval {
  return { by, capacity: 'approved', proof: 'exported', source: 'export', ...(at && { at }) };
}

function judgeApproval(opinion: Opinion, input: ReviewsInput): Approval {
  const approval = approvalOf(opinion);
  const unbound = explainUnbound(input);
  const compared = compareRevision({ ...input, approved: opinion.review.commit });
  switch (compared.kind) {
    case 'final':
      return unbound === undefined ? approval : { ...approval, proof: 'stated', note: unbound };
    case 'merged-main':
      return unbound === undefined
        ? { ...approval, note: 'the main branch was merged in afterwards, and nothing else' }
        : { ...approval, proof: 'stated', note: unbound };
    case 'not-known':
      return { ...approval, proof: 'stated', note: compared.reason };
    case 'other':
      return { ...approval, void: compared.reason };
  }
}

/** Why the export does not show that this commit is the one that was reviewed; undefined where it does. */
function explainUnbound({ joined: { by, pull }, commit }: ReviewsInput): string | undefined {
  switch (by) {
    case 'commit':
    case 'rebase':
      return isSquashed(commit, pull) && !listsItsCommits(pull)
        ? 'the export does not list all commits of the pull request, so who wrote it is not known'
        : undefined;
    case 'number':
      return 'the export does not state as which commit it was merged';
    case 'title':
      return `the commit belongs to pull request ${pull.number} by its title and place only`;
  }
}

/** A forge hands out long lists by the page, oldest first: one that was cut off lacks the head. */
function listsItsCommits({ commits, headCommit }: ForgePull): boolean {
  return commits.some(({ id }) => id === headCommit);
}
