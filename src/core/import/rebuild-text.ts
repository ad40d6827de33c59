import { noteOf, shorten, type DocumentLine, type ImportNote, type Removed } from './imported.ts';

/** A line of plain text. */
export interface SourceLine extends DocumentLine {
  /** Whether a bookmark was before it; word processors put one before each heading. */
  readonly isMarked: boolean;
}

/** Begins the comment that marks a table whose cells cannot be told apart. */
export const markStart = '<!--Import, line ';

const widest = 100;
/** Where lines are broken at a width, a paragraph goes on after a line that is this long. */
const leastFull = 45;

/** A text, what is known of the whole of it, and what was made of its lines so far. */
interface Text {
  readonly lines: readonly SourceLine[];
  readonly headings: ReadonlyMap<SourceLine, number>;
  /** Whether lines are broken at a width, so that a paragraph takes several. */
  readonly isWrapped: boolean;
  /** Whether each item of each list has the number 1, as when bullets were lost. */
  readonly isAllOnes: boolean;
  /** Lines of Markdown with the numbers of their lines in the text. */
  readonly written: DocumentLine[];
  readonly removed: Removed[];
  readonly notes: ImportNote[];
}

/** Plain text, as word processors and web pages give it, as lines of Markdown with the lines of the text. */
export function rebuildText(
  lines: readonly SourceLine[],
  removed: Removed[],
  notes: ImportNote[],
): readonly DocumentLine[] {
  const headings = findHeadings(lines, notes);
  const items = lines.filter((line) => !headings.has(line) && readItem(line)?.number !== undefined);
  const isAllOnes = items.length > 1 && items.every((line) => readItem(line)?.number === 1);
  const isWrapped = lines.every(({ text }) => text.length <= widest);
  const text: Text = { lines, headings, isWrapped, isAllOnes, written: [], removed, notes };
  let next = 0;
  for (const [index, line] of lines.entries()) {
    if (index < next || isBlank(line) || /^[\s_=*~-]{3,}$/.test(line.text)) continue;
    write(text, line, '');
    const depth = headings.get(line);
    if (depth !== undefined) write(text, line, `${'#'.repeat(depth)} ${escapePlain(line.text)}`);
    else {
      next =
        writeTable(text, index) ??
        writeList(text, index) ??
        writeFlattened(text, index) ??
        writeParagraph(text, index);
    }
  }
  describeLoneLines(text);
  if (isAllOnes) describeOnes(items, notes);
  return text.written;
}

function write({ written }: Text, line: DocumentLine, text: string): void {
  written.push({ number: line.number, text });
}

function isBlank(line: DocumentLine | undefined): boolean {
  return line === undefined || line.text.trim() === '';
}

/** Text as Markdown that reads the same, at the beginning of a line. */
function escapePlain(text: string): string {
  return text
    .trim()
    .replaceAll('\t', ' ')
    .replaceAll(/[\\`*[<~|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu, '\\$&')
    .replace(/#(?=\s*$)/, '\\#')
    .replace(/^(?=[#>+=-])/, '\\')
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\');
}

const numbered = /^(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+\S/;
const lettered = /^[a-z][.)]\s+\S/;
/** Headings that documents leave without a number. */
const wellKnown =
  /^(?:change|document|revision|version) history$|^(?:approval|approvals|definitions|contacts?|contact information|references|appendix [a-z]|document control)$/i;

/** The depths of headings: lines with a bookmark, else numbered lines that are alone, and those that are due. */
function findHeadings(lines: readonly SourceLine[], notes: ImportNote[]): Text['headings'] {
  const hasMarks = lines.some(({ isMarked }) => isMarked);
  const headings = new Map<SourceLine, number>();
  let parentDepth = 2;
  let due = 1;
  for (const [index, line] of lines.entries()) {
    const text = line.text.trim();
    const number = numbered.exec(text)?.[1];
    const isHeadline = text.length <= widest && !/[.;:,]$/.test(text);
    const isAlone = isBlank(lines[index - 1]) && isBlank(lines[index + 1]);
    const isNext = hasMarks && number === String(due) && due > 1 && isHeadline;
    const isHeading = hasMarks
      ? (line.isMarked && text !== '') || isNext
      : isAlone && isHeadline && (number !== undefined || lettered.test(text));
    if (!isHeading) {
      if (isAlone && wellKnown.test(text)) headings.set(line, 2);
      continue;
    }
    if (number !== undefined) parentDepth = 1 + number.split('.').length;
    if (number?.includes('.') === false) due = Number(number) + 1;
    const isLettered = number === undefined && lettered.test(text);
    headings.set(line, Math.min(isLettered ? parentDepth + 1 : parentDepth, 6));
    if (isNext && !line.isMarked) {
      const problem = `"${shorten(text)}" has no bookmark, as the other headings have, but the number that is due; it was made a heading.`;
      const remedy = 'Compare it with the document. If it is an item of a list, delete the ##.';
      notes.push(noteOf('heading-doubtful', line.number, problem, remedy));
    }
  }
  return headings;
}

/** Writes a paragraph; like the others of its kind it gives the index of the first line after it. */
function writeParagraph(text: Text, start: number): number {
  const { lines, headings, isWrapped } = text;
  for (let index = start; ; index += 1) {
    const [line, next] = [lines[index], lines[index + 1]];
    if (line) write(text, line, escapePlain(line.text));
    const isFull = (line?.text.trim().length ?? 0) >= leastFull && !/:\s*$/.test(line?.text ?? '');
    const goesOn = next && !isBlank(next) && !headings.has(next) && !readItem(next);
    if (!isWrapped || !isFull || !goesOn) return index + 1;
  }
}

interface Item {
  readonly indent: number;
  readonly text: string;
  readonly number?: number;
  /** A letter or number of the source before it. */
  readonly mark?: string;
}

const bullet = /^(\s*)[•·▪◦●○■–*-]\s+(\S.*)$/;
/** The hollow bullet of a word processor becomes the letter o. */
const hollow = /^(\s+)(o)\s+(\S.*)$/;
const numberedItem = /^(\s*)(\d{1,3})[.)]\s+(\S.*)$/;

function readItem({ text: line }: DocumentLine): Item | undefined {
  const [, space, words] = bullet.exec(line) ?? [];
  if (space !== undefined && words) return { indent: space.length, text: words };
  const [, indent, mark, text] = hollow.exec(line) ?? numberedItem.exec(line) ?? [];
  if (indent === undefined || mark === undefined || text === undefined) return undefined;
  return { indent: indent.length, text, mark, ...(mark !== 'o' && { number: Number(mark) }) };
}

/** Writes list items, nested by their indents. A number that does not follow the one before begins a list. */
function writeList(text: Text, start: number): number | undefined {
  const { lines, headings, isWrapped, isAllOnes, removed } = text;
  let open: { readonly indent: number; readonly number: number; readonly mark: string }[] = [];
  let end: number | undefined;
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || headings.has(line)) break;
    if (isBlank(line)) continue;
    const item = readItem(line);
    if (item) {
      // In such an export the depth of an item is lost with its bullet.
      const indent = isAllOnes ? 0 : item.indent;
      const number = isAllOnes ? NaN : (item.number ?? NaN);
      const before = open.find((one) => one.indent === indent);
      open = open.filter((one) => one.indent < indent);
      const isNext = before !== undefined && number === before.number + 1;
      const other = before?.mark === '.' ? ')' : '.';
      const mark = Number.isNaN(number) ? '-' : isNext ? before.mark : other;
      open.push({ indent, number, mark });
      const level = '    '.repeat(open.length - 1);
      write(text, line, `${level}${mark === '-' ? '' : number}${mark} ${escapePlain(item.text)}`);
      if (item.mark !== undefined) {
        const why = 'the mark of a list item; the draft has its own';
        removed.push({ line: line.number, text: item.mark, why });
      }
    } else {
      if (end !== index || !isWrapped || !/^\s{2}/.test(line.text)) break;
      write(text, line, '    '.repeat(open.length) + escapePlain(line.text));
    }
    end = index + 1;
  }
  return end;
}

const cellLine = /^\t\s*\S[^\t]*$/;

/** Writes a table with tabs between its cells: a cell on each line and an empty line after each row, or a row on each line. */
function writeTable(text: Text, start: number): number | undefined {
  const { lines } = text;
  const rows: DocumentLine[][] = [];
  const hasCellLines = cellLine.test(lines[start]?.text ?? '');
  let end = start;
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || (hasCellLines && isBlank(line))) continue;
    if (!(hasCellLines ? cellLine : /\S\t\s*\S/).test(line.text)) break;
    if (!hasCellLines || index === start || isBlank(lines[index - 1])) rows.push([]);
    for (const cell of line.text.trim().split('\t')) {
      rows.at(-1)?.push({ number: line.number, text: cell });
    }
    end = index + 1;
  }
  if (!hasCellLines && rows.length < 2) return undefined;
  const [head = []] = rows;
  // Only a table whose rows all have as many cells is one for certain.
  const isCertain =
    rows.length > 1 && head.length > 1 && rows.every((row) => row.length === head.length);
  if (!isCertain) flatten(text, rows.flat(), 'its rows have different numbers of cells');
  else {
    for (const row of rows) {
      const [line = { number: 1, text: '' }] = row;
      write(text, line, `| ${row.map((cell) => escapePlain(cell.text)).join(' | ')} |`);
      if (row === head) write(text, line, `|${' - |'.repeat(head.length)}`);
    }
  }
  return end;
}

/** Small letter or bracket against capital, or digit against word: "VersionDate", "1.1November". */
const glue = /[\p{Ll})\]]\p{Lu}|\d\p{Lu}\p{Ll}/u;
const longestHead = 80;

/** Writes rows of a table whose cells ran together, as when a web page is copied as text. */
function writeFlattened(text: Text, start: number): number | undefined {
  let end = start;
  while (glue.test(text.lines[end]?.text ?? '')) end += 1;
  const rows = text.lines.slice(start, end);
  const head = rows[0]?.text.trim() ?? '';
  if (rows.length < 2 || head.length > longestHead || /[.:;,]|^[•\-*]/.test(head)) return undefined;
  flatten(text, rows, 'its cells ran together');
  return end;
}

/** Writes the words of a table in order, below a comment for the owner. */
function flatten(text: Text, parts: readonly DocumentLine[], why: string): void {
  const [first = { number: 1, text: '' }] = parts;
  const problem = `A table was here, and ${why}; which words belong to which cell is unknown.`;
  const remedy =
    'Write it again as a table; the draft contains its words in order, below a comment.';
  text.notes.push(noteOf('table-flattened', first.number, problem, remedy));
  const mark = `${markStart}${first.number}: a table was here, and ${why}. Write it again.-->`;
  write(text, first, mark);
  for (const part of parts) {
    write(text, part, '');
    write(text, part, escapePlain(part.text));
  }
}

const longestLone = 60;
const fewestHeadings = 3;

/** Lines that are alone like a heading, among headings that have numbers. */
function describeLoneLines({ lines, headings, notes }: Text): void {
  if (headings.size < fewestHeadings) return;
  for (const [index, line] of lines.entries()) {
    const text = line.text.trim();
    const isAlone = isBlank(lines[index - 1]) && isBlank(lines[index + 1]);
    const isLike = text.length <= longestLone && /^\p{Lu}.*[^.:;,!?]$/u.test(text);
    if (!isAlone || !isLike || headings.has(line)) continue;
    const problem = `"${shorten(text)}" is alone like a heading and has no number; it was kept as a line of text.`;
    const remedy =
      'Make it a heading with its number if it was one. Delete it if it belongs to the page around the text.';
    notes.push(noteOf('heading-doubtful', line.number, problem, remedy));
  }
}

/** In an export without bullets items begin at the margin; an item that does not began another list. */
function describeOnes(items: readonly SourceLine[], notes: ImportNote[]): void {
  const all = `All ${items.length} items of lists have the number 1, as when bullets are lost; they were made bullets.`;
  const order =
    'Number those again whose order matters, and indent those that belong to the one above.';
  notes.push(noteOf('list-numbers', items[0]?.number ?? 1, all, order));
  const stray = items.filter(({ text }) => /^\s/.test(text));
  for (const { number, text } of stray.length * 2 > items.length ? [] : stray) {
    const problem = `Unlike the other items "${shorten(text)}" begins with a space, as where a heading before it was lost.`;
    const remedy = 'Look in the document for a heading above it.';
    notes.push(noteOf('heading-doubtful', number, problem, remedy));
  }
}
