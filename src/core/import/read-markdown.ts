import type { BodyLine, SourceLine } from './imported.ts';
import { isBlankLine } from './text-shape.ts';

/** The lines of Markdown as they are; sections move one level down where the document gives them its title's level. */
export function readMarkdown(lines: readonly SourceLine[]): readonly BodyLine[] {
  const inFence = fencedLines(lines);
  const hasTopHeading = lines.some((line) => !inFence.has(line) && line.text.startsWith('# '));
  const isSpare = (line: SourceLine, index: number) =>
    !inFence.has(line) && isBlankLine(line) && isBlankLine(lines[index - 1]);
  const kept = lines.filter((line, index) => !isSpare(line, index));
  return kept.map((line) => {
    const isMoved = hasTopHeading && !inFence.has(line) && /^#{1,5} /.test(line.text);
    return { text: isMoved ? `#${line.text}` : line.text, source: line.number };
  });
}

function fencedLines(lines: readonly SourceLine[]): ReadonlySet<SourceLine> {
  const fenced = new Set<SourceLine>();
  let fence: string | undefined;
  for (const line of lines) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line.text)?.[1];
    if (fence !== undefined || mark !== undefined) fenced.add(line);
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence)) fence = undefined;
  }
  return fenced;
}

/** Whether a text is Markdown: its headings say so. */
export function isMarkdown(file: string, lines: readonly SourceLine[]): boolean {
  if (/\.(?:md|mdx|markdown)$/i.test(file)) return true;
  return lines.some(({ text, isMarked }) => !isMarked && /^#{1,6} \S/.test(text));
}
