import type { Metric, MetricPeriod } from '../metrics/metric.ts';
import type { Book } from '../model/book.ts';
import type { PeriodReportDocument } from '../schemas/period-report.ts';
import { reportOn, type PeriodReport } from '../views/period-report.ts';
import { exportPeriod } from './export-metrics.ts';

type Body = Omit<PeriodReportDocument, 'schemaVersion' | 'asOf' | 'engine' | 'sample'>;

const names = { month: 'summary', quarter: 'trend', year: 'effectiveness' } as const;
/** A trend shows four quarters: its own and those before it. */
const quartersOfTrend = 4;

/** The summary of each month, the trend of each quarter and the review of each year, as data. */
export function exportReports(book: Book): Body[] {
  const { metrics, months, quarters, years } = reportOn(book);
  return [...months, ...quarters, ...years].map((report) => exportReport(report, metrics));
}

function exportReport(report: PeriodReport, metrics: readonly Metric[]): Body {
  const { span, counts, types, deviations, emergencies } = report;
  return {
    report: names[span.kind],
    period: span.key,
    from: span.from,
    until: span.until,
    isOver: span.isOver,
    counts,
    types: types.map((one) => ({ type: one.type ?? null, ...one.counts })),
    deviations: deviations.map(({ change, verdict }) => ({
      change: change.record.id,
      rule: verdict.rule,
      policy: verdict.policy,
      version: verdict.version,
      clause: verdict.clause ?? null,
      statement: verdict.statement,
      answer: verdict.answer ?? null,
    })),
    emergencies: emergencies.map(exportEmergency),
    metrics: report.metrics.map(({ definition, period, weeks }) => ({
      metric: definition.metric,
      title: definition.title,
      unit: definition.unit,
      definition: definition.definition,
      sources: definition.sources,
      periods: [
        period,
        ...comparedWith(period, findMetric(metrics, definition.metric)),
        ...weeks,
      ].map((one) => ({ period: one.span.key, ...exportPeriod(one) })),
      changes: period.counted,
      unknownChanges: period.unknownChanges,
    })),
  };
}

function exportEmergency({
  change: { record },
  incident,
  retrospective,
  verdict,
}: PeriodReport['emergencies'][number]): Body['emergencies'][number] {
  return {
    change: record.id,
    title: record.title,
    incident: incident ?? null,
    scopes: [...record.scopes],
    paths: [...record.paths],
    retrospective: retrospective
      ? { on: retrospective.on, verdict: verdict?.outcome ?? null }
      : null,
  };
}

function findMetric(metrics: readonly Metric[], id: string): Metric | undefined {
  return metrics.find(({ definition }) => definition.metric === id);
}

function comparedWith({ span }: MetricPeriod, metric: Metric | undefined): readonly MetricPeriod[] {
  if (!metric || span.kind === 'month') return [];
  if (span.kind === 'quarter') {
    const place = metric.quarters.findIndex((one) => one.span.key === span.key);
    return metric.quarters.slice(place + 1, place + quartersOfTrend);
  }
  return [...metric.quarters, ...metric.months].filter((one) => one.span.key.startsWith(span.key));
}
