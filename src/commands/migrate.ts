import { escapeText } from '#core/diagnostics/escape-text.ts';
import { planMigration } from '#core/write/plan-migration.ts';
import type { ExitCode, Io, Values } from './command.ts';
import { readBook } from './loading/load-book.ts';
import { bookOptions } from './options.ts';
import { writePlanned } from './writing/write-content.ts';

export const usage = `Usage: npm run migrate -- [options]

Brings a book to the format of this engine: prints what is altered, and writes it.

  --preview           print what would be altered, and write nothing
  --content DIR       the book (content)`;

export const options = {
  content: bookOptions.content,
  preview: { type: 'boolean', default: false },
} as const;

export async function run({ content, preview }: Values<typeof options>, io: Io): Promise<ExitCode> {
  const { folder, root } = await readBook({ content, asOf: undefined }, io);
  const plan = planMigration(folder);
  if ('refusal' in plan) return writePlanned(plan, root, io);
  const { from, to, steps, files, patch } = plan;
  if (steps.length === 0) {
    io.stdout(`The book has format ${to}, which this engine reads. Nothing is to be done.\n`);
    return 0;
  }
  const head = [`From format ${from} to ${to}:`, ...steps.map((what) => `  ${what}`)].join('\n');
  io.stdout(`${escapeText(`${head}\n\n${patch.trimEnd()}`)}\n\n`);
  if (preview) {
    io.stdout('Nothing was written. Leave --preview out to write it.\n');
    return 0;
  }
  const lines = [['format', String(to)]] as const;
  return writePlanned(
    { files, lines, next: ['npm run check', 'Commit what was altered by itself.'] },
    root,
    io,
  );
}
