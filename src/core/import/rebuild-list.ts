import { escapePlain } from './escape-plain.ts';
import type { BodyLine, Removed, SourceLine } from './imported.ts';
import type { RebuiltBlock } from './rebuild-table.ts';
import { isBlankLine, listNumber, type TextShape } from './text-shape.ts';

interface Item {
  readonly indent: number;
  /** What the draft writes before it. */
  readonly marker: string;
  /** A letter or number of the source that the draft does not write. */
  readonly dropped?: string;
  readonly text: string;
}

const bullet = /^(\s*)[•·▪◦●○■–*-]\s+(\S.*)$/;
/** The hollow bullet of a word processor, which becomes the letter o. */
const hollow = /^(\s+)o\s+(\S.*)$/;
const nesting = '    ';

/** A run of list items, nested by their indents. */
export function rebuildList(
  lines: readonly SourceLine[],
  start: number,
  isHeading: (line: SourceLine) => boolean,
  shape: TextShape,
): RebuiltBlock | undefined {
  const body: BodyLine[] = [];
  const removed: Removed[] = [];
  const indents: number[] = [];
  let end = start;
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || isHeading(line)) break;
    if (isBlankLine(line)) continue;
    const item = readItem(line.text, shape);
    if (!item) {
      if (end !== index || !isContinuation(line, shape) || body.length === 0) break;
      const inner = nesting.repeat(Math.max(indents.length, 1));
      body.push({ text: `${inner}${escapePlain(line.text.trim(), true)}`, source: line.number });
    } else {
      while ((indents.at(-1) ?? -1) > item.indent) indents.pop();
      if ((indents.at(-1) ?? -1) < item.indent) indents.push(item.indent);
      const level = nesting.repeat(indents.length - 1);
      const text = `${level}${item.marker} ${escapePlain(item.text, true)}`;
      body.push({ text, source: line.number });
      if (item.dropped !== undefined) {
        const why = 'marks of a list; the draft has bullets';
        removed.push({ line: line.number, text: item.dropped, why });
      }
    }
    end = index + 1;
  }
  return body.length > 0 ? { body, removed, end } : undefined;
}

function readItem(text: string, { isAllOnes }: TextShape): Item | undefined {
  const [, indent = '', words = ''] = bullet.exec(text) ?? hollow.exec(text) ?? [];
  if (words !== '') {
    const dropped = bullet.test(text) ? {} : { dropped: 'o' };
    return { indent: indent.length, marker: '-', text: words, ...dropped };
  }
  const [, number = '', rest = ''] = listNumber.exec(text) ?? [];
  if (rest === '') return undefined;
  // In such an export the depth of an item is lost with its bullet, and a stray space says nothing.
  if (isAllOnes) return { indent: 0, marker: '-', text: rest, dropped: number };
  return { indent: /^\s*/.exec(text)?.[0].length ?? 0, marker: `${number}.`, text: rest };
}

function isContinuation({ text }: SourceLine, { isWrapped }: TextShape): boolean {
  return isWrapped && /^\s{2,}\S/.test(text);
}
