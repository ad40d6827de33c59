import type { Metric, MetricPeriod } from '../metrics/metric.ts';
import type { ApiDocuments } from '../schemas/api.ts';

type ExportedMetric = ApiDocuments['metrics']['metrics'][number];
type ExportedPeriod = Omit<ExportedMetric['years'][number], 'year'>;

/** A metric as data. The changes that it counted are with its weeks and months. */
export function exportMetric({
  definition,
  weeks,
  months,
  quarters,
  years,
}: Metric): ExportedMetric {
  const { metric, title, unit, definition: text, counts, sources } = definition;
  return {
    metric,
    title,
    unit,
    definition: text,
    counts,
    sources,
    weeks: weeks.map((period) => ({ week: period.span.key, ...exportWithChanges(period) })),
    months: months.map((period) => ({ month: period.span.key, ...exportWithChanges(period) })),
    quarters: quarters.map((period) => ({ quarter: period.span.key, ...exportPeriod(period) })),
    years: years.map((period) => ({ year: period.span.key, ...exportPeriod(period) })),
  };
}

function exportWithChanges(period: MetricPeriod) {
  const { counted, unknownChanges } = period;
  return { ...exportPeriod(period), changes: counted, unknownChanges };
}

export function exportPeriod(period: MetricPeriod): ExportedPeriod {
  const { span, value, numerator, denominator, unknown, target, standing } = period;
  return {
    from: span.from,
    until: span.until,
    isOver: span.isOver,
    value: value ?? null,
    numerator,
    denominator,
    unknown,
    target: target ? { ...target, clause: target.clause ?? null } : null,
    standing,
  };
}
