import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ChangeRecord, FollowUp, Identity, MergedCommit } from '../../model/change-record.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import type { RawCommit } from '../../model/raw-commit.ts';
import { applySignatures } from '../people/apply-signatures.ts';
import { collectApprovals } from '../people/collect-approvals.ts';
import { collectAuthors } from '../people/collect-authors.ts';
import { collectFields, parseSections } from '../message/collect-fields.ts';
import { confirmByMerge, describeOwnWork } from '../people/confirm-by-merge.ts';
import type { RepositoryEvidence } from '../../model/forge-pull.ts';
import { isForgeAddress } from '../forges/match-forge.ts';
import { type PeopleIndex } from '../people/identify-people.ts';
import type { ExportView, ExportViewer } from '../forges/join-export.ts';
import { limitCommitters } from '../people/limit-committers.ts';
import { parseMergeForm } from '../forges/parse-merge-form.ts';
import { parseTrailers, type ParsedMessage } from '../message/parse-trailers.ts';

/** A commit of the line with all that is needed to make a record of it. */
export interface RecordInput {
  /** Id of the repository. */
  readonly repository: string;
  readonly commit: RawCommit;
  /** The commits that it brought in, oldest first. */
  readonly merged: readonly RawCommit[];
  readonly day: CalendarDate;
  readonly people: PeopleIndex;
  readonly followUps: ReadonlyMap<string, readonly FollowUp[]>;
  readonly scopesOf: (paths: readonly string[]) => readonly string[];
  readonly exports: ExportViewer;
  /** The earlier commits of the line by the number of the pull request that they are called by. */
  readonly numbered: ReadonlyMap<number, string>;
  /** As in the evidence of the repository. */
  readonly cleanMerges: RepositoryEvidence['cleanMerges'];
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

/** Makes the record of one commit of the line. */
export function assembleRecord(input: RecordInput): {
  readonly record: ChangeRecord;
  readonly diagnostics: readonly Diagnostic[];
  /** As the reader of messages gives it. */
  readonly lineUnreadByGit?: number;
} {
  const { repository, commit, merged, day, people } = input;
  const message = parseTrailers(commit.message);
  const file = fileOfCommit(repository, commit.id);
  const form = parseMergeForm(message, commit.parents.length);
  const earlier = input.numbered.get(form.pullRequest ?? 0);
  const exported = input.exports.view({ commit, merged, people, form, file, earlier });
  const id = nameChange(repository, commit, exported.number);
  const followUps = input.followUps.get(id) ?? [];
  const merger = findMerger(commit, people);
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
    },
    people,
  );
  const paths = collectPaths(commit, merged);
  const sections = parseSections(message, commit.message);
  const { fields, diagnostics } = collectFields({
    id,
    file,
    trailers: message.trailers,
    sections: sections.fields,
    ...(exported.fields && { exported: exported.fields }),
    followUps,
  });
  const facts = { commit, merger: mergerOf(exported, merger), authors, isClean };
  const stated = collectApprovals(message.trailers, followUps, people).map((approval) =>
    confirmByMerge(approval, facts),
  );

  const record: ChangeRecord = {
    id,
    repository,
    ...exported.form,
    ...(exported.claim && { pullRequestClaim: exported.claim }),
    commit: commit.id,
    message: commit.message,
    authors,
    ...(merger
      ? { merger: { value: merger, source: 'graph' } }
      : exported.merger && { merger: exported.merger }),
    mergedAt: commit.committer.at,
    day,
    fields,
    approvals: exported.joinApprovals(stated),
    ...(exported.review && { review: exported.review }),
    scopes: input.scopesOf(paths),
    paths,
    commits: merged.map((part) => describeMerged(part, people)),
    followUps,
  };
  return {
    ...(message.lineUnreadByGit !== undefined && { lineUnreadByGit: message.lineUnreadByGit }),
    record: limitCommitters(
      applySignatures(record, commit),
      merged.filter((part) => part.id !== exported.squashCommit),
      input,
    ),
    diagnostics: [
      ...describeProblems([...message.problems, ...sections.problems], file),
      ...diagnostics,
      ...exported.compare(stated, merger),
      ...describeOwnWork({ merger, isClean }, file),
    ],
  };
}

/** Who made the merge commit, unless the forge says that it was somebody else: a committer is only text. */
function mergerOf({ merger }: ExportView, byGraph: Identity | undefined): Identity | undefined {
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

/** The paths of the merge and of all it brought in, also of what was undone on the way. */
function collectPaths(commit: RawCommit, merged: readonly RawCommit[]): readonly string[] {
  if (merged.length === 0) return commit.paths;
  // A merge inside the branch differs from its first parent by what came from elsewhere.
  const parts = merged.filter(({ parents }) => parents.length < 2);
  return [...new Set([commit, ...parts].flatMap(({ paths }) => paths))].sort();
}

function describeMerged({ id, message, author }: RawCommit, people: PeopleIndex): MergedCommit {
  const subject = message.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
  return { id, subject, author: people.identify(author), at: author.at };
}

// A commit cannot be mended any more, and a field that does not count fails its rule; so these only explain.
function describeProblems(problems: ParsedMessage['problems'], file: string): Diagnostic[] {
  return problems.map(({ line, problem, remedy }) => ({
    code: 'record/trailer',
    severity: 'warning',
    at: { file, line },
    problem,
    remedy,
  }));
}
