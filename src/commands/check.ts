import { formatAnnotations, formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { guideAddress } from '#core/exports/guide-address.ts';
import { formatPublicView } from '#core/exports/format-public-view.ts';
import { formatReport } from '#core/exports/format-report.ts';
import { formatRuleCounts } from '#core/exports/format-rule-counts.ts';
import { formatSummary } from '#core/exports/format-summary.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { judgeInputs, loadInputs } from './loading/load-book.ts';
import { noteCheckpoints } from './note-checkpoints.ts';
import { bookOptions, hasErrors, parseChoice, reportFormats } from './options.ts';
import { filesWithoutDraft, replayDraft } from './replay-draft.ts';

export const usage = `Usage: npm run check -- [options]

Judges the book and builds no site.

  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day to judge it on (today; a sample pins its own)
  --strict            fail on deviations without an answer too, and name every change that is unknown
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
  const loaded = await loadInputs(
    {
      content,
      asOf,
      files,
      isWithOwnBranch: checkpoint,
      ...(strict && { gates: { deviation: 'fail' } }),
    },
    io,
  );
  const { book, unseen, diagnostics: found } = judgeInputs(loaded);
  if (whatIf !== undefined && book) {
    return replayDraft(book, { file: whatIf, from, format: chosen }, io);
  }
  const projected = book?.settings.editions.public ? publicBook(book) : undefined;
  const diagnostics = [...found, ...(projected?.diagnostics ?? [])];
  const printed = {
    json: () => formatReport(book, diagnostics, unseen),
    github: () => formatAnnotations(diagnostics),
    text: () =>
      [
        formatDiagnostics(
          diagnostics,
          book && io.hasColour ? (code) => guideAddress(code, book) : undefined,
        ),
        ...(book ? [formatRuleCounts(book, strict), formatSummary(book)] : []),
        ...(unseen === undefined ? [] : [unseen]),
        ...(book && projected ? [formatPublicView(book, projected.book)] : []),
      ].join('\n\n'),
  }[chosen]();
  io.stdout(`${printed}\n`);
  if (hasErrors(diagnostics)) return 1;
  // Beside the report and not in it, which may be read by a program.
  if (checkpoint && book && loaded.inputs) {
    io.stderr(
      `${await noteCheckpoints(book, loaded.inputs.histories, { content, cwd: io.cwd })}\n`,
    );
  }
  return 0;
}
