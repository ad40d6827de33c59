import type { Nodes, Parents, Root } from 'mdast';
import { phrasing } from 'mdast-util-phrasing';
import { SKIP, visit } from 'unist-util-visit';
import type { Slice } from '../../parse/replace-slices.ts';
import { isBlank, type Withheld } from './find-withheld.ts';

/** Label of the definition in the place of a cut where the text around it would run together. */
export const cutMarkLabel = '//';

/** Withheld neighbours that are cut in one piece. */
export interface CutGroup {
  readonly parent: Parents;
  readonly nodes: readonly [Nodes, ...Nodes[]];
  /** Place of the first of them among the children of the parent. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** The topmost withheld nodes, neighbours together, in the order of the text. */
export function groupWithheld(tree: Root, withheld: Withheld): CutGroup[] {
  const groups: CutGroup[] = [];
  visit(tree, (node) => {
    if (withheld.has(node)) return SKIP;
    if ('children' in node) groups.push(...groupChildren(node, withheld));
    return undefined;
  });
  return groups;
}

function* groupChildren(parent: Parents, withheld: Withheld): Iterable<CutGroup> {
  let nodes: Nodes[] = [];
  for (const [index, child] of [...(parent.children as readonly Nodes[]), undefined].entries()) {
    if (child && (withheld.has(child) || isBlank(child))) {
      nodes.push(child);
      continue;
    }
    const first = nodes.findIndex((node) => withheld.has(node));
    const last = nodes.findLastIndex((node) => withheld.has(node));
    const [head, ...rest] = nodes.slice(first, last + 1);
    if (first >= 0 && head) {
      const end = (rest.at(-1) ?? head).position?.end.offset ?? 0;
      yield {
        parent,
        nodes: [head, ...rest],
        index: index - nodes.length + first,
        start: head.position?.start.offset ?? 0,
        end,
      };
    }
    nodes = [];
  }
}

/** The slice of a text that takes a group out of it, with the white space that belonged to it alone. */
export function cutSlice(group: CutGroup, body: string): Slice {
  const line = linesAround(group, body);
  if (!line.isClear) return cutWithinLines(group, body, line);
  const [head] = group.nodes;
  const { type } = head;
  const whole = { start: line.start, end: line.end };
  if (phrasing(head) || type === 'tableRow') return { ...whole, text: '' };
  if (line.isBlankBefore) return { start: line.start, end: skipBlankLines(body, line), text: '' };
  const isListPart = type === 'listItem' || (type === 'list' && group.parent.type === 'listItem');
  const runsTogether = !isListPart && !line.isBlankAfter;
  return { ...whole, text: runsTogether ? line.prefix.trimEnd() + line.newline : '' };
}

/** The same with a mark in the place; undefined where no mark is possible. */
export function markedSlice(group: CutGroup, body: string): Slice | undefined {
  const line = linesAround(group, body);
  const [head] = group.nodes;
  const takesMark =
    line.isClear && !phrasing(head) && head.type !== 'tableRow' && head.type !== 'listItem';
  if (!takesMark) return undefined;
  const blank = line.prefix.trimEnd() + line.newline;
  const before = line.isBlankBefore ? '' : blank;
  const after = line.isBlankAfter ? '' : blank;
  const mark = `${line.prefix}[${cutMarkLabel}]: #${line.newline}`;
  return { start: line.start, end: line.end, text: before + mark + after };
}

interface Lines {
  /** Offset at which the first line begins, and the one behind the last line's end. */
  readonly start: number;
  readonly end: number;
  /** What is before the group on its first line. */
  readonly prefix: string;
  readonly newline: string;
  /** Whether the group has its lines to itself, quotation marks and indents aside. */
  readonly isClear: boolean;
  readonly isBlankBefore: boolean;
  readonly isBlankAfter: boolean;
  readonly endsLine: boolean;
}

const blankLine = /^[ \t>]*\r?$/;

function linesAround({ start: from, end: to }: CutGroup, body: string): Lines {
  const start = from === 0 ? 0 : body.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = body.indexOf('\n', to);
  const end = lineEnd < 0 ? body.length : lineEnd + 1;
  const prefix = body.slice(start, from);
  const endsLine = /^[ \t]*\r?\n?$/.test(body.slice(to, end));
  const nextEnd = body.indexOf('\n', end);
  const next = body.slice(end, nextEnd < 0 ? body.length : nextEnd);
  const previous = body.slice(
    start < 2 ? 0 : body.lastIndexOf('\n', start - 2) + 1,
    Math.max(start - 1, 0),
  );
  return {
    start,
    end,
    prefix,
    newline: body.slice(to, end).includes('\r') ? '\r\n' : '\n',
    endsLine,
    isClear: endsLine && /^[ \t>]*$/.test(prefix),
    isBlankBefore: start === 0 || blankLine.test(previous),
    isBlankAfter: end >= body.length || blankLine.test(next),
  };
}

// A blank line inside a quotation carries its mark; one without it ends the quotation and stays.
function skipBlankLines(body: string, { end, prefix }: Lines): number {
  const blank = prefix.includes('>') ? /[ \t]*>[ \t>]*\r?\n/y : /[ \t]*\r?\n/y;
  let position = end;
  for (blank.lastIndex = end; blank.test(body);) position = blank.lastIndex;
  return position;
}

function cutWithinLines(group: CutGroup, body: string, line: Lines): Slice {
  const { parent, nodes, index, start, end } = group;
  const [head] = nodes;
  const before = findText(parent, index - 1, -1);
  const next = findText(parent, index + nodes.length, 1);

  // An emptied cell keeps its spaces: two pipes in a row may read as one.
  if (parent.type === 'tableCell' && !before && !next) return { start, end, text: '' };
  if (!before && next) {
    const follows = phrasing(head)
      ? end + (/^[ \t]*(?:\r?\n[ \t>]*)?/.exec(body.slice(end))?.[0].length ?? 0)
      : (next.position?.start.offset ?? end);
    return { start, end: follows, text: '' };
  }
  let spaceBefore = 0;
  while (/[ \t]/.test(body.charAt(start - spaceBefore - 1))) spaceBefore += 1;
  const isBesideSpace = line.endsLine || !next || /^[ \t,.;:!?)]/.test(body.slice(end, end + 1));
  if (isBesideSpace && line.prefix.trim() !== '')
    return { start: start - spaceBefore, end, text: '' };
  const spaceAfter = /^[ \t]*/.exec(body.slice(end))?.[0].length ?? 0;
  return { start, end: line.prefix.trim() === '' ? end + spaceAfter : end, text: '' };
}

/** The nearest child that is not blank, from an index in one direction. */
function findText({ children }: Parents, from: number, step: 1 | -1): Nodes | undefined {
  let index = from;
  while (children[index] && isBlank(children[index] as Nodes)) index += step;
  return children[index];
}
