import type { Nodes } from 'mdast';
import type { SegmentMarks } from '../../model/redline.ts';
import { isComponent, isData, isInternal, tagOf } from '../../parse/vocabulary.ts';

/** Text in one pair of marks. */
export interface Run {
  readonly text: string;
  readonly marks: SegmentMarks;
}

/** A run on one line of its source. */
export interface PlacedRun extends Run {
  /** Line of the text, from 1. */
  readonly line: number;
}

/** The marks of text that has none. One object, because almost all text has none. */
export const plain: SegmentMarks = {};

/** The text of inline nodes with its marks; a line of the source that is broken is joined by a space. */
export function collectRuns(nodes: readonly Nodes[], marks: SegmentMarks = plain): PlacedRun[] {
  return nodes.flatMap((node) => runsOf(node, marks));
}

function runsOf(node: Nodes, marks: SegmentMarks): PlacedRun[] {
  const line = node.position?.start.line ?? 1;
  const run = (text: string, own = marks) => [{ text, marks: own, line }];
  const lines = (text: string, joint: string, own = marks) =>
    text.split('\n').map((part, index) => ({
      text: index > 0 ? joint + part : part,
      marks: own,
      line: line + index,
    }));
  const below = (added?: SegmentMarks) =>
    'children' in node ? collectRuns(node.children, added ? { ...marks, ...added } : marks) : [];
  switch (node.type) {
    case 'text':
      return lines(node.value, ' ');
    case 'inlineCode':
      return lines(node.value, ' ', { ...marks, code: true });
    case 'code':
      return lines(node.value, '\n');
    case 'break':
      return run('\n');
    case 'strong':
      return below({ strong: true });
    case 'emphasis':
      return below({ em: true });
    case 'delete':
      return below({ strike: true });
    case 'link':
      return below({ link: node.url });
    case 'image':
      // A decorative image has an empty alternative text.
      return run(node.alt?.trim() ? node.alt : 'image', { ...marks, image: node.url });
    case 'footnoteReference':
      return run(`[${node.label ?? node.identifier}]`);
    default:
      if (!isComponent(node)) return below();
      return isData(node)
        ? run(tagOf(node))
        : below(isInternal(node) ? { internal: true } : undefined);
  }
}

/** Marks as text: equal exactly where the marks are equal. */
export function marksKey(marks: SegmentMarks): string {
  if (marks === plain) return '';
  const { strong, em, strike, code, internal, link, image } = marks;
  return JSON.stringify([strong, em, strike, code, internal, link, image]);
}

/** Text and marks as one string. */
export function runsKey(runs: readonly Run[]): string {
  return runs.map(({ text, marks }) => `${marksKey(marks)}${text}`).join('\u0000');
}

export function textOfRuns(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/** Runs with spaces as a reader sees them: single ones, and none at the ends or around a line break. */
export function tidyRuns(runs: readonly Run[]): Run[] {
  const tidy: Run[] = [];
  for (const { text, marks } of runs) {
    const single = text.replaceAll(/[ \t]+/g, ' ').replaceAll(/ ?\n ?/g, '\n');
    if (single.startsWith('\n')) trimEnd(tidy);
    const isAfterSpace = /[ \n]$/.test(tidy.at(-1)?.text ?? '\n');
    const kept = isAfterSpace && single.startsWith(' ') ? single.slice(1) : single;
    if (kept !== '') tidy.push({ text: kept, marks });
  }
  trimEnd(tidy);
  return joinRuns(tidy);
}

/** Neighbours with the same marks as one run. A paragraph may have as many lines as a text: each is copied once. */
function joinRuns(runs: readonly Run[]): Run[] {
  const joined: { readonly texts: string[]; readonly marks: SegmentMarks }[] = [];
  for (const { text, marks } of runs) {
    const previous = joined.at(-1);
    if (previous && hasSameMarks(previous.marks, marks)) previous.texts.push(text);
    else joined.push({ texts: [text], marks });
  }
  return joined.map(({ texts, marks }) => ({ text: texts.join(''), marks }));
}

function hasSameMarks(one: SegmentMarks, other: SegmentMarks): boolean {
  return one === other || marksKey(one) === marksKey(other);
}

function trimEnd(runs: Run[]): void {
  for (let last = runs.pop(); last; last = runs.pop()) {
    const text = last.text.trimEnd();
    if (text === '') continue;
    runs.push({ ...last, text });
    return;
  }
}
