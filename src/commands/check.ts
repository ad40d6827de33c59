import { formatAnnotations, formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { formatPublicView } from '#core/exports/format-public-view.ts';
import { formatReport } from '#core/exports/report.ts';
import { formatSummary } from '#core/exports/summary.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { loadBook } from './loading/load-book.ts';
import { noteCheckpoints } from './note-checkpoints.ts';
import { bookOptions, hasErrors, parseChoice, reportFormats } from './options.ts';
import { filesWithoutDraft, replayDraft } from './replay-draft.ts';

export const usage = `Usage: npm run check -- [options]

Judges the book and builds no site.

  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day to judge it on (today; a sample pins its own)
  --strict            fail on deviations without an answer too
  --what-if FILE      print what this draft of a policy would have judged otherwise
  --from YYYY-MM-DD   with --what-if, its first day (that of the version in force)
  --checkpoint        where nothing fails, note in checkpoints.jsonl where the branches end
  --format FORMAT     text, json or github (text)`;

export const options = {
  ...bookOptions,
  strict: { type: 'boolean', default: false },
  'what-if': { type: 'string' },
  from: { type: 'string' },
  checkpoint: { type: 'boolean', default: false },
  format: { type: 'string', default: 'text' },
} as const;

export async function run(
  {
    content,
    'as-of': asOf,
    strict,
    format,
    'what-if': whatIf,
    from,
    checkpoint,
  }: Values<typeof options>,
  io: Io,
): Promise<ExitCode> {
  const chosen = parseChoice('--format', format, reportFormats);
  if (from !== undefined && whatIf === undefined) {
    throw new UsageError('--from goes with --what-if.');
  }
  if (checkpoint && whatIf !== undefined) {
    throw new UsageError('--checkpoint notes what was judged, which --what-if does not change.');
  }
  const files = whatIf === undefined ? undefined : await filesWithoutDraft(content, whatIf, io);
  const { book, diagnostics: found } = await loadBook(
    { content, asOf, files, ...(strict && { gates: { deviation: 'fail' } }) },
    io,
  );
  if (whatIf !== undefined && book) {
    return replayDraft(book, { file: whatIf, from, format: chosen }, io);
  }
  const projected = book?.settings.editions.public ? publicBook(book) : undefined;
  const diagnostics = [...found, ...(projected?.diagnostics ?? [])];
  const printed = {
    json: () => formatReport(book, diagnostics),
    github: () => formatAnnotations(diagnostics),
    text: () =>
      [
        formatDiagnostics(diagnostics),
        ...(book ? [formatSummary(book)] : []),
        ...(book && projected ? [formatPublicView(book, projected.book)] : []),
      ].join('\n\n'),
  }[chosen]();
  io.stdout(`${printed}\n`);
  if (hasErrors(diagnostics)) return 1;
  // Beside the report and not in it, which may be read by a program.
  if (checkpoint && book) io.stderr(`${await noteCheckpoints(book, content, io)}\n`);
  return 0;
}
