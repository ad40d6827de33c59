import path from 'node:path';
import { formatAnnotations, formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { guideAddress } from '#core/exports/guide-address.ts';
import { formatPublicView } from '#core/exports/format-public-view.ts';
import { formatReport } from '#core/exports/format-report.ts';
import { formatRuleCounts } from '#core/exports/format-rule-counts.ts';
import { formatSarif } from '#core/exports/format-sarif.ts';
import { formatSummary } from '#core/exports/format-summary.ts';
import { bookOfPeriod, diagnosticsOfPeriod } from '#core/views/register/book-of-period.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { engineName } from './loading/engine.ts';
import { judgeInputs, loadInputs } from './loading/load-book.ts';
import { noteCheckpoints } from './note-checkpoints.ts';
import {
  bookOptions,
  hasErrors,
  parseChoice,
  parsePeriod,
  periodOptions,
  reportFormats,
} from './options.ts';
import { filesWithoutDraft, replayDraft } from './replay-draft.ts';

export const usage = `Usage: npm run check -- [options]

Judges the book and builds no site.

  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day to judge it on (today; a sample pins its own)
  --strict            fail on deviations without an answer too, and name every change that is unknown
  --what-if FILE      print what this draft of a policy would have judged otherwise
  --from YYYY-MM-DD   report the changes from this day on; with --what-if, the first day of the draft
  --to YYYY-MM-DD     and up to this day
  --checkpoint        where nothing fails, note in checkpoints.jsonl where the branches end
  --format FORMAT     text, json, github or sarif (text)`;

export const options = {
  ...bookOptions,
  strict: { type: 'boolean', default: false },
  'what-if': { type: 'string' },
  ...periodOptions,
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
    to,
    checkpoint,
  }: Values<typeof options>,
  io: Io,
): Promise<ExitCode> {
  const chosen = parseChoice('--format', format, [...reportFormats, 'sarif']);
  if (whatIf !== undefined && (to !== undefined || chosen === 'sarif')) {
    throw new UsageError('--what-if goes without --to and with the formats text, json and github.');
  }
  const period = whatIf === undefined ? parsePeriod(from, to) : undefined;
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
  if (whatIf !== undefined && chosen !== 'sarif' && book) {
    return replayDraft(book, { file: whatIf, from, format: chosen }, io);
  }
  if (period && book && period.until > book.asOf) {
    throw new UsageError(`--to is ${period.until}, and the book is judged as of ${book.asOf}.`);
  }
  const projected = book?.settings.editions.public ? publicBook(book) : undefined;
  const all = [...found, ...(projected?.diagnostics ?? [])];
  const diagnostics = period && book ? diagnosticsOfPeriod(all, book, period) : all;
  const shown = period && book ? bookOfPeriod(book, period) : book;
  const printed = {
    json: () => formatReport(shown, diagnostics, { unseen, period }),
    github: () => formatAnnotations(diagnostics),
    sarif: () =>
      formatSarif(diagnostics, {
        engine: engineName(),
        settingsFile: path.posix.join(path.basename(content), 'policybook.yaml'),
      }),
    text: () =>
      [
        formatDiagnostics(
          diagnostics,
          book && io.hasColour ? (code) => guideAddress(code, book) : undefined,
        ),
        ...(shown ? [formatRuleCounts(shown, strict), formatSummary(shown, period)] : []),
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
