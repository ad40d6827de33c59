import { expect, test } from 'vitest';
import { fewestForShare } from '#core/metrics/measure.ts';
import type { Metric, MetricPeriod, MetricUnit } from '#core/metrics/metric.ts';
import type { Span } from '#core/model/span.ts';
import { metricChart } from '#core/views/metrics/metric-chart.ts';
import {
  countInWords,
  figureInWords,
  lengthInWords,
  boundInWords,
} from '#core/views/metrics/metric-words.ts';
import { day } from '../../helpers/book.ts';

function span(key: string): Span {
  return { kind: 'month', key, from: day(`${key}-01`), until: day(`${key}-28`), isOver: true };
}

function metricOf(unit: MetricUnit, months: readonly Partial<MetricPeriod>[]): Metric {
  const periods = months.map((month, index): MetricPeriod => ({
    span: span(`2026-${String(months.length - index).padStart(2, '0')}`),
    numerator: 0,
    denominator: 0,
    unknown: 0,
    standing: 'met',
    counted: [],
    unknownChanges: [],
    target: {
      bound: unit === 'minutes' ? '< PT1H' : '< 5%',
      every: 'P1M',
      policy: 'p',
      version: '1.0',
    },
    ...month,
  }));
  const definition = {
    metric: 'm',
    title: 'M',
    unit,
    definition: 'D.',
    counts: { numerator: 'n', denominator: 'd', unknown: 'u' },
    sources: [],
  };
  return { definition, months: periods, weeks: [], quarters: [], years: [] };
}

test('bars grow with the share, stay inside the frame, and the target lies where its share would', () => {
  const chart = metricChart(
    metricOf('percent', [
      { numerator: 2, denominator: 20, value: 10 },
      { numerator: 1, denominator: 20, value: 5 },
      { numerator: 0, denominator: 20, value: 0 },
    ]),
  );
  const [none, half, whole] = chart?.marks ?? [];
  expect(chart?.target).toBe(half?.y);
  expect(whole?.y).toBe(chart?.top);
  expect(none?.height).toBe(1);
  expect((whole?.height ?? 0) / (half?.height ?? 1)).toBeCloseTo(2);
});

test('what is too few to judge is drawn, and drawn otherwise', () => {
  const chart = metricChart(
    metricOf('percent', [
      { numerator: 1, denominator: fewestForShare - 1 },
      { numerator: 1, denominator: fewestForShare, value: 5 },
    ]),
  );
  expect(chart?.marks.map(({ few }) => few)).toEqual([false, true]);
});

test('the unknown share is drawn for every month that has one, also where nothing is known', () => {
  const chart = metricChart(
    metricOf('minutes', [
      { unknown: 3 },
      { unknown: 0 },
      { unknown: 1, denominator: 1, value: 30 },
    ]),
  );
  const strip = (chart?.unknownBottom ?? 0) - (chart?.unknownTop ?? 0);
  expect(chart?.unknown.map(({ height }) => height)).toEqual([strip / 2, strip]);
  expect(chart?.marks).toHaveLength(1);
});

test('months without a value part the line', () => {
  const chart = metricChart(
    metricOf('minutes', [
      { value: 60, denominator: 1 },
      { value: 60, denominator: 1 },
      {},
      { value: 60, denominator: 1 },
    ]),
  );
  expect(chart?.line?.match(/[ML]/g)?.join('')).toBe('MML');
});

test('names the first and the last month, and says the last figure in words', () => {
  const chart = metricChart(metricOf('percent', [{ numerator: 1, denominator: 12 }, {}, {}]));
  expect(chart?.months.map(({ label }) => label)).toEqual(['Jan 2026', 'Mar 2026']);
  expect(chart?.description).toContain('January 2026 to March 2026; last: 1 of 12.');
  expect(metricChart(metricOf('percent', []))).toBe(undefined);
});

test('small numbers stay numbers', () => {
  const target = { bound: '< PT1H', every: 'P1M', policy: 'p', version: '1.0' };
  expect(figureInWords('percent', { numerator: 1, denominator: 12 })).toBe('1 of 12');
  expect(figureInWords('percent', { numerator: 1, denominator: 21, value: 4.76 })).toBe('4.8%');
  expect(figureInWords('minutes', { numerator: 0, denominator: 0, target })).toBe('none');
  expect(countInWords('minutes', { numerator: 1, denominator: 2, target })).toBe('1 of 2 in time');
  expect([45, 1, 200, 3000].map(lengthInWords)).toEqual([
    '45 minutes',
    '1 minute',
    '3.3 hours',
    '2.1 days',
  ]);
  expect(boundInWords(target)).toBe('under 1 hour');
});
