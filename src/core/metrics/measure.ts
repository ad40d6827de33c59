import type { Book } from '../model/book.ts';
import { daysBetween, type CalendarDate } from '../model/calendar-date.ts';
import { changeFailureRate } from './change-failure-rate.ts';
import { deploymentFrequency } from './deployment-frequency.ts';
import { emergencyRate } from './emergency-rate.ts';
import { findTarget, isWithinBound, parseBound, type Bound } from './find-target.ts';
import { leadTime } from './lead-time.ts';
import type {
  Measured,
  Metric,
  MetricDefinition,
  MetricPeriod,
  MetricUnit,
  Observation,
  Target,
  TargetStanding,
} from './metric.ts';
import { reviewTime } from './review-time.ts';
import { isWithin, listSpans, spanKey, type DaySpan, type SpanKind } from '../model/span.ts';
import { timeToRestore } from './time-to-restore.ts';

/** In the order in which pages and files show them. */
const metricDefinitions: readonly MetricDefinition[] = [
  changeFailureRate,
  timeToRestore,
  emergencyRate,
  reviewTime,
  leadTime,
  deploymentFrequency,
];

/** With fewer than this a share depends more on chance than on the work. */
export const fewestForShare = 20;
/** With fewer than this a median is hardly more than one of them. */
export const fewestForMedian = 5;

/** Every metric by month, quarter and year, and where its target requires it by week. A book without changes has no periods. */
export function measure(book: Book): Metric[] {
  return metricDefinitions.map((definition) => measureOne(definition, book));
}

/** The first day of the register: the first adoption, or the first change where that is earlier. */
function firstDay({
  changes,
  settings,
}: Pick<Book, 'changes' | 'settings'>): CalendarDate | undefined {
  const days = changes.map(({ record }) => record.day);
  if (days.length === 0) return undefined;
  return [...days, ...settings.repositories.map(({ since }) => since)].reduce((first, day) =>
    day < first ? day : first,
  );
}

/** Every metric over the days of one period. */
export function measureSpan<S extends DaySpan>(book: Book, span: S): Measured<S>[] {
  return metricDefinitions.map((definition) => {
    const { observe, ...described } = definition;
    const observations = observe(book).filter(({ day }) => isWithin(day, span));
    return { definition: described, period: measurePeriod(definition, observations, span, book) };
  });
}

function measureOne(definition: MetricDefinition, book: Book): Metric {
  const observations = definition.observe(book);
  const first = firstDay(book);
  const by = (kind: SpanKind): MetricPeriod[] => {
    if (first === undefined) return [];
    const groups = Map.groupBy(observations, ({ day }) => spanKey(kind, day));
    return listSpans(kind, first, book.asOf).map((span) =>
      measurePeriod(definition, groups.get(span.key) ?? [], span, book),
    );
  };
  const { observe: _, ...described } = definition;
  return {
    definition: described,
    weeks: by('week').filter(({ target }) => target && isWeekly(target)),
    months: by('month'),
    quarters: by('quarter'),
    years: by('year'),
  };
}

function isWeekly({ every }: Target): boolean {
  return every === 'P1W' || every === 'P7D';
}

function measurePeriod<S extends DaySpan>(
  { unit, target: key }: MetricDefinition,
  observations: readonly Observation[],
  span: S,
  book: Book,
): MetricPeriod<S> {
  const known = observations.flatMap(({ change, value }) =>
    value === undefined ? [] : [{ change, value }],
  );
  const unknownChanges = observations
    .filter(({ value }) => value === undefined)
    .map(({ change }) => change);
  const target = key && findTarget(book, key, span.until);
  const bound = target && parseBound(target.bound, unit);
  const values = known.map(({ value }) => value);
  const unknown = unknownChanges.length;
  const value = valueOf(unit, values, span);
  return {
    span,
    ...(value !== undefined && { value }),
    ...countOf(unit, values, bound, span),
    unknown,
    ...(target && { target }),
    standing: bound ? standingOf(unit, values, unknown, bound) : 'no-target',
    counted: unit === 'minutes' ? known : known.filter((one) => one.value > 0),
    unknownChanges,
  };
}

function countOf(
  unit: MetricUnit,
  values: readonly number[],
  bound: Bound | undefined,
  { from, until }: DaySpan,
): { readonly numerator: number; readonly denominator: number } {
  if (unit === 'minutes') {
    const within = bound ? values.filter((value) => isWithinBound(value, bound)) : values;
    return { numerator: within.length, denominator: values.length };
  }
  const denominator = unit === 'percent' ? values.length : daysBetween(from, until) + 1;
  return { numerator: sum(values), denominator };
}

function valueOf(unit: MetricUnit, values: readonly number[], span: DaySpan): number | undefined {
  if (unit === 'per-week')
    return rounded((sum(values) * 7) / (daysBetween(span.from, span.until) + 1));
  if (unit === 'minutes') {
    const middle = medianOf(values);
    return middle === undefined ? undefined : rounded(middle);
  }
  return values.length < fewestForShare ? undefined : rounded((100 * sum(values)) / values.length);
}

/** A target is met or missed only where the unknown ones could not alter that. */
function standingOf(
  unit: MetricUnit,
  values: readonly number[],
  unknown: number,
  bound: Bound,
): TargetStanding {
  const fewest = unit === 'percent' ? fewestForShare : fewestForMedian;
  if (values.length < fewest) return unknown >= fewest ? 'unknown' : 'too-few';
  const [least, most] =
    unit === 'percent'
      ? [0, 1].map((each) => (100 * (sum(values) + each * unknown)) / (values.length + unknown))
      : [0, Infinity].map((each) => medianOf([...values, ...Array<number>(unknown).fill(each)]));
  if (least === undefined || most === undefined) return 'unknown';
  const isLeastWithin = isWithinBound(least, bound);
  if (isLeastWithin !== isWithinBound(most, bound)) return 'unknown';
  return isLeastWithin ? 'met' : 'missed';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Of an even number the mean of the two in the middle. */
function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

/** Two decimals: what is printed never claims more. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
