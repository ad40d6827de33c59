import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { escapeText } from '#core/diagnostics/escape-text.ts';
import { formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { assembleInputs, type JudgeInputs } from '#core/evidence/judge-inputs.ts';
import type { Book } from '#core/model/book.ts';
import type { SourceFile } from '#core/model/source-file.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import type { Planned, Refusal, Writing } from '#core/write/writing.ts';
import type { ExitCode, Io } from '../command.ts';
import { loadInputs } from '../loading/load-book.ts';
import { hasErrors } from '../options.ts';

/** A book that a command adds to. */
export interface OpenBook {
  readonly book: Book;
  /** Name of the content folder, and its files. */
  readonly folder: string;
  readonly files: readonly SourceFile[];
  /** Its parent, where files are written. */
  readonly root: string;
  readonly inputs: JudgeInputs;
  readonly diagnostics: readonly Diagnostic[];
}

/** The judged book; undefined where it cannot be read, after its faults were printed. */
export async function openBook(content: string, io: Io): Promise<OpenBook | undefined> {
  const { inputs, root, diagnostics: unread } = await loadInputs({ content, asOf: undefined }, io);
  const { book, diagnostics } = inputs ? assembleInputs(inputs) : { diagnostics: unread };
  if (inputs && book) return { ...inputs.folder, book, root, inputs, diagnostics };
  printNothing(formatDiagnostics(diagnostics), io);
  return undefined;
}

/**
 * Writes what a command has planned, unless `check` would refuse one of its files: then these faults are printed, and
 * nothing is written.
 */
export async function writeContent(
  planned: Planned,
  { files, inputs, root, diagnostics }: OpenBook,
  io: Io,
): Promise<ExitCode> {
  if ('refusal' in planned) return printRefusal(planned.refusal, io);
  const names = planned.files.map(({ file }) => file);
  const others = files.filter(({ file }) => !names.includes(file));
  const content = parseContent({ ...inputs.folder, files: [...others, ...planned.files] });
  const after = assembleInputs({ ...inputs, content });
  const before = new Set(diagnostics.map(identityOf));
  const faults = after.diagnostics.filter(
    (one) => names.includes(one.at.file) && !before.has(identityOf(one)),
  );
  if (hasErrors(faults)) return printNothing(formatDiagnostics(faults), io);
  return writePlanned(planned, root, io);
}

/** Writes what a command has planned below a folder and prints it, or prints why nothing is written. */
export async function writePlanned(planned: Planned, root: string, io: Io): Promise<ExitCode> {
  if ('refusal' in planned) return printRefusal(planned.refusal, io);
  await writeFiles(root, planned.files);
  io.stdout(`${escapeText(describe(planned))}\n`);
  return 0;
}

// Lines move when fields are added above them.
function identityOf({ code, at, problem }: Diagnostic): string {
  return `${code} ${at.file} ${problem}`;
}

/** Writes whole files below a folder. */
async function writeFiles(root: string, files: readonly SourceFile[]): Promise<void> {
  for (const { file, text } of files) {
    const place = path.join(root, file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, text);
  }
}

function printRefusal({ problem, remedy }: Refusal, io: Pick<Io, 'stderr'>): 1 {
  return printNothing(`${problem}\nFix: ${remedy}`, io);
}

export function printNothing(text: string, { stderr }: Pick<Io, 'stderr'>): 1 {
  stderr(`${escapeText(text)}\n\nNothing was written.\n`);
  return 1;
}

/** What was written and what comes next, as every command prints it. */
function describe({ files, lines, warnings = [], next }: Writing): string {
  const width = Math.max(...lines.map(([name]) => name.length));
  return [
    `Written to ${files.map(({ file }) => file).join(', ')}:`,
    ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...warnings.map((warning) => `\nwarning: ${warning}`),
    '\nNext:',
    ...next.map((one) => `  ${one.replaceAll(/\n(?=.)/g, '\n  ')}`),
  ].join('\n');
}
