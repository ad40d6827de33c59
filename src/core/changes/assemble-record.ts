import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type {
  Approval,
  ChangeRecord,
  FollowUp,
  Identity,
  MergedCommit,
} from '../model/change-record.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import type { RawCommit } from '../model/raw-commit.ts';
import { collectFields } from './collect-fields.ts';
import { isForgeAddress, type PeopleIndex } from './identify-people.ts';
import { isFiller } from './is-filler.ts';
import type { ExportView, ExportViewer } from './join-export.ts';
import { parseMergeForm } from './parse-merge-form.ts';
import { parseTemplate, type ParsedTemplate } from './parse-template.ts';
import { parseTrailers, type ParsedMessage, type Trailer } from './parse-trailers.ts';
import { coAuthorTrailer, knownKeyLike } from './trailer-keys.ts';

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
}

const capacities: ReadonlyMap<string, Approval['capacity']> = new Map([
  ['Approved-by', 'approved'],
  ['Reviewed-by', 'reviewed'],
  ['Security-reviewed-by', 'security-reviewed'],
]);

/** The place of a commit in a diagnostic: `platform@3f2a9c0d1e44`. */
export function fileOfCommit(repository: string, commit: string): string {
  return `${repository}@${commit.slice(0, 12)}`;
}

/** What a commit of the line is called: by its pull request where its message names one, else by its id. */
export function idOfChange(repository: string, commit: RawCommit): string {
  const message = parseTrailers(commit.message);
  return nameChange(repository, commit, parseMergeForm(message, commit.parents.length).pullRequest);
}

function nameChange(repository: string, { id }: RawCommit, number: number | undefined): string {
  return `${repository}-${number ?? id.slice(0, 12)}`;
}

/** Makes the record of one commit of the line. */
export function assembleRecord(input: RecordInput): {
  readonly record: ChangeRecord;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { repository, commit, merged, day, people } = input;
  const message = parseTrailers(commit.message);
  const file = fileOfCommit(repository, commit.id);
  const form = parseMergeForm(message, commit.parents.length);
  const exported = input.exports.view({ commit, merged, people, form, file });
  const id = nameChange(repository, commit, exported.number);
  const followUps = input.followUps.get(id) ?? [];
  const authors = collectAuthors(input, message.trailers, exported);
  const merger = findMerger(commit, people);
  const paths = collectPaths(commit, merged);
  const sections = readSections(message, commit);
  const { fields, diagnostics } = collectFields({
    id,
    file,
    trailers: message.trailers,
    sections: sections.fields,
    ...(exported.fields && { exported: exported.fields }),
    followUps,
  });
  const stated = collectApprovals(message.trailers, followUps, people).map((approval) =>
    isConfirmed(approval, mergerOf(exported, merger), authors)
      ? { ...approval, proof: 'merged' as const }
      : approval,
  );

  const record: ChangeRecord = {
    id,
    repository,
    ...exported.form,
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
    record,
    diagnostics: [
      ...describeProblems([...message.problems, ...sections.problems], file),
      ...diagnostics,
      ...exported.compare(stated, merger),
    ],
  };
}

/** Who made the merge commit, unless the forge says that it was somebody else: a committer is only text. */
function mergerOf({ merger }: ExportView, byGraph: Identity | undefined): Identity | undefined {
  const isContradicted =
    merger?.value.person !== undefined && merger.value.person !== byGraph?.person;
  return isContradicted ? undefined : byGraph;
}

/** The sections of a message, with the lines of the message. Where its last paragraph is no known trailer, it is text. */
function readSections(
  { titleLine, body, trailers }: ParsedMessage,
  commit: RawCommit,
): ParsedTemplate {
  const isAllText = trailers.every(({ key }) => knownKeyLike(key) === undefined);
  const lines = isAllText ? commit.message.split('\n').slice(titleLine) : body;
  const { fields, problems } = parseTemplate(lines.join('\n'));
  const inMessage = <T extends { readonly line: number }>(one: T): T => ({
    ...one,
    line: one.line + titleLine,
  });
  return { fields: fields.map(inMessage), problems: problems.map(inMessage) };
}

/** Everybody who wrote a part: of a merge the authors of what it brought in, and not who merged it. */
function collectAuthors(
  { commit, merged, people }: RecordInput,
  trailers: readonly Trailer[],
  exported: ExportView,
): readonly Identity[] {
  const sources = merged.length > 0 ? merged : [commit];
  const named = [
    ...sources.map(({ author }) => people.identify(author)),
    ...merged.flatMap((part) => coAuthorsOf(trailersOfPart(part), people)),
    ...coAuthorsOf(trailers, people),
    ...exported.authors,
  ];
  const byPerson = new Map<string, Identity>();
  for (const identity of named) {
    const key = keyOf(identity);
    if (!byPerson.has(key)) byPerson.set(key, identity);
  }
  return [...byPerson.values()];
}

function keyOf({ person, email, name }: Identity): string {
  return person === undefined ? `address ${(email || name).toLowerCase()}` : `person ${person}`;
}

// Only co-authors count in the message of a merged commit, and few have any.
function trailersOfPart({ message }: RawCommit): readonly Trailer[] {
  return /-authored-by/i.test(message) ? parseTrailers(message).trailers : [];
}

function coAuthorsOf(trailers: readonly Trailer[], people: PeopleIndex): Identity[] {
  return trailers
    .filter(({ key, value }) => key === coAuthorTrailer && !isFiller(value))
    .map(({ value }) => people.identifyText(value));
}

/** The committer of a merge made by a person; a forge's committer hides who pressed the button. */
function findMerger({ parents, committer }: RawCommit, people: PeopleIndex): Identity | undefined {
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

/** The approvals that a message and follow-ups state. */
export function collectApprovals(
  trailers: readonly Trailer[],
  followUps: readonly FollowUp[],
  people: PeopleIndex,
): readonly Approval[] {
  const stated = trailers.flatMap(({ key, value, line }): Approval[] => {
    const capacity = capacities.get(key);
    if (capacity === undefined || isFiller(value)) return [];
    return [{ by: people.identifyText(value), capacity, proof: 'stated', source: 'message', line }];
  });
  const followed = followUps.flatMap(({ fields }) =>
    fields.approvals.map(({ by, at }): Approval => {
      const identity = people.identifyId(by);
      return { by: identity, capacity: 'approved', proof: 'stated', source: 'follow-up', at };
    }),
  );
  return [...stated, ...followed];
}

/** Whether the graph bears an approval out: its giver made the merge commit and wrote no part of the change. */
function isConfirmed(
  { by: { person } }: Approval,
  merger: Identity | undefined,
  authors: readonly Identity[],
): boolean {
  return (
    person !== undefined &&
    merger?.person === person &&
    authors.every((author) => author.person !== person)
  );
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
