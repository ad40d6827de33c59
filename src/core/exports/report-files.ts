import type { Metric, MetricPeriod } from '../metrics/metric.ts';
import type { Book } from '../model/book.ts';
import type { PeriodReportDocument } from '../schemas/period-report.ts';
import { reportOn, type PeriodReport } from '../views/metrics/period-report.ts';
import { deviationColumns, emergencyColumns, typeColumns } from '../views/metrics/report-tables.ts';
import { reportName, reportPath } from '../views/metrics/report-path.ts';
import { changeColumns } from '../views/register/change-table.ts';
import type { Column } from '../views/table.ts';
import type { ExportedFile } from './site-files.ts';
import { describeBook, exportPeriod } from './export-api.ts';
import { formatCsv } from './format-csv.ts';

type Body = Omit<PeriodReportDocument, 'schemaVersion' | 'asOf' | 'engine' | 'sample'>;
type ReportedMetric = Body['metrics'][number];

/** A trend shows four quarters: its own and those before it. */
const quartersOfTrend = 4;

/** The report on each month, quarter and year as JSON and, for each of its lists, as CSV; the register as CSV. */
export function reportFiles(book: Book): ExportedFile[] {
  const head = describeBook(book);
  const { metrics, months, quarters, years } = reportOn(book);
  const deviations = deviationColumns(book.people);
  return [
    { path: 'reports/changes.csv', contents: formatCsv(changeColumns(book), book.changes) },
    ...[...months, ...quarters, ...years].flatMap((report) => {
      const body = exportReport(report, metrics);
      const path = reportPath(report.span);
      const contents = `${JSON.stringify({ ...head, ...body }, undefined, 2)}\n`;
      return [
        { path: `${path}.json`, contents },
        { path: `${path}.csv`, contents: formatCsv(metricColumns, listMetricRows(body)) },
        { path: `${path}-types.csv`, contents: formatCsv(typeColumns, report.types) },
        { path: `${path}-deviations.csv`, contents: formatCsv(deviations, report.deviations) },
        {
          path: `${path}-emergencies.csv`,
          contents: formatCsv(emergencyColumns, report.emergencies),
        },
      ];
    }),
  ];
}

function exportReport(report: PeriodReport, metrics: readonly Metric[]): Body {
  const { span, counts, types, deviations, emergencies } = report;
  return {
    report: reportName(span),
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
    emergencies: emergencies.map(({ change: { record }, incident, retrospective, verdict }) => ({
      change: record.id,
      title: record.title,
      incident: incident ?? null,
      scopes: [...record.scopes],
      paths: [...record.paths],
      retrospective: retrospective
        ? { on: retrospective.on, verdict: verdict?.outcome ?? null }
        : null,
    })),
    metrics: report.metrics.map(({ definition, period, weeks }) => ({
      metric: definition.metric,
      title: definition.title,
      unit: definition.unit,
      definition: definition.definition,
      sources: definition.sources,
      periods: [period, ...listCompared(period, definition.metric, metrics), ...weeks].map(
        (one) => ({ period: one.span.key, ...exportPeriod(one) }),
      ),
      changes: period.counted,
      unknownChanges: period.unknownChanges,
    })),
  };
}

/** What a period is compared with: of a quarter the three before it, of a year its quarters and months. */
function listCompared(
  { span }: MetricPeriod,
  id: string,
  metrics: readonly Metric[],
): readonly MetricPeriod[] {
  const metric = metrics.find(({ definition }) => definition.metric === id);
  if (!metric || span.kind === 'month') return [];
  if (span.kind === 'quarter') {
    const place = metric.quarters.findIndex((one) => one.span.key === span.key);
    return metric.quarters.slice(place + 1, place + quartersOfTrend);
  }
  return [...metric.quarters, ...metric.months].filter((one) => one.span.key.startsWith(span.key));
}

interface MetricRow {
  readonly metric: ReportedMetric;
  readonly one: ReportedMetric['periods'][number];
  /** The report is on this period, so the row names its changes. */
  readonly isOwn: boolean;
}

function listMetricRows({ metrics, period }: Body): MetricRow[] {
  return metrics.flatMap((metric) =>
    metric.periods.map((one) => ({ metric, one, isOwn: one.period === period })),
  );
}

/** One line for each metric and period. */
const metricColumns: readonly Column<MetricRow>[] = [
  { key: 'period', value: ({ one }) => one.period },
  { key: 'from', value: ({ one }) => one.from },
  { key: 'until', value: ({ one }) => one.until },
  { key: 'is over', value: ({ one }) => one.isOver },
  { key: 'metric', value: ({ metric }) => metric.metric },
  { key: 'title', value: ({ metric }) => metric.title },
  { key: 'unit', value: ({ metric }) => metric.unit },
  { key: 'value', value: ({ one }) => one.value ?? undefined },
  { key: 'numerator', value: ({ one }) => one.numerator },
  { key: 'denominator', value: ({ one }) => one.denominator },
  { key: 'unknown', value: ({ one }) => one.unknown },
  { key: 'target', value: ({ one }) => one.target?.bound },
  { key: 'standing', value: ({ one }) => one.standing },
  { key: 'policy', value: ({ one }) => one.target?.policy },
  { key: 'version', value: ({ one }) => one.target?.version },
  { key: 'clause', value: ({ one }) => one.target?.clause ?? undefined },
  {
    key: 'changes',
    value: ({ metric, isOwn }) =>
      isOwn ? metric.changes.map(({ change }) => change).join(' ') : undefined,
  },
  {
    key: 'unknown changes',
    value: ({ metric, isOwn }) => (isOwn ? metric.unknownChanges.join(' ') : undefined),
  },
  { key: 'definition', value: ({ metric }) => metric.definition },
];
