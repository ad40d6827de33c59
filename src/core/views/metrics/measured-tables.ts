import type { Metric, MetricPeriod, MetricUnit, TargetStanding } from '../../metrics/metric.ts';
import { mondayInWords } from '../../model/span.ts';
import { fold, inlineList, link, span, under, type Content } from '../content.ts';
import {
  boundInWords,
  countInWords,
  figureInWords,
  spanInShort,
  standingWords,
  valueInWords,
} from './metric-words.ts';
import { changePath, measuredPath, weekAnchor } from '../paths.ts';
import type { MeasuredMetric, PeriodReport } from './period-report.ts';
import { countOf } from '../register/register-counts.ts';
import { tableContent, type Column } from '../table.ts';

type Measured = Pick<MeasuredMetric, 'definition' | 'period'>;

// A missed target is not a deviation, so it has the mark of an advice.
const standingMarks: Readonly<Record<TargetStanding, string>> = {
  met: 'pass',
  missed: 'advice',
  unknown: 'unknown',
  'too-few': 'not-judged',
  'no-target': 'not-judged',
};

/** Whether a target was met, with the mark of a verdict. */
export function standingContent(standing: TargetStanding): Content {
  return span(`verdict ${standingMarks[standing]}`, standingWords[standing]);
}

/** Links to changes by their ids. */
export function changeLinks(changes: readonly string[]): Content {
  return inlineList(
    changes.map((change) => link(changePath(change), change)),
    'id',
  );
}

function figureContent(unit: MetricUnit, period: MetricPeriod): Content {
  const figure = figureInWords(unit, period);
  const count = countInWords(unit, period);
  return [figure, under(count === figure ? undefined : count)];
}

function changesContent({ definition, period }: Measured): Content {
  const { counted, unknown, unknownChanges } = period;
  // Of a frequency every change is one behind the number: the register lists them.
  const isListed = definition.unit !== 'per-week' && counted.length > 0;
  return [
    isListed
      ? fold(countOf(counted.length, 'change'), changeLinks(counted.map(({ change }) => change)))
      : undefined,
    unknown > 0
      ? fold(`${countOf(unknown, 'change')} unknown`, changeLinks(unknownChanges))
      : undefined,
  ];
}

const measuredColumns: readonly Column<Measured>[] = [
  {
    label: 'Figure',
    style: 'measured',
    cell: ({ definition, period }) => figureContent(definition.unit, period),
  },
  { label: 'Unknown', narrow: 'Unknown', cell: ({ period }) => period.unknown },
  {
    label: 'Target',
    cell: ({ period: { standing, target } }) => [
      standingContent(standing),
      under(target && boundInWords(target)),
    ],
  },
  { label: 'Changes counted', style: 'wide behind', cell: changesContent },
];

const metricColumn: Column<Pick<MeasuredMetric, 'definition'>> = {
  label: 'Metric',
  isHead: true,
  style: 'wide',
  // Its definition is there.
  cell: ({ definition: { metric, title } }) => link(`/metrics/#${metric}`, title),
};

/** Every metric in one period. */
export function metricsTable(metrics: readonly MeasuredMetric[]): Content {
  return tableContent([metricColumn, ...measuredColumns], metrics, {
    caption: 'Metrics with their definitions',
    rowOf: ({ definition }) => ({ id: definition.metric }),
  });
}

/** One metric in the weeks that end in a period. */
export function weeksTable({ definition, weeks }: MeasuredMetric): Content {
  const week: Column<Measured> = {
    label: 'Week of',
    isHead: true,
    style: 'wide',
    cell: ({ period }) => mondayInWords(period.span) + soFar(period),
  };
  const rows = weeks.map((period) => ({ definition, period }));
  return tableContent([week, ...measuredColumns], rows, {
    caption: `${definition.title} by week`,
    rowOf: ({ period }) => ({ id: weekAnchor(definition.metric, period.span.key) }),
  });
}

/** The metrics of a year by its quarters, the earliest first, and as a whole. */
export function quartersTable(report: PeriodReport, quarters: readonly PeriodReport[]): Content {
  const columns = [...quarters, report].map((one): Column<MeasuredMetric> => {
    const name = one.span.kind === 'year' ? one.span.key : `Q${one.span.key.slice(-1)}`;
    return {
      label: name + soFar(one),
      id: name.toLowerCase(),
      narrow: name,
      cell: ({ definition }) => {
        const same = ({ definition: other }: Measured) => other.metric === definition.metric;
        const period = one.metrics.find(same)?.period;
        if (!period) return undefined;
        const { unknown, standing } = period;
        return [
          figureContent(definition.unit, period),
          under(unknown > 0 ? `${unknown} unknown` : undefined),
          under(standing === 'no-target' ? undefined : standingContent(standing)),
        ];
      },
    };
  });
  return tableContent([metricColumn, ...columns], report.metrics, {
    caption: 'Metrics by quarter',
    style: 'rows quarters',
  });
}

/** The numbers of a metric in weeks or months, newest first, where there is little room. */
export function numbersTable(
  { metric, title, unit }: Metric['definition'],
  periods: readonly MetricPeriod[],
): Content {
  const isWeekly = periods[0]?.span.kind === 'week';
  const columns: Column<MetricPeriod>[] = [
    {
      label: isWeekly ? 'Week of' : 'Month',
      isHead: true,
      cell: ({ span: own }) => link(measuredPath(metric, own), spanInShort(own)),
    },
    {
      label: 'Counted',
      cell: (period) =>
        [valueInWords(unit, period.value), countInWords(unit, period)].filter(Boolean).join(': '),
    },
    { label: 'Unknown', cell: ({ unknown }) => unknown },
    { label: 'Target', cell: ({ standing }) => standingWords[standing] },
  ];
  return tableContent(columns, periods, {
    caption: `${title} by ${isWeekly ? 'week' : 'month'}`,
    style: 'numbers',
  });
}

function soFar({ span: { isOver } }: Pick<MetricPeriod, 'span'>): string {
  return isOver ? '' : ' so far';
}
