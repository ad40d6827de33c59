import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type {
  Approval,
  ChangeRecord,
  Identity,
  ReviewFacts,
  Sourced,
} from '../../model/change-record.ts';
import { clockSkew, epochOf, type Instant } from '../../model/instant.ts';
import type { RawCommit, RawHistory } from '../../model/raw-commit.ts';
import { parseDescription, type ExportedFields } from '../message/collect-fields.ts';
import type { RepositoryEvidence } from '../../model/forge-pull.ts';
import { createPullFinder, judgeClaim, type JoinedPull, type PullFound } from './find-pull.ts';
import type { PeopleIndex } from '../people/identify-people.ts';
import { createRecogniser, listExportedAuthors } from './list-exported-authors.ts';
import { isMadeByForge } from './is-made-by-forge.ts';
import type { MergeForm } from './parse-merge-form.ts';
import { weighReviews } from './weigh-reviews.ts';

/** What an export adds to one commit of the line. */
export interface ExportView {
  /** The form of the message, put right by the export. */
  readonly form: MergeForm;
  readonly claim?: ChangeRecord['pullRequestClaim'];
  readonly unreadIn?: string;
  /** The number by which the change is called; the earlier commits of a rebase are called by their ids. */
  readonly number?: number;
  /** Authors of the pull request's own commits: a squash hides them, and git has no accounts. */
  readonly authors: readonly Identity[];
  /** Who somebody is, where people.yaml lacks the address and the export has the account. */
  readonly recognise?: (who: Identity) => Identity;
  /** Whether the forge made a commit, in its own name or in that of whoever merged. */
  readonly isByForge?: (commit: RawCommit) => boolean;
  readonly merger?: Sourced<Identity>;
  /** When the forge merged it. */
  readonly mergedAt?: Instant;
  readonly fields?: ExportedFields;
  readonly review?: ReviewFacts;
  readonly approvals: readonly Approval[];
  /** Whether the export contains all approvals of the pull request. */
  readonly areApprovalsComplete: boolean;
  /** Where the export and the commit differ. */
  readonly diagnostics: readonly Diagnostic[];
}

interface ViewOrder {
  readonly commit: RawCommit;
  readonly merged: readonly RawCommit[];
  readonly people: PeopleIndex;
  readonly form: MergeForm;
  /** Who made the merge commit. */
  readonly merger: Identity | undefined;
  /** Place of the commit in diagnostics. */
  readonly file: string;
  /** An earlier commit of the line that is called by the number which this one's message names. */
  readonly earlier: string | undefined;
}

export interface ExportViewer {
  /** When the forge merged what came as a commit, where an export has it by that commit. */
  readonly mergedAt: (commit: RawCommit) => Instant | undefined;
  readonly view: (order: ViewOrder) => ExportView;
  readonly diagnostics: readonly Diagnostic[];
}

/** Prepares the exports of a repository for its commits. */
export function createExportViewer(
  history: RawHistory,
  { forgeExports, cleanMerges }: Pick<RepositoryEvidence, 'forgeExports' | 'cleanMerges'>,
): ExportViewer {
  const { find, diagnostics } = createPullFinder(history, forgeExports);
  const { line } = history;
  const places = forgeExports.length > 0 ? line : [];
  const placeOnLine = new Map(places.map(({ id }, place) => [id, place]));
  return {
    diagnostics,
    mergedAt(commit) {
      const found = find(commit, undefined);
      return 'joined' in found ? found.joined.pull.mergedAt : undefined;
    },
    view(order) {
      const found = find(order.commit, order.form.pullRequest);
      if ('contradiction' in found) return withoutPull(order, found);
      if ('unreadIn' in found) return { ...withoutPull(order, found), ...found };
      const isClaimed = !('joined' in found) || found.joined.by === 'number';
      if (isClaimed && order.earlier !== undefined) return withoutNumber(order);
      if (!('joined' in found)) {
        const claim = judgeClaim(order, forgeExports);
        return { ...withoutPull(order, found), ...(claim && { claim }) };
      }
      return withPull(order, found.joined, { line, placeOnLine, cleanMerges });
    },
  };
}

function withoutPull(order: ViewOrder, found: PullFound): ExportView {
  const { form } = order;
  const { pullRequest } = form;
  if (!('contradiction' in found)) {
    return { ...nothingAdded, form, ...(pullRequest !== undefined && { number: pullRequest }) };
  }
  const problem = `The message calls the commit pull request ${pullRequest ?? ''}, and ${found.contradiction}.`;
  const remedy =
    'Find out how it came onto the branch; it is judged as a commit without a pull request.';
  return withFault('record/sources-disagree', order, problem, remedy);
}

/** Of a commit without an exported pull request. */
export const nothingAdded = {
  authors: [],
  approvals: [],
  areApprovalsComplete: false,
  diagnostics: [],
} as const;

/** Of a commit whose message names a pull request that is not its own. */
function withFault(
  code: string,
  { form: { pullRequest: _, ...form }, file }: Pick<ViewOrder, 'form' | 'file'>,
  problem: string,
  remedy: string,
): ExportView {
  const at = { file, line: 1 };
  return {
    ...nothingAdded,
    form: { ...form, form: form.form === 'squash' ? 'push' : form.form },
    diagnostics: [{ code, severity: 'warning', at, problem, remedy }],
  };
}

/** A commit picked again carries the title of the first one, with its number. */
function withoutNumber({ form, file, commit, earlier = '' }: ViewOrder): ExportView {
  const problem = `The message calls the commit pull request ${form.pullRequest ?? ''}, and so is the earlier commit ${earlier.slice(0, 12)} called; this one is called ${commit.id.slice(0, 12)} and judged as a commit without a pull request.`;
  const remedy =
    'Leave the number out of the title of a commit that is picked again, or pick it through a pull request of its own.';
  return withFault('record/number-twice', { form, file }, problem, remedy);
}

function withPull(
  order: ViewOrder,
  joined: JoinedPull,
  shared: Pick<Parameters<typeof weighReviews>[0], 'line' | 'placeOnLine' | 'cleanMerges'>,
): ExportView {
  const { people, form } = order;
  const { pull, file } = joined;
  const knownAt = pull.updatedAt ?? joined.madeAt;
  const sections = parseDescription(pull.body);
  const { approvals, facts } = weighReviews({ ...shared, ...order, joined });
  const isSquash =
    form.form === 'push' &&
    joined.by === 'commit' &&
    joined.isRebased !== true &&
    pull.commits.length !== 1;
  const merger =
    pull.mergedBy === undefined ? undefined : people.identifyLogin(pull.forge, pull.mergedBy);
  return {
    form: { ...form, pullRequest: pull.number, ...(isSquash && { form: 'squash' as const }) },
    ...(joined.by !== 'title' && joined.by !== 'rebase' && { number: pull.number }),
    authors: listExportedAuthors(joined, { ...order, ...shared }, people),
    recognise: createRecogniser(joined, people),
    ...(pull.mergedAt && { mergedAt: pull.mergedAt }),
    isByForge: (commit) => isMadeByForge(commit, joined, people),
    ...(merger && { merger: { value: merger, source: 'export', file } }),
    fields: { file, requestedAt: pull.createdAt, sections, ...(knownAt && { knownAt }) },
    review: facts,
    approvals,
    areApprovalsComplete: pull.reviews !== undefined && pull.areApprovalsUnknown !== true,
    diagnostics: [
      ...compareMergers(merger, joined, order),
      ...compareTimes(joined, order, isMadeByForge(order.commit, joined, people)),
    ],
  };
}

function compareMergers(
  byForge: Identity | undefined,
  { pull, file: exportFile }: JoinedPull,
  { file, merger: byGraph }: ViewOrder,
): Diagnostic[] {
  if (byGraph?.person === undefined || byForge?.person === undefined) return [];
  if (byGraph.person === byForge.person) return [];
  const at = { file, line: 1 };
  const problem = `The merge commit was made by ${byGraph.name}, and ${exportFile} states that ${byForge.name} merged pull request ${pull.number}.`;
  const remedy = 'Find out from both who merged it; until then the committer counts.';
  return [{ code: 'record/sources-disagree', severity: 'warning', at, problem, remedy }];
}

// A queue or train makes the commit, tests it, and merges it hours later.
const longestQueue = 24 * 60 * 60 * 1000;

/**
 * A commit is made when the forge merges it. One of the branch itself, which was moved onto the line as it is, is older,
 * and one of a queue or train as far as its tests took.
 */
function compareTimes(
  { pull, file: exportFile }: JoinedPull,
  { commit: { id, committer }, file }: ViewOrder,
  isByForge: boolean,
): Diagnostic[] {
  const { mergedAt, number, headCommit, commits } = pull;
  if (mergedAt === undefined) return [];
  const waited = epochOf(mergedAt) - epochOf(committer.at);
  const isOwn = id === headCommit || commits.some((one) => one.id === id);
  if (waited >= -clockSkew && (isOwn || waited <= (isByForge ? longestQueue : clockSkew))) {
    return [];
  }
  const order = waited < 0 ? 'after' : 'before';
  const problem = `The commit is dated ${committer.at}, ${order} ${mergedAt}, when pull request ${number} was merged according to ${exportFile}.`;
  const remedy =
    'Find out which clock was wrong; the change is judged by the later of the two times.';
  const at = { file, line: 1 };
  return [{ code: 'record/sources-disagree', severity: 'warning', at, problem, remedy }];
}
