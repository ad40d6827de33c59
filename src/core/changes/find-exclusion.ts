import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import type { ChangeRecord, Exclusion } from '../model/change-record.ts';
import type { RawCommit, RawHistory } from '../model/raw-commit.ts';
import type { RepositorySettings } from '../schemas/settings.ts';

/** A record with what is wrong with it. */
export interface DatedRecord {
  readonly record: ChangeRecord;
  readonly diagnostics: readonly Diagnostic[];
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
  readonly asOf: CalendarDate;
}

/** Says why a commit of the line is no change record, or undefined where it is one. */
export function createExclusionFinder({
  history,
  repository,
  asOf,
}: Bounds): (candidate: Candidate) => Exclusion | undefined {
  const { id, since, excludeAuthors } = repository;
  const listed = listExcluded(history, repository);

  return ({ commit, day, assemble }) => {
    const because = (code: Exclusion['code'], reason: string): Exclusion => ({
      commit: commit.id,
      code,
      reason,
    });
    if (day < since) {
      return because('before-adoption', `Merged on ${day}; ${id} is judged since ${since}.`);
    }
    if (day > asOf) {
      return because('after-as-of', `Merged on ${day}; the book is judged as of ${asOf}.`);
    }
    const reason = listed.get(commit.id);
    if (reason !== undefined) return because('listed', reason);

    const { record } = assemble();
    if (record.paths.length === 0) return because('empty', 'It changes no path.');
    if (record.authors.every(({ person = '' }) => excludeAuthors.includes(person))) {
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
