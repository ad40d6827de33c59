import { escapeText } from '../diagnostics/escape-text.ts';
import { count, formatDiagnostic, sortDiagnostics } from '../diagnostics/format-diagnostics.ts';
import type { ImportedDraft } from '../import/import-document.ts';
import { shorten, type Removed } from '../import/imported.ts';

const mostLines = 6;

/** What became of a document: what was recognised, what was left out, what is doubtful, what is left to do. */
export function formatImportReport(imported: ImportedDraft): string {
  const { clauses, recognised, removed, notes, remaining } = imported;
  const fields = [...recognised].map(
    ([field, { yaml, line }]) => `  line ${line}: ${field} is ${yaml}`,
  );
  const parts = [
    `Written to ${imported.file}, with ${count(clauses, 'clause')}.`,
    ['Recognised:', ...orNothing(fields)].join('\n'),
    ['Not in the text of the draft:', ...orNothing(listRemoved(removed))].join('\n'),
    [`Lost or doubtful (${notes.length}):`, ...sortDiagnostics(notes).map(formatDiagnostic)].join(
      '\n\n',
    ),
    [
      `Left for its owner, as npm run check will say (${remaining.length}):`,
      ...sortDiagnostics(remaining).map(formatDiagnostic),
    ].join('\n\n'),
  ];
  return parts.map((part) => part.split('\n').map(escapeText).join('\n')).join('\n\n');
}

function orNothing(lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? lines : ['  nothing'];
}

/** One line for each reason; a single part is shown with its words. */
function listRemoved(removed: readonly Removed[]): string[] {
  const byReason = Map.groupBy(removed, ({ why }) => why);
  return [...byReason].flatMap(([why, parts]) => {
    if (parts.length <= mostLines) {
      return parts.map(({ line, text }) => `  line ${line}: "${shorten(text)}", ${why}`);
    }
    const [first, last] = [parts[0], parts.at(-1)];
    return [`  lines ${first?.line ?? 0} to ${last?.line ?? 0}, ${parts.length} times: ${why}`];
  });
}
