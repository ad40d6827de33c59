import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord, Exclusion, Identity } from '../../model/change-record.ts';
import type { RawCommit, RawHistory } from '../../model/raw-commit.ts';
import type { People } from '../../schemas/people.ts';
import type { RepositorySettings } from '../../schemas/settings.ts';
import { isForgeAddress } from '../forges/match-forge.ts';
import { createPeopleIndex } from '../people/identify-people.ts';

/** A record with what is wrong with it. */
export interface DatedRecord {
  readonly record: ChangeRecord;
  readonly diagnostics: readonly Diagnostic[];
  /** Of its message, the first trailer that git does not read. */
  readonly lineUnreadByGit?: number;
}

interface Candidate {
  readonly commit: RawCommit;
  readonly day: CalendarDate;
  /** Makes the record; called only where the commit itself does not decide. */
  readonly assemble: () => DatedRecord;
}

interface Bounds {
  readonly history: RawHistory;
  readonly repository: RepositorySettings;
  readonly people: People;
  readonly asOf: CalendarDate;
}

/** Says why a commit of the line is no change record, or undefined where it is one. */
export function createExclusionFinder(
  input: Bounds,
): (candidate: Candidate) => Exclusion | undefined {
  const { history, repository, asOf } = input;
  const { id, since, excludeAuthors } = repository;
  const listed = listExcluded(history, repository);
  const people = createPeopleIndex(input.people);
  const isOf = (makers: readonly Identity[]) =>
    makers.every(({ person = '' }) => excludeAuthors.includes(person));
  // An author is typed with one option of git; who made the commit stands beside it.
  const committersOf = (commit: RawCommit) =>
    [commit, ...(history.merged[commit.id] ?? [])]
      .filter(({ committer }) => !isForgeAddress(committer.email))
      .map(({ committer }) => people.identify(committer));

  return ({ commit, day, assemble }) => {
    const because = (code: Exclusion['code'], reason: string): Exclusion => ({
      commit: commit.id,
      code,
      reason,
    });
    const reason = listed.get(commit.id);
    if (reason !== undefined) return because('listed', reason);
    if (day < since) {
      return because('before-adoption', `Merged on ${day}; ${id} is judged since ${since}.`);
    }
    if (day > asOf) {
      return because('after-as-of', `Merged on ${day}; the book is judged as of ${asOf}.`);
    }

    const { record } = assemble();
    if (record.paths.length === 0) return because('empty', 'It changes no path.');
    if (isOf(record.authors) && isOf(committersOf(commit))) {
      const names = record.authors.map(({ person }) => person).join(', ');
      return because('listed', `All its authors (${names}) stand in excludeAuthors of ${id}.`);
    }
    return undefined;
  };
}

/** Reasons by full commit id. An id too short to name one commit names none. */
function listExcluded(
  { line }: RawHistory,
  { exclude }: RepositorySettings,
): ReadonlyMap<string, string> {
  return new Map(
    exclude.flatMap(({ commit, reason }) => {
      const matches = line.filter(({ id }) => id.startsWith(commit));
      return matches.length === 1 ? matches.map(({ id }) => [id, reason] as const) : [];
    }),
  );
}
