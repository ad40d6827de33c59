import type { Book } from '../model/book.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import type { ChangeRules } from '../schemas/change-rules.ts';
import type { Span } from '../model/span.ts';

/** The targets that a policy may name. */
export type TargetKey = Exclude<keyof NonNullable<ChangeRules['metrics']>, 'clause'>;

/** A share of changes, a length of time in minutes, or so many a week. */
export type MetricUnit = 'percent' | 'minutes' | 'per-week';

/** What one change contributes. A change may contribute twice: to the count, and as something unknown. */
export interface Observation {
  readonly change: string;
  /** The day by which it falls into a week, a month, a quarter and a year. */
  readonly day: CalendarDate;
  /** 1 or 0 of a share or a frequency; minutes of a length of time; absent where it is not known. */
  readonly value?: number;
}

/** One metric: what is counted over what, in words, and how. */
export interface MetricDefinition {
  /** Permanent: other programs read it in files. */
  readonly metric: string;
  readonly title: string;
  readonly unit: MetricUnit;
  /** One or two sentences. */
  readonly definition: string;
  /** What the numerator, the denominator and the unknown count are numbers of. */
  readonly counts: {
    readonly numerator: string;
    readonly denominator: string;
    readonly unknown: string;
  };
  /** Where the numbers are read. */
  readonly sources: readonly string[];
  readonly target?: TargetKey;
  readonly observe: (book: Book) => readonly Observation[];
}

/** A bound that a policy sets, and its clause. */
export interface Target {
  /** As the policy writes it: `< 5%`, `< PT1H`. */
  readonly bound: string;
  readonly every: string;
  readonly policy: string;
  readonly version: string;
  readonly clause?: string;
}

/** `too-few` where a share or median has no meaning; `unknown` where the unknown changes could alter it. */
export type TargetStanding = 'met' | 'missed' | 'too-few' | 'unknown' | 'no-target';

/** A metric in one week, month, quarter or year. */
export interface MetricPeriod<S = Span> {
  readonly span: S;
  /** Percent, the median in minutes, or so many a week; absent where nothing or too little was counted. */
  readonly value?: number;
  /** Of a length of time: how many were within the target, or where there is none, how many were measured. */
  readonly numerator: number;
  /** Of a frequency: days. */
  readonly denominator: number;
  /** What could not be counted either way. */
  readonly unknown: number;
  /** That of the policy in force on the last day of the period. */
  readonly target?: Target;
  readonly standing: TargetStanding;
  /** The changes behind the numerator of a share or a frequency; of a length of time all that were measured. */
  readonly counted: readonly { readonly change: string; readonly value: number }[];
  readonly unknownChanges: readonly string[];
}

/** A metric over time. Every list is newest first; those of months, quarters and years have no gaps. */
export interface Metric {
  readonly definition: Omit<MetricDefinition, 'observe'>;
  /** Those for which the policy in force at their end sets a target that is looked at every week. */
  readonly weeks: readonly MetricPeriod[];
  readonly months: readonly MetricPeriod[];
  readonly quarters: readonly MetricPeriod[];
  readonly years: readonly MetricPeriod[];
}

/** A metric in one period. */
export interface Measured<S = Span> {
  readonly definition: Metric['definition'];
  readonly period: MetricPeriod<S>;
}
