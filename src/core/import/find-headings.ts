import { shorten, type ImportNote, type SourceLine } from './imported.ts';
import { isBlankLine, type TextShape } from './text-shape.ts';

/** A line of plain text that is a heading, with the depth that its number gives it. */
interface FoundHeading {
  readonly depth: number;
}

const numbered = /^(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+\S/;
const lettered = /^[a-z][.)]\s+\S/;
const longest = 100;
const topDepth = 2;

/** Headings that documents leave without a number. */
const wellKnown =
  /^(?:change|document|revision|version) history$|^(?:approval|approvals|definitions|contacts?|contact information|references|appendix [a-z]|document control)$/i;

export interface FoundHeadings {
  readonly headings: ReadonlyMap<SourceLine, FoundHeading>;
  readonly notes: readonly ImportNote[];
}

/**
 * Finds the headings of plain text: where the export left bookmarks, the lines that have one; otherwise the numbered
 * lines that stand alone. A numbered line that goes on where a heading is missing counts too, and is named.
 */
export function findHeadings(lines: readonly SourceLine[], shape: TextShape): FoundHeadings {
  const headings = new Map<SourceLine, FoundHeading>();
  const notes: ImportNote[] = [];
  let parentDepth = topDepth;
  let due = 1;
  for (const [index, line] of lines.entries()) {
    const text = line.text.trim();
    const number = numbered.exec(text)?.[1];
    const isAlone = isBlankLine(lines[index - 1]) && isBlankLine(lines[index + 1]);
    const isNext = shape.hasMarks && number === String(due) && due > 1 && isHeadline(text);
    const isHeading = shape.hasMarks
      ? (line.isMarked && text !== '') || isNext
      : isAlone && isHeadline(text) && (number !== undefined || lettered.test(text));
    if (isHeading) {
      if (number !== undefined) {
        parentDepth = topDepth - 1 + number.split('.').length;
        if (!number.includes('.')) due = Number(number) + 1;
      }
      const isLettered = number === undefined && lettered.test(text);
      headings.set(line, { depth: isLettered ? parentDepth + 1 : parentDepth });
      if (isNext && !line.isMarked) notes.push(describeUnmarked(line));
    } else if (isAlone && wellKnown.test(text)) {
      headings.set(line, { depth: topDepth });
    }
  }
  return { headings, notes };
}

function isHeadline(text: string): boolean {
  return text.length <= longest && !/[.;:,]$/.test(text);
}

function describeUnmarked({ number, text }: SourceLine): ImportNote {
  return {
    code: 'import/heading-doubtful',
    line: number,
    problem: `"${shorten(text)}" has no bookmark, as the other headings have, but the number that is due; it was made a heading.`,
    remedy: 'Compare it with the document; if it is an item of a list, take the ## away.',
  };
}
