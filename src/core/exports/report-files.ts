import type { Book } from '../model/book.ts';
import { apiSchemaVersion } from '../schemas/api.ts';
import type { PeriodReportDocument } from '../schemas/period-report.ts';
import { changesCsv } from './changes-csv.ts';
import type { ExportedFile } from './export-files.ts';
import { exportReports } from './export-reports.ts';
import { formatCsv } from './format-csv.ts';

/** The reports of every period as JSON and CSV, and the register as one table. */
export function reportFiles(book: Book): ExportedFile[] {
  const head = {
    schemaVersion: apiSchemaVersion as typeof apiSchemaVersion,
    asOf: book.asOf,
    engine: book.engine,
    sample: book.settings.sample !== undefined,
  };
  return [
    { path: 'reports/changes.csv', contents: changesCsv(book) },
    ...exportReports(book).flatMap((body) => {
      const document: PeriodReportDocument = { ...head, ...body };
      const path = `reports/${body.report}-${body.period}`;
      return [
        { path: `${path}.json`, contents: `${JSON.stringify(document, undefined, 2)}\n` },
        { path: `${path}.csv`, contents: metricsCsv(document) },
      ];
    }),
  ];
}

const columns = [
  'period',
  'from',
  'until',
  'is over',
  'metric',
  'title',
  'unit',
  'value',
  'numerator',
  'denominator',
  'unknown',
  'target',
  'standing',
  'policy',
  'version',
  'clause',
  'changes',
  'definition',
];

/** One line for each metric and period; the changes stand with the period that the report is on. */
function metricsCsv({ metrics, period }: PeriodReportDocument): string {
  return formatCsv(
    columns,
    metrics.flatMap((metric) =>
      metric.periods.map((one) => [
        one.period,
        one.from,
        one.until,
        one.isOver,
        metric.metric,
        metric.title,
        metric.unit,
        one.value ?? undefined,
        one.numerator,
        one.denominator,
        one.unknown,
        one.target?.bound,
        one.standing,
        one.target?.policy,
        one.target?.version,
        one.target?.clause ?? undefined,
        one.period === period ? metric.changes.map(({ change }) => change).join(' ') : undefined,
        metric.definition,
      ]),
    ),
  );
}
