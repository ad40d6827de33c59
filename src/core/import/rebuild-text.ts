import { escapePlain } from './escape-plain.ts';
import { findHeadings } from './find-headings.ts';
import {
  shorten,
  type BodyLine,
  type ImportNote,
  type Rebuilt,
  type Removed,
  type SourceLine,
} from './imported.ts';
import { rebuildList } from './rebuild-list.ts';
import { rebuildFlattened, rebuildTable, type RebuiltBlock } from './rebuild-table.ts';
import { describeShape, isBlankLine, listNumber, type TextShape } from './text-shape.ts';

/** A paragraph goes on in the next line where lines are broken at a width and this one reached it. */
const leastFull = 45;

/** Plain text, as word processors and web pages give it, as lines of Markdown. */
export function rebuildText(lines: readonly SourceLine[]): Rebuilt {
  const shape = describeShape(lines);
  const { headings, notes: found } = findHeadings(lines, shape);
  const body: BodyLine[] = [];
  const removed: Removed[] = [];
  const notes: ImportNote[] = [...found];
  const isHeading = (line: SourceLine) => headings.has(line);

  for (let index = 0; index < lines.length;) {
    const line = lines[index];
    if (line === undefined || isBlankLine(line) || isRule(line)) {
      index += 1;
      continue;
    }
    const depth = headings.get(line)?.depth;
    const block =
      depth === undefined
        ? (rebuildTable(lines, index) ??
          rebuildList(lines, index, isHeading, shape) ??
          rebuildFlattened(lines, index) ??
          rebuildParagraph(lines, index, isHeading, shape))
        : { body: [writeHeading(line, depth)], end: index + 1 };
    body.push(...block.body, { text: '', source: line.number });
    removed.push(...(block.removed ?? []));
    notes.push(...(block.notes ?? []));
    index = block.end;
  }
  notes.push(...describeLoneLines(lines, headings.size, isHeading), ...describeOnes(removed));
  if (shape.isAllOnes) notes.push(...describeStrayItems(lines));
  return { body, removed, notes };
}

function isRule({ text }: SourceLine): boolean {
  return /^[\s_=*~-]{3,}$/.test(text);
}

function writeHeading({ text, number }: SourceLine, depth: number): BodyLine {
  return {
    text: `${'#'.repeat(Math.min(depth, 6))} ${escapePlain(text.trim(), false)}`,
    source: number,
  };
}

function rebuildParagraph(
  lines: readonly SourceLine[],
  start: number,
  isHeading: (line: SourceLine) => boolean,
  { isWrapped }: TextShape,
): RebuiltBlock {
  let end = start + 1;
  const goesOn = (line: SourceLine | undefined, next: SourceLine | undefined) =>
    isWrapped &&
    line !== undefined &&
    next !== undefined &&
    line.text.trim().length >= leastFull &&
    !line.text.trimEnd().endsWith(':') &&
    !isBlankLine(next) &&
    !isHeading(next) &&
    !/^\s*(?:[•·▪◦●○■–*-]|\d{1,3}[.)])\s/.test(next.text);
  while (goesOn(lines[end - 1], lines[end])) end += 1;
  const body = lines
    .slice(start, end)
    .map(({ text, number }) => ({ text: escapePlain(text.trim(), true), source: number }));
  return { body, end };
}

const shortest = 3;
const longest = 60;

/** Lines that stand alone like a heading, among headings that have numbers. */
function describeLoneLines(
  lines: readonly SourceLine[],
  headings: number,
  isHeading: (line: SourceLine) => boolean,
): ImportNote[] {
  if (headings < shortest) return [];
  return lines.flatMap((line, index): ImportNote[] => {
    const text = line.text.trim();
    const isAlone = isBlankLine(lines[index - 1]) && isBlankLine(lines[index + 1]);
    const isLike = text.length <= longest && /^\p{Lu}/u.test(text) && !/[.:;,!?]$/.test(text);
    if (!isAlone || !isLike || isHeading(line)) return [];
    return [
      {
        code: 'import/heading-doubtful',
        line: line.number,
        problem: `"${shorten(text)}" stands alone like a heading and has no number; it was kept as a line of text.`,
        remedy:
          'Make it a heading with its number if it was one; delete it if it belongs to the page around the text.',
      },
    ];
  });
}

function describeOnes(removed: readonly Removed[]): ImportNote[] {
  const ones = removed.filter(({ text }) => text === '1');
  const [first] = ones;
  if (!first) return [];
  return [
    {
      code: 'import/list-numbers',
      line: first.line,
      problem: `All ${ones.length} items of lists bear the number 1, as when bullets are lost; they were made bullets.`,
      remedy:
        'Number those again whose order counts, and move items in that belong to the one above them.',
    },
  ];
}

/** In such an export items begin at the margin; one that does not began another list, mostly under a heading of its own. */
function describeStrayItems(lines: readonly SourceLine[]): ImportNote[] {
  const items = lines.filter(({ text, isMarked }) => !isMarked && listNumber.test(text));
  const stray = items.filter(({ text }) => /^\s/.test(text));
  if (stray.length * 2 > items.length) return [];
  return stray.map(({ number, text }) => ({
    code: 'import/heading-doubtful',
    line: number,
    problem: `Unlike the other items "${shorten(text)}" begins with a space, as where a heading before it was lost.`,
    remedy: 'Look into the document whether a heading stands above this item.',
  }));
}
