import { escapeText } from '../diagnostics/escape-text.ts';
import { count, formatDiagnostic, sortDiagnostics } from '../diagnostics/format-diagnostics.ts';
import type { ImportedDraft } from '../import/import-document.ts';
import type { Removed } from '../import/imported.ts';

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
    [
      `Lost or doubtful (${notes.length}):`,
      ...sortDiagnostics(notes).map((one) => formatDiagnostic(one)),
    ].join('\n\n'),
    [
      `Left for its owner, as npm run check will report it (${remaining.length}):`,
      ...sortDiagnostics(remaining).map((one) => formatDiagnostic(one)),
    ].join('\n\n'),
  ];
  return parts.map((part) => part.split('\n').map(escapeText).join('\n')).join('\n\n');
}

function orNothing(lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? lines : ['  nothing'];
}

/** Every removed part with all its words; one line for each reason that has many parts. */
function listRemoved(removed: readonly Removed[]): string[] {
  const byReason = Map.groupBy(removed, ({ why }) => why);
  return [...byReason].flatMap(([why, parts]) => {
    const quoted = parts.map(({ text }) => `"${text.trim().replaceAll(/\s+/g, ' ')}"`);
    if (parts.length <= mostLines) {
      return parts.map(({ line }, index) => `  line ${line}: ${quoted[index] ?? ''}, ${why}`);
    }
    const [first, last] = [parts[0], parts.at(-1)];
    const texts = [...new Set(quoted)].join(' ');
    return [
      `  lines ${first?.line ?? 0} to ${last?.line ?? 0}, ${parts.length} times ${why}: ${texts}`,
    ];
  });
}
