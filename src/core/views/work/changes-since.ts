import { inForceSpans, historyRow } from '../../history/in-force.ts';
import { listExceptions } from '../../history/exceptions.ts';
import type { Book } from '../../model/book.ts';
import { earliestDay, type CalendarDate } from '../../model/calendar-date.ts';
import { personInWords } from '../../model/id-in-words.ts';
import { isDeviation } from '../changes/verdict-words.ts';
import { pastReviews } from '../reviews/reviews.ts';

/** What happened in a book from a day on, up to the day on which it is judged; newest first. */
export interface ChangesSince {
  readonly since: CalendarDate;
  readonly asOf: CalendarDate;
  /** Versions that came into force. */
  readonly versions: readonly {
    readonly policy: string;
    readonly title: string;
    readonly version: string;
    readonly from: CalendarDate;
    readonly summary: string;
  }[];
  readonly reviews: readonly {
    readonly policy: string;
    readonly title: string;
    readonly on: CalendarDate;
    readonly by: string;
    readonly outcome: string;
  }[];
  /** Changes that were merged and deviate. */
  readonly deviations: readonly {
    readonly change: string;
    readonly title: string;
    readonly day: CalendarDate;
    readonly rules: readonly string[];
    readonly isAnswered: boolean;
  }[];
  /** Answers and standing exceptions that were given. */
  readonly answers: readonly {
    readonly id: string;
    readonly on: CalendarDate;
    readonly by: string;
    readonly isStanding: boolean;
  }[];
  /** How many changes were judged. */
  readonly changes: number;
}

export function changesSince(book: Book, since: CalendarDate): ChangesSince {
  const { policies, changes, people, asOf } = book;
  const isIn = (day: CalendarDate) => day >= since && day <= asOf;
  const merged = changes.filter(({ record }) => isIn(record.day));
  return {
    since,
    asOf,
    versions: policies
      .flatMap((policy) => {
        const spans = inForceSpans(policy);
        return policy.versions.flatMap((version) => {
          const span = spans.get(version.version);
          const from = span && earliestDay(span.from);
          if (from === undefined || !isIn(from)) return [];
          return {
            policy: policy.id,
            title: version.frontmatter.title,
            version: version.version,
            from,
            summary: historyRow(policy, version)?.summary ?? '',
          };
        });
      })
      .sort((left, right) => (left.from < right.from ? 1 : -1)),
    reviews: pastReviews(book)
      .filter(({ on }) => isIn(on))
      .map(({ policy, title, on, by, outcome }) => ({ policy, title, on, by, outcome })),
    deviations: merged.flatMap(({ record, verdicts }) => {
      const broken = verdicts.filter(isDeviation);
      if (broken.length === 0) return [];
      return {
        change: record.id,
        title: record.title,
        day: record.day,
        rules: broken.map(({ rule }) => rule),
        isAnswered: broken.every(({ answer }) => answer !== undefined),
      };
    }),
    answers: listExceptions(book)
      .filter(({ answer }) => isIn(answer.on))
      .map(({ id, answer }) => ({
        id,
        on: answer.on,
        by: personInWords(answer.by, people),
        isStanding: answer.covers !== undefined,
      }))
      .sort((left, right) => (left.on < right.on ? 1 : -1)),
    changes: merged.length,
  };
}
