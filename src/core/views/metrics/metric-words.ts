import { countOf } from '../register/register-counts.ts';
import type { MetricPeriod, MetricUnit, Target, TargetStanding } from '../../metrics/metric.ts';
import { mondayInWords, spanInWords, type Span } from '../../model/span.ts';
import { parsePeriod, periodInWords } from '../../model/period.ts';

/** "4.8%", "3.2 hours", "5.1 a week"; undefined where too little was counted for one. */
export function valueInWords(unit: MetricUnit, value: number | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (unit === 'percent') return `${shorten(value)}%`;
  return unit === 'minutes' ? lengthInWords(value) : `${shorten(value)} a week`;
}

/** Minutes in the unit in which they are easiest to grasp. */
export function lengthInWords(minutes: number): string {
  if (minutes < 90) return countOf(Math.round(minutes), 'minute');
  if (minutes < 36 * 60) return countOf(shorten(minutes / 60), 'hour');
  return countOf(shorten(minutes / 1440), 'day');
}

type Counted = Pick<MetricPeriod, 'numerator' | 'denominator' | 'target'>;

/** The numerator and the denominator: "1 of 21", "3 of 7 in time", "21 in 31 days"; "none" where nothing was counted. */
export function countInWords(
  unit: MetricUnit,
  { numerator, denominator, target }: Counted,
): string {
  if (unit === 'per-week') return `${numerator} in ${countOf(denominator, 'day')}`;
  if (denominator === 0) return 'none';
  if (unit === 'percent') return `${numerator} of ${denominator}`;
  return target ? `${numerator} of ${denominator} in time` : `${denominator} measured`;
}

/** What a period comes to: its value, or where too few were counted the bare numbers. */
export function figureInWords(
  unit: MetricUnit,
  period: Counted & Pick<MetricPeriod, 'value'>,
): string {
  return valueInWords(unit, period.value) ?? countInWords(unit, period);
}

const signs: Readonly<Record<string, string>> = {
  '<': 'under',
  '<=': 'at most',
  '>': 'over',
  '>=': 'at least',
};

/** "under 5%", "under 1 hour". */
export function boundInWords({ bound }: Pick<Target, 'bound'>): string {
  const [, sign = '', limit = ''] = /^([<>]=?) ?(.+)$/.exec(bound) ?? [];
  const period = parsePeriod(limit);
  return `${signs[sign] ?? sign} ${period ? periodInWords(period) : limit.replace(' ', '')}`;
}

/** "every month", "every 2 weeks". */
export function everyInWords({ every }: Pick<Target, 'every'>): string {
  const period = parsePeriod(every);
  return `every ${period ? periodInWords(period).replace(/^1 /, '') : every}`;
}

/** "Mar 2026", where there is little room, and of a week its Monday: "12 Jan 2026". */
export function spanInShort(span: Pick<Span, 'kind' | 'key'>): string {
  return (span.kind === 'week' ? mondayInWords(span) : spanInWords(span)).replace(
    /([A-Z][a-z]{2})[a-z]*/,
    '$1',
  );
}

export const standingWords: Readonly<Record<TargetStanding, string>> = {
  met: 'Met',
  missed: 'Missed',
  'too-few': 'Too few to judge',
  unknown: 'Not known',
  'no-target': 'No target',
};

/** One decimal below ten, none from there on. */
function shorten(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
