import type { MetricUnit } from '../../metrics/metric.ts';

export interface Scale {
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
export function chartScale(unit: MetricUnit, values: readonly number[], frame: Frame): Scale {
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
