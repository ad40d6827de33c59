import type { Book } from '../../model/book.ts';
import type { FoundDeviation, PeriodReport } from './period-report.ts';
import { pastReviews, type PastReview } from '../reviews/reviews.ts';

/** The deviations from one clause of one version. */
export interface ClauseDeviations {
  readonly policy: string;
  readonly title: string;
  readonly version: string;
  /** Absent where the rule names none. */
  readonly clause?: string;
  /** The heading of the clause. */
  readonly heading?: string;
  readonly answered: number;
  readonly deviations: readonly FoundDeviation[];
}

/** From which clauses changes deviated most, each version by itself. */
export function deviationsByClause(
  { deviations }: Pick<PeriodReport, 'deviations'>,
  { policies }: Pick<Book, 'policies'>,
): ClauseDeviations[] {
  const groups = Map.groupBy(
    deviations,
    ({ verdict: { policy, version, clause } }) => `${policy} ${version} ${clause ?? ''}`,
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { policy, version, clause } = first.verdict;
      const found = policies
        .find(({ id }) => id === policy)
        ?.versions.find((one) => one.version === version);
      const heading = found?.clauses.find(({ id }) => id === clause)?.title;
      return [
        {
          policy,
          title: found?.frontmatter.title ?? policy,
          version,
          ...(clause !== undefined && { clause }),
          ...(heading !== undefined && { heading }),
          answered: group.filter(({ verdict }) => verdict.answer !== undefined).length,
          deviations: group,
        },
      ];
    })
    .sort((left, right) => right.deviations.length - left.deviations.length);
}

/** The reviews held in a period of the policies by which changes are judged. */
export function reviewsOf({ span }: Pick<PeriodReport, 'span'>, book: Book): PastReview[] {
  const judging = new Set([
    ...book.settings.repositories.map(({ policy }) => policy),
    book.settings.outsideGit?.policy,
  ]);
  return pastReviews(book).filter(
    ({ policy, on }) => judging.has(policy) && on >= span.from && on <= span.until,
  );
}
