import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { listCheckpoints } from '#core/changes/population/check-checkpoints.ts';
import { formatAnnotations, formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { formatPublicView } from '#core/exports/format-public-view.ts';
import { formatReport } from '#core/exports/format-report.ts';
import { formatRuleCounts } from '#core/exports/format-rule-counts.ts';
import { formatSummary } from '#core/exports/format-summary.ts';
import type { Book } from '#core/model/book.ts';
import { parseCheckpoints } from '#core/parse/parse-checkpoints.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { loadBook } from './loading/load-book.ts';
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
  const {
    book,
    unseen,
    diagnostics: found,
  } = await loadBook({ content, asOf, files, ...(strict && { gates: { deviation: 'fail' } }) }, io);
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
        formatDiagnostics(diagnostics),
        ...(book ? [formatRuleCounts(book, strict), formatSummary(book)] : []),
        ...(unseen === undefined ? [] : [unseen]),
        ...(book && projected ? [formatPublicView(book, projected.book)] : []),
      ].join('\n\n'),
  }[chosen]();
  io.stdout(`${printed}\n`);
  if (hasErrors(diagnostics)) return 1;
  // Beside the report and not in it, which may be read by a program.
  if (checkpoint && book) io.stderr(`${await noteCheckpoints(book, content, io)}\n`);
  return 0;
}

/** Adds where the branches of a book end to its checkpoints.jsonl, and returns what was added. */
async function noteCheckpoints(
  book: Book,
  content: string,
  { cwd }: Pick<Io, 'cwd'>,
): Promise<string> {
  requireWholeBranches(book);
  const file = path.join(content, 'checkpoints.jsonl');
  const place = path.resolve(cwd, file);
  const text = await readFile(place, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const earlier = parseCheckpoints({ file, text }).checkpoints.map(({ value }) => value);
  const added = listCheckpoints(book, earlier);
  if (added.length === 0) return `${file} ends on the same commits already.`;

  const lines = added.map((checkpoint) => `${JSON.stringify(checkpoint)}\n`);
  const start = text === '' || text.endsWith('\n') ? '' : '\n';
  await appendFile(place, `${start}${lines.join('')}`);
  return [
    ...added.map(
      ({ repository, branch, tip, records }) =>
        `Noted in ${file}: ${branch} of ${repository} ends on ${tip.slice(0, 12)}, with ${records} records.`,
    ),
    'Commit the file; from then on a branch that lost these commits is a fault.',
  ].join('\n');
}

/** A checkpoint ends on the last commit of its branch, which has to be one that was judged. */
function requireWholeBranches({ populations, asOf }: Book): void {
  const later = populations.find(({ exclusions }) =>
    exclusions.some(({ code }) => code === 'after-as-of'),
  );
  if (!later) return;
  throw new UsageError(
    `--checkpoint notes where branches end, and ${later.branch} of ${later.repository} has commits after ${asOf}; leave --as-of out.`,
  );
}
