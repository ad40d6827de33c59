import { parseBound } from '../../metrics/find-target.ts';
import { fewestForMedian, fewestForShare } from '../../metrics/measure.ts';
import type { Metric, MetricPeriod, MetricUnit } from '../../metrics/metric.ts';
import { spanInWords } from '../../model/span.ts';
import { figureInWords, spanInShort } from './metric-words.ts';

/** A chart in the units of its own drawing, for any size on paper or screen. */
export interface MetricChart {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  /** Where the values end and begin, from above. */
  readonly top: number;
  readonly bottom: number;
  /** What it shows, for those who do not see it. */
  readonly title: string;
  readonly description: string;
  readonly axis: string;
  readonly ticks: readonly { readonly y: number; readonly label: string }[];
  /** The height of the target of the last month. */
  readonly target?: number;
  /** A bar, or of a length of time a point; `few` where there are too few changes to judge. */
  readonly marks: readonly Mark[];
  /** Through neighbouring points: the path of an SVG. Absent where there are bars. */
  readonly line?: string;
  /** The unknown share, below the values. */
  readonly unknown: readonly Box[];
  readonly unknownTop: number;
  readonly unknownBottom: number;
  readonly months: readonly {
    readonly x: number;
    readonly label: string;
    readonly anchor: Anchor;
  }[];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Mark extends Box {
  readonly few: boolean;
}

type Anchor = 'start' | 'middle' | 'end';

const frame = { width: 360, height: 186, left: 48, right: 318, top: 24, bottom: 128 };
const strip = { top: 140, bottom: 158 };
/** More months than this are too narrow to tell apart. */
const mostMonths = 36;

const axes: Readonly<Record<MetricUnit, string>> = {
  percent: 'Share of changes',
  minutes: 'Median time',
  'per-week': 'Deployments a week',
};

/** A metric month by month, the oldest at the left; undefined where there is no month. */
export function metricChart({ definition, months }: Metric): MetricChart | undefined {
  const { unit, title, counts } = definition;
  const shown = months.slice(0, mostMonths).reverse();
  const [first] = shown;
  const last = shown.at(-1);
  if (!first || !last) return undefined;

  const values = shown.map((period) => heightOf(unit, period));
  const bound = last.target && parseBound(last.target.bound, unit);
  const known = [...values, bound?.limit].filter((value) => value !== undefined);
  const scale = chartScale(unit, known, frame);
  const step = (frame.right - frame.left) / shown.length;
  const middle = (index: number) => frame.left + step * (index + 0.5);
  const marks = shown.flatMap((period, index): Mark[] => {
    const value = values[index];
    if (value === undefined) return [];
    const few = period.denominator < fewestOf(unit);
    return [{ ...markAt(unit, middle(index), step, scale.y(value)), few }];
  });

  return {
    ...frame,
    unknownTop: strip.top,
    unknownBottom: strip.bottom,
    title: `${title} by month`,
    description: describe(unit, counts.unknown, [first, ...shown.slice(1)], last),
    axis: axes[unit],
    ticks: scale.ticks,
    ...(bound && { target: scale.y(bound.limit) }),
    marks,
    ...(unit === 'minutes' && { line: linePath(values, middle, scale) }),
    unknown: shown.flatMap((period, index) => unknownBox(unit, period, middle(index), step)),
    months: monthLabels(shown, middle),
  };
}

function heightOf(
  unit: MetricUnit,
  { value, numerator, denominator }: MetricPeriod,
): number | undefined {
  if (unit !== 'percent') return value;
  return denominator === 0 ? undefined : (100 * numerator) / denominator;
}

function fewestOf(unit: MetricUnit): number {
  return { percent: fewestForShare, minutes: fewestForMedian, 'per-week': 0 }[unit];
}

const radius = 3.5;
/** A bar of the value 0 is a line. */
const thinnest = 1;

function markAt(unit: MetricUnit, x: number, step: number, y: number): Box {
  if (unit === 'minutes') {
    return { x: round(x), y: round(y), width: radius * 2, height: radius * 2 };
  }
  return barAt(x, step, frame.bottom, Math.max(frame.bottom - y, thinnest));
}

function barAt(middle: number, step: number, bottom: number, height: number): Box {
  const width = Math.min(step * 0.66, 24);
  return {
    x: round(middle - width / 2),
    y: round(bottom - height),
    width: round(width),
    height: round(height),
  };
}

function unknownBox(
  unit: MetricUnit,
  { unknown, denominator, counted }: MetricPeriod,
  x: number,
  step: number,
): Box[] {
  if (unknown === 0) return [];
  const known = unit === 'per-week' ? counted.length : denominator;
  const height = Math.max(((strip.bottom - strip.top) * unknown) / (unknown + known), 2);
  return [barAt(x, step, strip.bottom, height)];
}

/** Months without a value part the line. */
function linePath(
  values: readonly (number | undefined)[],
  middle: (index: number) => number,
  scale: Scale,
): string {
  let isDrawing = false;
  return values
    .flatMap((value, index) => {
      const command = isDrawing ? 'L' : 'M';
      isDrawing = value !== undefined;
      return value === undefined
        ? []
        : [`${command}${round(middle(index))} ${round(scale.y(value))}`];
    })
    .join(' ');
}

/** The first month, the last, and each January that has room between them. */
function monthLabels(
  shown: readonly MetricPeriod[],
  middle: (index: number) => number,
): MetricChart['months'] {
  const room = 62;
  const last = shown.length - 1;
  const label = (index: number, anchor: Anchor) => ({
    x: anchor === 'start' ? frame.left : anchor === 'end' ? frame.right : round(middle(index)),
    label: shown[index] ? spanInShort(shown[index].span) : '',
    anchor,
  });
  const januaries = shown.flatMap(({ span }, index) => {
    const x = middle(index);
    const fits = x - frame.left > room && frame.right - x > room;
    return span.key.endsWith('-01') && fits ? [label(index, 'middle')] : [];
  });
  return last === 0 ? [label(0, 'start')] : [label(0, 'start'), ...januaries, label(last, 'end')];
}

function describe(
  unit: MetricUnit,
  unknownOf: string,
  shown: readonly [MetricPeriod, ...MetricPeriod[]],
  last: MetricPeriod,
): string {
  const unknown = shown.reduce((total, period) => total + period.unknown, 0);
  const bounds = `${spanInWords(shown[0].span)} to ${spanInWords(last.span)}`;
  return `${bounds}; last: ${figureInWords(unit, last)}. Unknown in all: ${unknown} ${unknownOf}. The table below has the same numbers.`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

interface Scale {
  readonly y: (value: number) => number;
  readonly ticks: readonly { readonly y: number; readonly label: string }[];
}

interface Frame {
  readonly top: number;
  readonly bottom: number;
}

/** Lengths of time differ so much that each line is several times the one below it. */
const lengths: readonly (readonly [minutes: number, label: string])[] = [
  [1, '1 min'],
  [10, '10 min'],
  [60, '1 hour'],
  [360, '6 hours'],
  [1440, '1 day'],
  [10_080, '1 week'],
  [43_200, '30 days'],
  [525_600, '1 year'],
];

/** A scale that contains all values, with round numbers at its ends. */
function chartScale(unit: MetricUnit, values: readonly number[], frame: Frame): Scale {
  return unit === 'minutes' ? lengthScale(values, frame) : countScale(unit, values, frame);
}

function countScale(unit: MetricUnit, values: readonly number[], frame: Frame): Scale {
  const most = roundUp(Math.max(1, ...values));
  const y = (value: number) => frame.bottom - ((frame.bottom - frame.top) * value) / most;
  const ticks = [0, most / 2, most].map((value) => ({
    y: y(value),
    label: unit === 'percent' ? `${value}%` : String(value),
  }));
  return { y, ticks };
}

function lengthScale(values: readonly number[], frame: Frame): Scale {
  const least = Math.min(...values, 60);
  const most = Math.max(...values, 1440);
  const from = lengths.findLastIndex(([minutes]) => minutes <= least);
  const to = lengths.findIndex(([minutes]) => minutes >= most);
  const shown = lengths.slice(Math.max(from, 0), to < 0 ? undefined : to + 1);
  const floor = Math.log(shown[0]?.[0] ?? 1);
  const ceiling = Math.log(shown.at(-1)?.[0] ?? 1440);
  const y = (value: number) => {
    const share = (Math.log(Math.max(value, 1)) - floor) / (ceiling - floor);
    return frame.bottom - (frame.bottom - frame.top) * Math.min(Math.max(share, 0), 1);
  };
  return { y, ticks: shown.map(([minutes, label]) => ({ y: y(minutes), label })) };
}

/** The next of 1, 2, 4, 6, 8 or 10 times a power of ten, so that its half is a round number too. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 6, 8, 10].find((one) => one * power >= value) ?? 10;
  return step * power;
}
