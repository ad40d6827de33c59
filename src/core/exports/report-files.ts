import type { Book } from '../model/book.ts';
import { apiSchemaVersion } from '../schemas/api.ts';
import type { PeriodReportDocument } from '../schemas/period-report.ts';
import { changesCsv } from './changes-csv.ts';
import type { ExportedFile } from './export-files.ts';
import { exportReports } from './export-reports.ts';
import { formatCsv } from './format-csv.ts';

/**
 * The reports of every period as JSON, and as a table for each of its lists: metrics in the file of the report's name,
 * types, deviations and emergencies beside it. And the register as one table.
 */
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
        { path: `${path}-types.csv`, contents: typesCsv(document) },
        { path: `${path}-deviations.csv`, contents: deviationsCsv(document) },
        { path: `${path}-emergencies.csv`, contents: emergenciesCsv(document) },
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
  'unknown changes',
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
        one.period === period ? metric.unknownChanges.join(' ') : undefined,
        metric.definition,
      ]),
    ),
  );
}

/** One line for each type; the counts are of changes, each of which may have several deviations. */
function typesCsv({ types }: PeriodReportDocument): string {
  return formatCsv(
    [
      'type',
      'changes',
      'changes with a deviation',
      'changes whose deviations are answered',
      'changes with something unknown',
      'changes not judged',
    ],
    types.map((one) => [
      one.type ?? undefined,
      one.changes,
      one.deviations,
      one.answered,
      one.unknown,
      one.notJudged,
    ]),
  );
}

/** One line for each failed duty. */
function deviationsCsv({ deviations }: PeriodReportDocument): string {
  return formatCsv(
    [
      'change',
      'rule',
      'policy',
      'version',
      'clause',
      'statement',
      'answered on',
      'why',
      'action',
      'approved by',
    ],
    deviations.map(({ change, rule, policy, version, clause, statement, answer }) => [
      change,
      rule,
      policy,
      version,
      clause ?? undefined,
      statement,
      answer?.on,
      answer?.why,
      answer?.action,
      answer?.approvedBy,
    ]),
  );
}

function emergenciesCsv({ emergencies }: PeriodReportDocument): string {
  return formatCsv(
    ['change', 'title', 'incident', 'scopes', 'paths', 'retrospective on', 'retrospective verdict'],
    emergencies.map(({ change, title, incident, scopes, paths, retrospective }) => [
      change,
      title,
      incident ?? undefined,
      scopes.join(' '),
      paths.join(' '),
      retrospective?.on,
      retrospective?.verdict ?? undefined,
    ]),
  );
}
