import { memoize } from '../../model/memoize.ts';
import { isEmergency } from '../../metrics/emergency-rate.ts';
import { measure } from '../../metrics/measure.ts';
import type { Metric, MetricPeriod } from '../../metrics/metric.ts';
import type { Book, JudgedChange } from '../../model/book.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import { isWithin, spanInWords, type Span, type SpanKind } from '../../model/span.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { Retrospective } from '../../schemas/follow-up.ts';
import { typeInWords } from '../changes/change-fields.ts';
import { isDeviation } from '../changes/verdict-words.ts';
import {
  countOf,
  countRegister,
  countsInWords,
  type RegisterCounts,
} from '../register/register-counts.ts';
import { pastReviews, type PastReview } from '../reviews/reviews.ts';

type ReportKind = Exclude<SpanKind, 'week'>;

/** What happened in a month, a quarter or a year. */
export interface PeriodReport {
  readonly span: Span & { readonly kind: ReportKind };
  /** "March 2026" */
  readonly title: string;
  /** Newest first. */
  readonly changes: readonly JudgedChange[];
  readonly counts: RegisterCounts;
  readonly types: readonly TypeCounts[];
  readonly deviations: readonly FoundDeviation[];
  readonly emergencies: readonly Emergency[];
  readonly metrics: readonly MeasuredMetric[];
}

export interface TypeCounts {
  /** Absent where no type was declared. */
  readonly type?: string;
  readonly name: string;
  readonly counts: RegisterCounts;
}

/** A failed `must` with the company's answer, if there is one. */
export interface FoundDeviation {
  readonly change: JudgedChange;
  readonly verdict: Verdict;
}

export interface Emergency {
  readonly change: JudgedChange;
  readonly incident?: string;
  /** The first one by the day on which the book is judged. */
  readonly retrospective?: Retrospective;
  /** The verdict of the rule on retrospectives; absent where no version judged the change. */
  readonly verdict?: Verdict;
}

export interface MeasuredMetric {
  readonly definition: Metric['definition'];
  readonly period: MetricPeriod;
  /** Those that end in the period, where the target is looked at every week. */
  readonly weeks: readonly MetricPeriod[];
}

/** Every metric with the reports on all months, quarters and years, newest first. */
export interface Reports {
  readonly metrics: readonly Metric[];
  readonly months: readonly PeriodReport[];
  readonly quarters: readonly PeriodReport[];
  readonly years: readonly PeriodReport[];
}

/** "2 changes: 1 with an open deviation, 0 unknown, 1 pass. 3 deviations, 1 of them answered." */
export function totalsInWords({ counts, deviations }: PeriodReport): string {
  const answered = deviations.filter(({ verdict }) => verdict.answer !== undefined).length;
  return `${countsInWords(counts)}. ${countOf(deviations.length, 'deviation')}, ${answered} of them answered.`;
}

/** Computed once for each book, because every page of the reports needs a part of it. */
export const reportOn = memoize((book: Book): Reports => {
  const metrics = measure(book);
  return {
    metrics,
    months: reportBy('month', metrics, book),
    quarters: reportBy('quarter', metrics, book),
    years: reportBy('year', metrics, book),
  };
});

const lists = { month: 'months', quarter: 'quarters', year: 'years' } as const;

function reportBy(kind: ReportKind, metrics: readonly Metric[], book: Book): PeriodReport[] {
  const spans = metrics[0]?.[lists[kind]].map(({ span }) => ({ ...span, kind })) ?? [];
  return spans.map((span, index) => {
    const changes = book.changes.filter(({ record }) => isWithin(record.day, span));
    return {
      span,
      title: spanInWords(span),
      changes,
      counts: countRegister(changes),
      types: countTypes(changes, book),
      deviations: changes.flatMap((change) =>
        change.verdicts.filter(isDeviation).map((verdict) => ({ change, verdict })),
      ),
      emergencies: changes
        .filter((change) => isEmergency(change, book) === true)
        .map((change) => describeEmergency(change, book.asOf)),
      metrics: metrics.flatMap(({ definition, ...metric }) => {
        const period = metric[lists[kind]][index];
        const weeks = metric.weeks.filter((week) => isWithin(week.span.until, span));
        return period ? [{ definition, period, weeks }] : [];
      }),
    };
  });
}

function countTypes(changes: readonly JudgedChange[], book: Book): TypeCounts[] {
  const byType = Map.groupBy(changes, ({ record }) => record.fields.type?.value);
  return [...byType]
    .map(([type, part]) => ({
      ...(type !== undefined && { type }),
      name: type === undefined ? 'No type stated' : typeInWords(type, book),
      counts: countRegister(part),
    }))
    .sort(
      (left, right) =>
        right.counts.changes - left.counts.changes || (left.name < right.name ? -1 : 1),
    );
}

function describeEmergency(change: JudgedChange, asOf: CalendarDate): Emergency {
  const { record, verdicts } = change;
  const incident = record.fields.incident?.value;
  const [retrospective] = record.followUps
    .flatMap(({ fields }) => fields.retrospective ?? [])
    .filter(({ on }) => on <= asOf)
    .sort((left, right) => (left.on < right.on ? -1 : 1));
  const verdict = verdicts.find(({ rule }) => rule === 'change/retrospective');
  return {
    change,
    ...(incident !== undefined && { incident }),
    ...(retrospective && { retrospective }),
    ...(verdict && { verdict }),
  };
}

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
