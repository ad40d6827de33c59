import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ChangeRecord, FollowUp, Identity, MergedCommit } from '../../model/change-record.ts';
import type { Translations } from '../../model/closed-words.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import { scopesOfDependencies, type DependencyChange } from '../../model/dependency-change.ts';
import { clockSkew, epochOf, laterOf, type Instant } from '../../model/instant.ts';
import { revertedBy, subjectOf, type RawCommit } from '../../model/raw-commit.ts';
import { collectApprovals, proveApprovals } from '../people/prove-approvals.ts';
import { checkPeopleLines } from '../people/check-people-lines.ts';
import { collectAuthors } from '../people/collect-authors.ts';
import { collectFields, parseSections } from '../message/collect-fields.ts';
import type { RepositoryEvidence } from '../../model/forge-pull.ts';
import { isForgeAddress } from '../../forges/match-forge.ts';
import { type PeopleIndex } from '../people/identify-people.ts';
import type { ExportView, ExportViewer } from '../pull-requests/join-export.ts';
import { parseMergeForm } from '../pull-requests/parse-merge-form.ts';
import { parseTrailers, type ParsedMessage } from '../message/parse-trailers.ts';
import type { RepositorySettings } from '../../schemas/settings.ts';

/** A commit of the line with all that is needed to make a record of it. */
export interface RecordInput {
  /** Id of the repository. */
  readonly repository: string;
  readonly commit: RawCommit;
  /** The commits that it brought in, oldest first. */
  readonly merged: readonly RawCommit[];
  readonly dayOf: (at: Instant) => CalendarDate;
  /** The last day on which it can have been merged. */
  readonly asOf: CalendarDate;
  readonly people: PeopleIndex;
  readonly followUps: ReadonlyMap<string, readonly FollowUp[]>;
  readonly scopesOf: (paths: readonly string[]) => readonly string[];
  readonly exports: ExportViewer;
  /** The earlier commits of the line by the number of the pull request that they are called by. */
  readonly numbered: ReadonlyMap<number, string>;
  /** Words of the company for those that decide. */
  readonly words?: Translations | undefined;
  /** As in the evidence of the repository. */
  readonly cleanMerges: RepositoryEvidence['cleanMerges'];
  /** As in the evidence of the repository. */
  readonly dependencies?: RepositoryEvidence['dependencies'];
  /** The scopes of the repository by what a change does to dependencies. */
  readonly dependencyScopes?: RepositorySettings['dependencies'];
}

/** The place of a commit in a diagnostic: `platform@3f2a9c0d1e44`. */
export function fileOfCommit(repository: string, commit: string): string {
  return `${repository}@${commit.slice(0, 12)}`;
}

/** What a commit of the line is called: by its pull request where its message names one, else by its id. */
export function idOfChange(repository: string, commit: RawCommit): string {
  const message = parseTrailers(commit.message);
  return nameChange(repository, commit, parseMergeForm(message, commit.parents.length).pullRequest);
}

/** What a commit is called, with the number of its pull request where it has one. */
export function nameChange(
  repository: string,
  { id }: RawCommit,
  number: number | undefined,
): string {
  return `${repository}-${number ?? id.slice(0, 12)}`;
}

/** A record with what is wrong with it. */
export interface AssembledRecord {
  readonly record: ChangeRecord;
  readonly diagnostics: readonly Diagnostic[];
  /** Of its message, the first trailer that git does not read. */
  readonly lineUnreadByGit?: number;
}

/** Makes the record of one commit of the line. */
export function assembleRecord(input: RecordInput): AssembledRecord {
  const { repository, commit, merged, dayOf, people } = input;
  const message = parseTrailers(commit.message);
  const file = fileOfCommit(repository, commit.id);
  const form = parseMergeForm(message, commit.parents.length);
  const earlier = input.numbered.get(form.pullRequest ?? 0);
  const merger = findMerger(commit, people);
  const exported = input.exports.view({ commit, merged, people, form, merger, file, earlier });
  const id = nameChange(repository, commit, exported.number);
  const followUps = input.followUps.get(id) ?? [];
  const newest = findNewestPart(input);
  const mergedAt = laterOf(laterOf(commit.committer.at, exported.mergedAt), newest);
  const isClean = input.cleanMerges[commit.id];
  const authors = collectAuthors(
    {
      commit,
      merged,
      coAuthors: message.coAuthors,
      exported: exported.authors,
      recognise: exported.recognise,
      ownWork: isClean === false ? merger : undefined,
      cleanMerges: input.cleanMerges,
      ...(exported.isByForge && { isByForge: exported.isByForge }),
    },
    people,
  );
  const paths = collectPaths(commit, merged);
  const dependencies = input.dependencies?.[commit.id];
  const sections = parseSections(message, commit.message);
  const { fields, diagnostics } = collectFields({
    id,
    file,
    trailers: message.trailers,
    sections: sections.fields,
    ...(exported.fields && { exported: exported.fields }),
    followUps,
    ...(input.words && { words: input.words }),
  });
  const proven = proveApprovals(collectApprovals({ ...commit, ...message }, followUps, people), {
    file,
    commit,
    merger: mergerOf(exported, merger),
    authors,
    cleanMerges: input.cleanMerges,
    review: exported.review,
    exported: exported.approvals,
    isExportComplete: exported.areApprovalsComplete,
  });

  const record: ChangeRecord = {
    id,
    repository,
    ...exported.form,
    ...(exported.claim && { pullRequestClaim: exported.claim }),
    ...(exported.unreadIn !== undefined && { unreadIn: exported.unreadIn }),
    commit: commit.id,
    message: commit.message,
    authors,
    ...(merger
      ? { merger: { value: merger, source: 'graph' } }
      : exported.merger && { merger: exported.merger }),
    mergedAt,
    day: dayOf(mergedAt),
    fields,
    approvals: proven.approvals,
    ...(commit.signatures && commit.signatures.length > 0 && { signatures: commit.signatures }),
    ...(exported.review && { review: exported.review }),
    scopes: [
      ...new Set([
        ...input.scopesOf(paths),
        ...scopesOfDependencies(dependencies ?? [], { dependencies: input.dependencyScopes }),
      ]),
    ],
    paths,
    ...(dependencies && { dependencies }),
    commits: merged.map((part) => describeMerged(part, people)),
    followUps,
  };
  return {
    ...(message.lineUnreadByGit !== undefined && { lineUnreadByGit: message.lineUnreadByGit }),
    record,
    diagnostics: [
      ...describeProblems([...message.problems, ...sections.problems], file),
      ...diagnostics,
      ...proven.diagnostics,
      ...checkPeopleLines(proven.approvals, file),
      ...exported.diagnostics,
      ...describeUnread(dependencies ?? [], file),
      ...(newest ? [describeOlder(commit, newest, file)] : []),
      ...(isClean === false && merger ? [describeOwnWork(merger, file)] : []),
    ],
  };
}

/** When the newest commit was made that a merge brought in, where its own date is older than that. */
function findNewestPart({ commit, merged, dayOf, asOf }: RecordInput): Instant | undefined {
  const limit = epochOf(commit.committer.at) + clockSkew;
  let newest: Instant | undefined;
  for (const { committer } of merged) {
    if (epochOf(committer.at) > limit && dayOf(committer.at) <= asOf) {
      newest = laterOf(committer.at, newest);
    }
  }
  return newest;
}

function describeOlder({ committer }: RawCommit, newest: Instant, file: string): Diagnostic {
  const at = { file, line: 1 };
  const problem = `The merge is dated ${committer.at}, before a commit of ${newest} that it brought in; a merge is made after what it merges.`;
  const remedy =
    'Find out which clock was wrong, and have it set; the change is judged by the later of the two times.';
  return { code: 'record/dates-backwards', severity: 'warning', at, problem, remedy };
}

/** Who made the merge commit, unless the forge names somebody else: a committer is only text. */
/** Who merged a commit according to git, unless an export contradicts it. */
export function mergerOf(
  { merger }: Pick<ExportView, 'merger'>,
  byGraph: Identity | undefined,
): Identity | undefined {
  const isContradicted =
    merger?.value.person !== undefined && merger.value.person !== byGraph?.person;
  return isContradicted ? undefined : byGraph;
}

/** The committer of a merge made by a person; a forge's committer hides who pressed the button. */
export function findMerger(
  { parents, committer }: RawCommit,
  people: PeopleIndex,
): Identity | undefined {
  return parents.length < 2 || isForgeAddress(committer.email)
    ? undefined
    : people.identify(committer);
}

/** A manifest that cannot be compared touches every scope of dependencies, which its author should know. */
function describeUnread(changes: readonly DependencyChange[], file: string): Diagnostic[] {
  return changes
    .filter(({ kind }) => kind === 'unread')
    .map(({ manifest, name, from, to }) => {
      const what = to === undefined ? name : `"${from ?? ''}" and "${to}" of ${name}`;
      const problem = `What the change did to the dependencies of ${manifest} is not known (${what}${to === undefined ? '' : ' cannot be compared'}), so it counts as new ones and as releases.`;
      const remedy =
        'Write versions as numbers such as 1.2.3 in a manifest that is read. Where it cannot be done, meet the requirements of a new dependency.';
      return {
        code: 'record/dependencies-unread',
        severity: 'warning',
        at: { file, line: 1 },
        problem,
        remedy,
      };
    });
}

/** A merge that changes something of its own makes its maker an author. */
function describeOwnWork({ name, email }: Identity, file: string): Diagnostic {
  const at = { file, line: 1 };
  const problem = `The merge commit contains changes found in neither parent, so ${name || email}, who made it, is an author of the change too.`;
  const remedy =
    'Have somebody else approve it; next time merge the main branch into the branch first, so that the final merge needs no manual edits.';
  return { code: 'record/merge-not-clean', severity: 'warning', at, problem, remedy };
}

/** The paths of the merge and of all it brought in, also of what was undone on the way. */
function collectPaths(commit: RawCommit, merged: readonly RawCommit[]): readonly string[] {
  if (merged.length === 0) return commit.paths;
  // A merge inside the branch differs from its first parent by what came from elsewhere.
  const parts = merged.filter(({ parents }) => parents.length < 2);
  return [...new Set([commit, ...parts].flatMap(({ paths }) => paths))].sort();
}

function describeMerged(commit: RawCommit, people: PeopleIndex): MergedCommit {
  const { id, author, message } = commit;
  const reverts = revertedBy(message);
  return {
    id,
    subject: subjectOf(commit),
    author: people.identify(author),
    at: author.at,
    ...(reverts.length > 0 && { reverts }),
  };
}

// A commit cannot be corrected, and a field that does not count fails its rule, so these are warnings.
function describeProblems(problems: ParsedMessage['problems'], file: string): Diagnostic[] {
  return problems.map(({ line, problem, remedy }) => ({
    code: 'record/trailer',
    severity: 'warning',
    at: { file, line },
    problem,
    remedy,
  }));
}
