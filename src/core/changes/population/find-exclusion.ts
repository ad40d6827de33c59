import type { CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord, Exclusion, Identity } from '../../model/change-record.ts';
import type { RawCommit, RawHistory } from '../../model/raw-commit.ts';
import type { People } from '../../schemas/people.ts';
import type { RepositorySettings } from '../../schemas/settings.ts';
import { isForgeAddress } from '../../forges/match-forge.ts';
import { createPeopleIndex } from '../people/identify-people.ts';

interface Bounds {
  readonly history: RawHistory;
  readonly repository: RepositorySettings;
  readonly people: People;
  readonly asOf: CalendarDate;
}

/** Why a commit of the line is not a change record; each gives undefined where it is one. */
export interface ExclusionFinder {
  /** Decides by the commit itself. */
  readonly ofCommit: (commit: RawCommit, day: CalendarDate) => Exclusion | undefined;
  /** Decides by its record, where the commit itself does not. */
  readonly ofRecord: (record: ChangeRecord, commit: RawCommit) => Exclusion | undefined;
}

export function createExclusionFinder(input: Bounds): ExclusionFinder {
  const { history, repository, asOf } = input;
  const { id, since, excludeAuthors } = repository;
  const listed = listExcluded(history, repository);
  const people = createPeopleIndex(input.people);
  const areExcluded = (makers: readonly Identity[]) =>
    makers.every(({ person = '' }) => excludeAuthors.includes(person));
  // An author is typed with one option of git; who made the commit is known beside it.
  const committersOf = (commit: RawCommit) =>
    [commit, ...(history.merged[commit.id] ?? [])]
      .filter(({ committer }) => !isForgeAddress(committer.email))
      .map(({ committer }) => people.identify(committer));

  return {
    ofCommit({ id: commit }, day) {
      const reason = listed.get(commit);
      if (reason !== undefined) return { commit, code: 'listed', reason };
      if (day < since) {
        const early = `Merged on ${day}; ${id} is judged since ${since}.`;
        return { commit, code: 'before-adoption', reason: early };
      }
      if (day <= asOf) return undefined;
      const late = `Merged on ${day}; the book is judged as of ${asOf}.`;
      return { commit, code: 'after-as-of', reason: late };
    },
    ofRecord({ paths, authors }, commit) {
      if (paths.length === 0) {
        return { commit: commit.id, code: 'empty', reason: 'It changes no path.' };
      }
      if (!areExcluded(authors) || !areExcluded(committersOf(commit))) return undefined;
      const names = authors.map(({ person }) => person).join(', ');
      const reason = `All its authors (${names}) are in excludeAuthors of ${id}.`;
      return { commit: commit.id, code: 'listed', reason };
    },
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
