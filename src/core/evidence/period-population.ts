import type { JudgedChange } from '../model/book.ts';
import type { ChangeRecord, Exclusion, Population } from '../model/change-record.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import { calendarDateOf } from '../model/instant.ts';
import { memoize } from '../model/memoize.ts';
import type { RawHistory } from '../model/raw-commit.ts';
import { isWithin } from '../model/span.ts';
import type { PackOrder } from './pack.ts';

/** A commit of the range of a period: a record of it, or why it is none. */
export interface RangeCommit {
  readonly commit: string;
  /** Of the record, or of the commit in the company's zone. */
  readonly day: CalendarDate;
  /** Id of the record. */
  readonly change?: string;
  readonly code?: Exclusion['code'] | 'outside-period';
  readonly reason?: string;
}

/**
 * The commits of one branch from the first to the last of a period. Each is a record of the period or an exclusion: one
 * whose day is not in the period is between two that are, because dates ran backwards.
 */
export interface PeriodPopulation {
  readonly repository: string;
  readonly branch: string;
  /** How many commits the branch has before the range. */
  readonly earlier: number;
  readonly range: readonly RangeCommit[];
  /** The branch from its first commit to the day on which the book was judged. */
  readonly whole: Population;
}

/** The records of a period, newest first. */
export const changesOf = memoize((order: PackOrder): readonly JudgedChange[] =>
  order.book.changes.filter(({ record }) => isWithin(record.day, order)),
);

/** The population of a period, by repository. Throws where a branch and its population do not fit. */
export const periodPopulations = memoize((order: PackOrder): readonly PeriodPopulation[] => {
  const { book, inputs } = order;
  const byCommit = new Map(
    book.changes.flatMap(({ record }) =>
      record.commit === undefined ? [] : [[keyOf(record.repository, record.commit), record]],
    ),
  );
  return book.populations.map((whole) => {
    const history = inputs.histories.find(({ repository }) => repository === whole.repository);
    if (!history) throw new Error(`${whole.repository} has a population and no history.`);
    return selectRange({ whole, history, byCommit }, order);
  });
});

interface Branch {
  readonly whole: Population;
  readonly history: RawHistory;
  readonly byCommit: ReadonlyMap<string, ChangeRecord>;
}

function selectRange({ whole, history, byCommit }: Branch, order: PackOrder): PeriodPopulation {
  const { repository, branch } = whole;
  const { timeZone } = order.book.settings;
  const exclusions = new Map(whole.exclusions.map((one) => [one.commit, one]));
  const line = history.line.map(({ id, committer }): RangeCommit => {
    const record = byCommit.get(keyOf(repository, id));
    const day = record?.day ?? calendarDateOf(committer.at, timeZone);
    if (record) return { commit: id, day, change: record.id };
    const exclusion = exclusions.get(id);
    if (!exclusion) throw new Error(`${id} of ${repository} is neither a record nor excluded.`);
    return { commit: id, day, code: exclusion.code, reason: exclusion.reason };
  });
  const first = line.findIndex(({ day }) => isWithin(day, order));
  const last = line.findLastIndex(({ day }) => isWithin(day, order));
  const range = first < 0 ? [] : line.slice(first, last + 1);
  return {
    repository,
    branch,
    earlier: first < 0 ? line.length : first,
    range: range.map((one) => (isWithin(one.day, order) ? one : leaveOut(one))),
    whole,
  };
}

function leaveOut({ commit, day }: RangeCommit): RangeCommit {
  return { commit, day, code: 'outside-period', reason: `Its day is ${day}.` };
}

function keyOf(repository: string | undefined, commit: string): string {
  return `${repository ?? ''} ${commit}`;
}
