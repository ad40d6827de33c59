import { formatAnnotations, formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { formatPublicView } from '#core/exports/format-public-view.ts';
import { formatReport } from '#core/exports/report.ts';
import { formatSummary } from '#core/exports/summary.ts';
import { bookOptions, loadBook } from './load-book.ts';
import { noteCheckpoints } from './note-checkpoints.ts';
import { hasErrors, parseFormat } from './report-options.ts';
import { replayDraft } from './replay-draft.ts';
import { runCommand, UsageError } from './run-command.ts';
import { filesWithoutDraft } from './version-in-force.ts';

await runCommand({
  usage: `Usage: npm run check -- [options]

Judges the book and builds no site.

  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day to judge it on (today; a sample pins its own)
  --strict            fail on deviations without an answer too
  --what-if FILE      print what this draft of a policy would have judged otherwise
  --from YYYY-MM-DD   with --what-if, its first day (that of the version in force)
  --checkpoint        where nothing fails, note in checkpoints.jsonl where the branches end
  --format FORMAT     text, json or github (text)`,
  options: {
    ...bookOptions,
    strict: { type: 'boolean', default: false },
    'what-if': { type: 'string' },
    from: { type: 'string' },
    checkpoint: { type: 'boolean', default: false },
    format: { type: 'string' },
  },

  async run({ content, 'as-of': asOf, strict, format, 'what-if': whatIf, from, checkpoint }) {
    const chosen = parseFormat(format);
    if (from !== undefined && whatIf === undefined) {
      throw new UsageError('--from goes with --what-if.');
    }
    if (checkpoint && whatIf !== undefined) {
      throw new UsageError('--checkpoint notes what was judged, which --what-if does not change.');
    }
    const files = whatIf === undefined ? undefined : await filesWithoutDraft(content, whatIf);
    const { book, diagnostics: found } = await loadBook({
      content,
      asOf,
      files,
      ...(strict && { gates: { deviation: 'fail' } }),
    });
    if (whatIf !== undefined && book) {
      return replayDraft(book, { file: whatIf, from, format: chosen });
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
    process.stdout.write(`${printed}\n`);
    if (hasErrors(diagnostics)) return 1;
    // Beside the report and not in it, which may be read by a program.
    if (checkpoint && book) process.stderr.write(`${await noteCheckpoints(book, content)}\n`);
    return 0;
  },
});
