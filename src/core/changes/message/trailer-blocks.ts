import { coAuthorTrailer, knownKeyLike } from '../../model/record-fields.ts';
import { matchForge } from '../../forges/match-forge.ts';

/** Lines of a message by index, `to` excluded. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

export interface TrailerLine {
  readonly key: string;
  readonly value: string;
  /** Whether it is `Key: value` by the letter: no space before the colon, one after it. */
  readonly isExact: boolean;
}

const longestKey = 60;

/** A line in its two parts, or undefined where nothing before its first colon could be a key. */
export function splitTrailerLine(line: string): TrailerLine | undefined {
  const colon = line.slice(0, longestKey).indexOf(':');
  if (colon < 1) return undefined;
  const key = line.slice(0, colon);
  const rest = line.slice(colon + 1);
  const isExact = /^[A-Za-z][A-Za-z0-9-]*$/.test(key) && (rest === '' || /^\s/.test(rest));
  return { key: key.trim(), value: rest.trim(), isExact };
}

/** How the end of a message divides. */
export interface MessageTail {
  /** Index of the first line that is neither title nor body. */
  readonly from: number;
  /** The paragraphs that are trailers, in order: the one its author wrote, and those that a forge appended. */
  readonly blocks: readonly LineRange[];
  /** Lines that a forge put between or below them: `See merge request group/project!12`. */
  readonly marks: readonly LineRange[];
}

/**
 * Finds what follows the body. The paragraph of the title is never a part of it. Lines with nothing but a comment, by
 * index, neither divide paragraphs nor belong to them.
 */
export function findTail(
  lines: readonly string[],
  title: number,
  comments: ReadonlySet<number>,
): MessageTail {
  const blocks: LineRange[] = [];
  const marks: LineRange[] = [];
  let from = lines.length;
  for (const paragraph of paragraphsFromEnd(lines, title, comments)) {
    if (isComment(paragraph, comments)) continue;
    const isMark = isForgeMark(lines, paragraph);
    if (!isMark && !isBlock(lines, paragraph, comments)) break;
    (isMark ? marks : blocks).push(paragraph);
    from = paragraph.from;
    if (!isMark && !isAppended(lines, paragraph, comments)) break;
  }
  return { from, blocks: blocks.reverse(), marks: marks.reverse() };
}

/** Runs of lines that are not empty, last one first, without the one with the title. */
function* paragraphsFromEnd(
  lines: readonly string[],
  title: number,
  comments: ReadonlySet<number>,
): Iterable<LineRange> {
  const isEmpty = (index: number) => (lines[index] ?? '').trim() === '' && !comments.has(index);
  let to = lines.length;
  while (to > title) {
    while (to > title && isEmpty(to - 1)) to -= 1;
    let from = to;
    while (from > title && !isEmpty(from - 1)) from -= 1;
    if (from <= title) return;
    yield { from, to };
    to = from;
  }
}

/** What a forge puts between the text and what it appends, or below it. */
function isForgeMark(lines: readonly string[], { from, to }: LineRange): boolean {
  const line = lines[from] ?? '';
  return to - from === 1 && (/^-{9,}$/.test(line) || matchForge('footer', line) !== undefined);
}

function isComment({ from, to }: LineRange, comments: ReadonlySet<number>): boolean {
  for (let index = from; index < to; index += 1) if (!comments.has(index)) return false;
  return true;
}

function isBlock(
  lines: readonly string[],
  { from, to }: LineRange,
  comments: ReadonlySet<number>,
): boolean {
  for (let index = from; index < to; index += 1) {
    if (comments.has(index)) continue;
    const line = lines[index] ?? '';
    const isContinuation = /^\s/.test(line) && index > from;
    if (!isContinuation && !isTrailerLike(line)) return false;
  }
  return true;
}

/** A near miss of a known key belongs to the block too, so that one slip does not cost its neighbours. */
function isTrailerLike(line: string): boolean {
  if (isPickNote(line)) return true;
  const split = splitTrailerLine(line);
  return split !== undefined && (split.isExact || knownKeyLike(split.key) !== undefined);
}

/** What git and the forges put below a message that they copy, in a paragraph of its own where that has no trailers. */
function isPickNote(line: string): boolean {
  return /^\((?:cherry[- ]picked|backported) from commit [0-9a-f]+\)\s*$/i.test(line);
}

/** Whether a block has only what forges and git itself append to a message. */
function isAppended(
  lines: readonly string[],
  { from, to }: LineRange,
  comments: ReadonlySet<number>,
): boolean {
  return lines.slice(from, to).every((line, index) => {
    if (comments.has(from + index) || isPickNote(line)) return true;
    const key = splitTrailerLine(line)?.key ?? '';
    return knownKeyLike(key) === coAuthorTrailer || key.toLowerCase() === 'signed-off-by';
  });
}
