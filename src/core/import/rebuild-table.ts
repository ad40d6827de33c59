import { escapePlain } from './escape-plain.ts';
import type { BodyLine, ImportNote, Rebuilt, SourceLine } from './imported.ts';
import { isBlankLine } from './text-shape.ts';

/** What a reader of blocks gives: what it made, and the index of the first line that it left. */
export interface RebuiltBlock extends Rebuilt {
  readonly end: number;
}

interface Cell {
  readonly text: string;
  readonly line: number;
}

type Rows = readonly (readonly Cell[])[];

/** A table whose cells an export told apart by tabs: one to a line with an empty line after each row, or a row to a line. */
export function rebuildTable(
  lines: readonly SourceLine[],
  start: number,
): RebuiltBlock | undefined {
  return isCellLine(lines[start]) ? rebuildCellLines(lines, start) : rebuildRowLines(lines, start);
}

function isCellLine(line: SourceLine | undefined): boolean {
  return line !== undefined && /^\t+\s*\S[^\t]*$/.test(line.text);
}

function rebuildCellLines(lines: readonly SourceLine[], start: number): RebuiltBlock {
  const rows: Cell[][] = [];
  let end = start;
  let isNewRow = true;
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || isBlankLine(line)) {
      isNewRow = true;
      continue;
    }
    if (!isCellLine(line)) break;
    if (isNewRow) rows.push([]);
    rows.at(-1)?.push({ text: line.text.trim(), line: line.number });
    isNewRow = false;
    end = index + 1;
  }
  return { ...writeTable(rows), end };
}

function rebuildRowLines(lines: readonly SourceLine[], start: number): RebuiltBlock | undefined {
  const rows: Cell[][] = [];
  for (let index = start; index < lines.length; index += 1) {
    const { text, number } = lines[index] ?? { text: '', number: 0 };
    if (!/\S\t+\s*\S/.test(text)) break;
    rows.push(
      text
        .trim()
        .split('\t')
        .map((cell) => ({ text: cell.trim(), line: number })),
    );
  }
  return rows.length > 1 ? { ...writeTable(rows), end: start + rows.length } : undefined;
}

/** Only a table whose rows all have as many cells is one for certain. */
function writeTable(rows: Rows): Rebuilt {
  const [head = []] = rows;
  const isCertain =
    rows.length > 1 && head.length > 1 && rows.every((row) => row.length === head.length);
  if (!isCertain) return writeFlattened(rows.flat(), 'its rows have different numbers of cells');
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [first, ...rest] = rows.map((row): BodyLine => ({
    text: line(row.map(({ text }) => escapePlain(text, false))),
    source: row[0]?.line ?? 0,
  }));
  if (!first) return { body: [] };
  return { body: [first, { ...first, text: line(head.map(() => '---')) }, ...rest] };
}

/** Small letter or bracket against capital, or digit against word: "VersionDate", "1.1November". */
const glue = /[\p{Ll})\]]\p{Lu}|\d\p{Lu}\p{Ll}/u;
const longestHead = 80;

/** Rows of a table whose cells ran together, as when a web page is copied as text. */
export function rebuildFlattened(
  lines: readonly SourceLine[],
  start: number,
): RebuiltBlock | undefined {
  let end = start;
  while (end < lines.length && glue.test(lines[end]?.text ?? '')) end += 1;
  const run = lines.slice(start, end);
  const head = run[0]?.text.trim() ?? '';
  const isTable = run.length > 1 && head.length <= longestHead && !/[.:;,]|^[•\-*]/.test(head);
  if (!isTable) return undefined;
  const cells = run.map(({ text, number }) => ({ text: text.trim(), line: number }));
  return { ...writeFlattened(cells, 'its cells ran together'), end };
}

function writeFlattened(parts: readonly Cell[], why: string): Rebuilt {
  const line = parts[0]?.line ?? 0;
  const note: ImportNote = {
    code: 'import/table-flattened',
    line,
    problem: `A table stood here, and ${why}; which words belong to which cell cannot be told.`,
    remedy:
      'Write it again as a table, from the document; the draft holds its words in order under a comment.',
  };
  const body = parts.flatMap(({ text, line: source }, index): BodyLine[] => [
    ...(index > 0 ? [{ text: '', source }] : []),
    {
      text: escapePlain(text, true),
      source,
      ...(index === 0 && {
        mark: `Import, line ${line}: a table stood here, and ${why}. Write it again.`,
      }),
    },
  ]);
  return { body, notes: [note] };
}
