import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { typeOfUnit } from '#core/model/draw-sample.ts';
import { escapeText } from '#core/diagnostics/escape-text.ts';
import { listPopulation, sampleChanges } from '#core/evidence/sample-changes.ts';
import { describeDraw, worksheetCsv, worksheetPage } from '#core/evidence/worksheet.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { loadBook } from './loading/load-book.ts';
import {
  bookOptions,
  describeNames,
  hasErrors,
  parseChoice,
  parsePeriod,
  periodOptions,
  printFaults,
  requireOption,
} from './options.ts';

export const usage = `Usage: npm run sample -- --from YYYY-MM-DD --to YYYY-MM-DD --seed TEXT [options]

Draws changes of a period by a method that anybody can repeat, and writes a worksheet for the auditor.

  --from YYYY-MM-DD   the first day of the period
  --to YYYY-MM-DD     its last day
  --seed TEXT         what the auditor chose, such as the day of the request: another seed, another sample
  --size N            how many changes (25)
  --by type           each type of change gets its share, at least one
  --all TYPE          every change of this type too, besides the size; may be given several times
  --out DIR           the folder of the worksheet (out)
  --format FORMAT     text or json (text)
  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day to judge it on (today; a sample pins its own)`;

export const options = {
  ...bookOptions,
  ...periodOptions,
  seed: { type: 'string' },
  size: { type: 'string', default: '25' },
  by: { type: 'string' },
  all: { type: 'string', multiple: true, default: [] as string[] },
  out: { type: 'string', default: 'out' },
  format: { type: 'string', default: 'text' },
} as const;

export async function run(
  { content, 'as-of': asOf, from, to, all, by, out, ...values }: Values<typeof options>,
  io: Io,
): Promise<ExitCode> {
  const format = parseChoice('--format', values.format, ['text', 'json']);
  const period = parsePeriod(from, to);
  if (!period) throw new UsageError('--from and --to are missing: the days of the period.');
  const seed = requireOption('--seed', values.seed);
  const size = parseSize(values.size);
  if (by !== undefined) parseChoice('--by', by, ['type']);
  const { book, diagnostics } = await loadBook({ content, asOf }, io);
  if (!book || hasErrors(diagnostics)) return printFaults(diagnostics, io);
  if (period.until > book.asOf) {
    throw new UsageError(`--to is ${period.until}, and the book is judged as of ${book.asOf}.`);
  }
  const population = listPopulation(book, period);
  requireTypes(all, new Set(book.changes.map(({ record }) => typeOfUnit(record))));
  const drawOrder = { size, seed, isByType: by === 'type', all };
  const sample = sampleChanges(population, drawOrder);
  const order = { ...period, ...drawOrder, book, sample, populationCount: population.length };

  const folder = path.resolve(io.cwd, out);
  const name = `sample-${period.from}-${period.until}`;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${name}.csv`), worksheetCsv(order));
  await writeFile(path.join(folder, `${name}.html`), worksheetPage(order));
  const files = ['csv', 'html'].map((end) => path.join(out, `${name}.${end}`));
  io.stdout(
    format === 'json'
      ? `${JSON.stringify({ ...period, ...drawOrder, population: population.length, populationDigest: sample.populationDigest, drawn: sample.drawn.map(({ id, type, key }) => ({ change: id, type, key })), files }, undefined, 2)}\n`
      : `${[
          ...describeDraw(order).map(([label, value]) => `${label}: ${value}`),
          '',
          ...sample.drawn.map(({ id, type, change }) =>
            escapeText(`  ${id}  ${type}  ${change.record.title}`),
          ),
          '',
          `Written: ${files.join(' and ')}`,
        ].join('\n')}\n`,
  );
  return 0;
}

function parseSize(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UsageError(`--size is "${text}"; expected a number from 1 to 999999.`);
}

function requireTypes(wanted: readonly string[], known: ReadonlySet<string>): void {
  const types = [...known].sort();
  for (const type of wanted) {
    if (types.includes(type)) continue;
    throw new UsageError(
      `No change has the type "${type}" of --all; ${describeNames(type, types)}.`,
    );
  }
}
