import { formatAnnotations, formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { formatReport } from '#core/exports/report.ts';
import { formatSummary } from '#core/exports/summary.ts';
import { bookOptions, loadBook } from './load-book.ts';
import { hasErrors, parseFormat } from './report-options.ts';
import { runCommand } from './run-command.ts';

await runCommand({
  usage: `Usage: npm run check -- [options]

Judges the book and builds no site.

  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day to judge it on (today; a sample pins its own)
  --strict            fail on deviations without an answer too
  --format FORMAT     text, json or github (text)`,
  options: {
    ...bookOptions,
    strict: { type: 'boolean', default: false },
    format: { type: 'string' },
  },

  async run({ content, 'as-of': asOf, strict, format }) {
    const chosen = parseFormat(format);
    const { book, diagnostics } = await loadBook({
      content,
      asOf,
      ...(strict && { gates: { deviation: 'fail' } }),
    });
    const printed = {
      json: () => formatReport(book, diagnostics),
      github: () => formatAnnotations(diagnostics),
      text: () =>
        [formatDiagnostics(diagnostics), ...(book ? [formatSummary(book)] : [])].join('\n\n'),
    }[chosen]();
    process.stdout.write(`${printed}\n`);
    return hasErrors(diagnostics) ? 1 : 0;
  },
});
