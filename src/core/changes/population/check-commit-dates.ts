import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import { epochOf } from '../../model/instant.ts';
import type { RawCommit } from '../../model/raw-commit.ts';
import type { RepositorySettings } from '../../schemas/settings.ts';
import { fileOfCommit } from './assemble-record.ts';

/** A commit of the line with its day in the company's zone. */
export interface DatedCommit {
  readonly commit: RawCommit;
  readonly day: CalendarDate;
}

interface Dates {
  readonly repository: RepositorySettings;
  readonly asOf: CalendarDate;
  /** Whether the book is judged as of the present day, after which no commit can have been made. */
  readonly isToday: boolean;
}

/** Dates on the line that fall. One that excludes its commit is an error until the book lists the commit. */
export function* checkCommitDates(
  { repository, asOf, isToday }: Dates,
  line: readonly DatedCommit[],
): Iterable<Diagnostic> {
  const { id, since, exclude } = repository;
  const isJudged = ({ day }: DatedCommit) => day >= since && day <= asOf;
  const firstJudged = line.findIndex(isJudged);
  const lastJudged = line.findLastIndex(isJudged);
  let previous: RawCommit | undefined;
  for (const [place, { commit, day }] of line.entries()) {
    const dated = commit.committer.at;
    const at = { file: fileOfCommit(id, commit.id), line: 1 };
    const isListed = exclude.some((one) => commit.id.startsWith(one.commit));
    const escape = isListed ? undefined : explainEscape(place, day);
    if (escape !== undefined) {
      const problem = `The commit is dated ${dated}, ${escape}; as it is dated nobody judges it.`;
      const remedy = `Find out when it was merged, and have the clock of that machine set; record the change in content/changes, and list the commit under "exclude" of ${id} in policybook.yaml with the reason.`;
      yield { code: 'record/dates-backwards', severity: 'error', at, problem, remedy };
    } else if (previous && day <= asOf && epochOf(dated) < epochOf(previous.committer.at)) {
      const problem = `The commit is dated ${dated} and the one before it on the line ${previous.committer.at}; a later commit has a later date.`;
      const remedy =
        'Find out when it was merged, and have its author set the clock of that machine.';
      yield { code: 'record/dates-backwards', severity: 'warning', at, problem, remedy };
    }
    // What comes after a commit of the future is not early because of it.
    if (day <= asOf) previous = commit;
  }

  function explainEscape(place: number, day: CalendarDate): string | undefined {
    if (day < since && firstJudged >= 0 && place > firstJudged) {
      return `before the adoption on ${since}, and lies after commits made since`;
    }
    if (day > asOf && place < lastJudged) {
      return `after ${asOf}, and lies before commits made until then`;
    }
    return day > asOf && isToday ? `and today is ${asOf}` : undefined;
  }
}
