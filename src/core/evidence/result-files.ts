import { exportControls, exportPeriod } from '../exports/export-api.ts';
import { measureSpan } from '../metrics/measure.ts';
import { controlTitles } from '../model/control-titles.ts';
import { memoize } from '../model/memoize.ts';
import { isDeviation } from '../views/changes/verdict-words.ts';
import { listControls, type Control } from '../views/controls/controls.ts';
import type { FoundDeviation } from '../views/metrics/period-report.ts';
import { deviationColumns } from '../views/metrics/report-tables.ts';
import type { Column } from '../views/table.ts';
import { canonicalJson } from './canonical-json.ts';
import { csvFile } from './csv-file.ts';
import { changesOf } from './period-population.ts';
import type { PackFile, PackOrder } from './pack.ts';

/** What the verdicts of the period come to: deviations with their answers, metrics, and what covers each control. */
export function* resultFiles(order: PackOrder): Iterable<PackFile> {
  const deviations = deviationsOf(order);
  yield { path: 'deviations.json', bytes: canonicalJson(deviations.map(describeDeviation)) };
  yield csvFile('deviations.csv', deviationColumns(order.book.people), deviations);
  const metrics = measurePeriod(order);
  yield { path: 'metrics.json', bytes: canonicalJson(metrics) };
  yield csvFile('metrics.csv', metricColumns, metrics);
  yield { path: 'controls.json', bytes: canonicalJson(describeControls(order)) };
}

/** Every failed `must` of the period, answered or not, newest first. */
export const deviationsOf = memoize((order: PackOrder): readonly FoundDeviation[] =>
  changesOf(order).flatMap((change) =>
    change.verdicts.filter(isDeviation).map((verdict) => ({ change, verdict })),
  ),
);

function describeDeviation({ change: { record }, verdict }: FoundDeviation) {
  return { change: record.id, day: record.day, ...verdict, answer: verdict.answer ?? null };
}

export type PeriodMetric = ReturnType<typeof measurePeriod>[number];

export function measurePeriod({ book, from, until }: PackOrder) {
  return measureSpan(book, { from, until, isOver: true }).map(({ definition, period }) => ({
    ...definition,
    ...exportPeriod(period),
    changes: period.counted,
    unknownChanges: period.unknownChanges,
  }));
}

const metricColumns: readonly Column<PeriodMetric>[] = [
  { key: 'metric', value: ({ metric }) => metric },
  { key: 'title', value: ({ title }) => title },
  { key: 'definition', value: ({ definition }) => definition },
  { key: 'value', value: ({ value }) => value ?? undefined },
  { key: 'unit', value: ({ unit }) => unit },
  { key: 'numerator', value: ({ numerator }) => numerator },
  { key: 'denominator', value: ({ denominator }) => denominator },
  { key: 'unknown', value: ({ unknown }) => unknown },
  { key: 'target', value: ({ target }) => target?.bound },
  { key: 'standing', value: ({ standing }) => standing },
];

/** The controls of the period by framework and id; those of one framework where it is named. */
export const controlsOf = memoize((order: PackOrder): readonly Control[] =>
  listControls(order.book, order).filter(
    ({ framework }) => order.framework === undefined || framework === order.framework,
  ),
);

/** The controls that no policy names, by framework. */
export function listUncovered(order: PackOrder): Record<string, readonly string[]> {
  const covered = controlsOf(order);
  const frameworks = [
    ...new Set(covered.map(({ framework }) => framework)),
    ...(order.framework === undefined ? [] : [order.framework]),
  ];
  return Object.fromEntries(
    frameworks.map((framework) => [
      framework,
      [...(controlTitles.get(framework)?.keys() ?? [])].filter(
        (id) => !covered.some((one) => one.framework === framework && one.control === id),
      ),
    ]),
  );
}

function describeControls(order: PackOrder) {
  return {
    from: order.from,
    until: order.until,
    controls: exportControls(controlsOf(order)),
    uncovered: listUncovered(order),
  };
}
