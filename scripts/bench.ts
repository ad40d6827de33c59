import type { Figure } from './bench/bench.ts';
import { benches } from './bench/index.ts';
import { nearestName } from '#core/diagnostics/nearest-name.ts';
import { runCommand, UsageError } from './run-command.ts';

const names = benches.map(({ name }) => name);

await runCommand({
  usage: `Usage: npm run bench -- [name] [options]

Measures what is promised about speed and size; without a name, all of it: ${names.join(', ')}.
Exit code 1 where a figure is over its limit.

  --format FORMAT  text or json (text)`,
  options: { format: { type: 'string', default: 'text' } },

  async run({ format }, wanted) {
    if (format !== 'text' && format !== 'json') {
      throw new UsageError(`--format is "${format}"; expected text, json.`);
    }
    const figures: Figure[] = [];
    for (const bench of chooseBenches(wanted)) {
      for (const { name, value, limit, unit } of await bench.run()) {
        figures.push({ name, value: Math.round(value * 100) / 100, limit, unit });
      }
    }
    const text = format === 'json' ? JSON.stringify(figures, undefined, 2) : formatFigures(figures);
    process.stdout.write(`${text}\n`);
    return figures.some(isOver) ? 1 : 0;
  },
});

function chooseBenches(wanted: readonly string[]) {
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, names);
    const hint =
      nearest === undefined ? `there are ${names.join(', ')}` : `the nearest is "${nearest}"`;
    throw new UsageError(`There is no bench "${unknown}"; ${hint}.`);
  }
  return benches.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}

function isOver({ value, limit }: Figure): boolean {
  return value > limit;
}

function formatFigures(figures: readonly Figure[]): string {
  const width = Math.max(0, ...figures.map(({ name }) => name.length));
  return figures
    .map((figure) => {
      const { name, value, limit, unit } = figure;
      const verdict = isOver(figure) ? 'over' : 'within';
      return `${name.padEnd(width)}  ${value} ${unit}, ${verdict} the limit of ${limit} ${unit}`;
    })
    .join('\n');
}
