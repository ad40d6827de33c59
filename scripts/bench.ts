import { isReached, type Bench, type Figure } from './bench/bench.ts';
import { buildBench } from './bench/build.ts';
import { exportBench } from './bench/export.ts';
import { ingestBench } from './bench/ingest.ts';
import { judgeBench } from './bench/judge.ts';
import { mutationBench } from './bench/mutation/mutation.ts';
import { redlineBench } from './bench/redline.ts';
import { registerBench } from './bench/register.ts';
import { scanBench } from './bench/scan.ts';
import { versionsBench } from './bench/versions.ts';
import { runCommand, UsageError, type ExitCode, type Io, type Values } from '#commands/command.ts';
import { describeNames, parseChoice } from '#commands/options.ts';
import { runProcess } from '#commands/run-process.ts';

/** Every bench, in the order in which they run. */
const benches: readonly Bench[] = [
  redlineBench,
  versionsBench,
  ingestBench,
  judgeBench,
  exportBench,
  registerBench,
  buildBench,
  scanBench,
  mutationBench,
];
const names = benches.map(({ name }) => name);

const usage = `Usage: npm run bench -- [name] [options]

Measures what is promised: ${names.join(', ')}.
Without a name all of it, which takes some ten minutes. "mutation" plants faults in the rules on
changes and counts how many the tests notice.
Exit code 1 where a figure is not what was promised.

  --format FORMAT  text or json (text)`;

const options = { format: { type: 'string', default: 'text' } } as const;

async function run(
  { format }: Values<typeof options>,
  io: Io,
  wanted: readonly string[],
): Promise<ExitCode> {
  const print = { text: formatFigures, json: formatJson }[
    parseChoice('--format', format, ['text', 'json'])
  ];
  const figures: Figure[] = [];
  for (const bench of chooseBenches(wanted)) figures.push(...(await bench.run()));
  io.stdout(`${print(figures)}\n`);
  return figures.every(isReached) ? 0 : 1;
}

await runProcess((args, io) => runCommand({ usage, options, takesWords: true, run }, args, io));

function chooseBenches(wanted: readonly string[]) {
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no bench "${unknown}"; ${describeNames(unknown, names)}.`);
  }
  return benches.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}

function formatJson(figures: readonly Figure[]): string {
  const short = (_: string, value: unknown) => (typeof value === 'number' ? round(value) : value);
  return JSON.stringify(figures, short, 2);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function formatFigures(figures: readonly Figure[]): string {
  const width = Math.max(0, ...figures.map(({ name }) => name.length));
  return figures
    .map((figure) => {
      const { name, value, unit, notes = [] } = figure;
      const promise =
        'least' in figure
          ? `${isReached(figure) ? 'above' : 'below'} the least of ${round(figure.least)}`
          : `${isReached(figure) ? 'within' : 'over'} the limit of ${round(figure.limit)}`;
      const line = `${name.padEnd(width)}  ${round(value)} ${unit}, ${promise} ${unit}`;
      return [line, ...notes.map((note) => `  ${note}`)].join('\n');
    })
    .join('\n');
}
