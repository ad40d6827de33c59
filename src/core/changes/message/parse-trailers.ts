import { showLetters } from '../../diagnostics/show-value.ts';
import {
  approvalTrailers,
  coAuthorTrailer,
  fieldOfTrailer,
  isList,
  isNeutralKey,
  knownKeyLike,
} from '../../model/record-fields.ts';
import { findCoAuthors } from './find-co-authors.ts';
import { findUnclosed } from './find-unclosed.ts';
import { removeComments } from './is-filler.ts';
import { findTail, splitTrailerLine, type LineRange, type MessageTail } from './trailer-blocks.ts';

/** A trailer that counts. */
export interface Trailer {
  readonly key: string;
  /** Unfolded: a continuation line follows after one space. */
  readonly value: string;
  /** Line of the message, from 1. */
  readonly line: number;
}

/** Something that looks like a trailer and does not count, and how to write it so that it would. */
interface TrailerProblem {
  readonly line: number;
  readonly problem: string;
  readonly remedy: string;
}

export interface ParsedMessage {
  /** The first line of the message that is not empty. */
  readonly title: string;
  /** Line of the title, from 1. */
  readonly titleLine: number;
  /** Lines between the title and the trailers; they begin on the line after the title. */
  readonly body: readonly string[];
  /** Lines of their own that a forge put below the body: `See merge request group/project!12`. */
  readonly forgeLines: readonly string[];
  /** In order of appearance. */
  readonly trailers: readonly Trailer[];
  /** The co-authors in any spelling: a slip must not hide an author, who may not approve. */
  readonly coAuthors: readonly string[];
  readonly problems: readonly TrailerProblem[];
  /** Line of the first trailer that counts and that git does not read, since a forge put its own lines below. */
  readonly lineUnreadByGit?: number;
}

interface Reading {
  readonly trailers: Trailer[];
  readonly coAuthors: { readonly value: string; readonly line: number }[];
  readonly problems: TrailerProblem[];
}

/**
 * Reads the trailers of a commit message. The block is the last paragraph, or the last one above what a forge
 * appended (`---------`, co-authors, a link to the merge request); every line of it is `Key: value` or continues
 * the line before with white space. Keys are exact. Never throws; the cost grows with the length of the message.
 */
export function parseTrailers(message: string): ParsedMessage {
  const { text, comments } = blankComments(message);
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const title = Math.max(
    0,
    lines.findIndex((line) => line.trim() !== ''),
  );
  const isBlank = (index: number) => index > title && (lines[index] ?? '').trim() === '';
  const blanked = new Set(comments.map(({ line }) => line - 1).filter(isBlank));
  const { blocks, marks, from } = findTail(lines, title, blanked);
  const reading: Reading = { trailers: [], coAuthors: [], problems: [] };

  let next = title;
  for (const block of blocks) {
    findStrays(lines, { from: next, to: block.from }, title, reading);
    readBlock(lines, block, reading);
    next = block.to;
  }
  findStrays(lines, { from: next, to: lines.length }, title, reading);
  hideUnclosed(lines.slice(0, from), reading);

  for (const line of comments) reportComment(line, reading);
  reportNamed(message, reading);
  const trailers = dropRepeated(reading);
  const lineUnreadByGit = findUnreadByGit(trailers, { blocks, marks });
  reading.problems.push(...describeDivider(lines, title, trailers));
  return {
    title: lines[title] ?? '',
    titleLine: title + 1,
    body: lines.slice(title + 1, from),
    forgeLines: marks.map((mark) => lines[mark.from] ?? ''),
    trailers,
    coAuthors: reading.coAuthors.map(({ value }) => value),
    problems: reading.problems.sort((a, b) => a.line - b.line),
    ...(lineUnreadByGit !== undefined && { lineUnreadByGit }),
  };
}

/** What is above the trailers and does not end makes them a part of itself, as it does on a page. */
function hideUnclosed(above: readonly string[], { trailers, problems }: Reading): void {
  const open = findUnclosed(above);
  if (!open || trailers.every(({ key }) => knownKeyLike(key) === undefined)) return;
  trailers.length = 0;
  const problem = `The ${open.what} that begins here does not end, so the trailers below are a part of it and do not count.`;
  const remedy = `End it above the trailers, with a line "${open.end}".`;
  problems.push({ line: open.line, problem, remedy });
}

/** Git reads the last paragraph alone. Its co-authors do not matter, since a forge writes them itself. */
function findUnreadByGit(
  trailers: readonly Trailer[],
  { blocks, marks }: Pick<MessageTail, 'blocks' | 'marks'>,
): number | undefined {
  const last = Math.max(...[...blocks, ...marks].map(({ from }) => from), 0);
  return trailers.find(
    ({ key, line }) => line <= last && key !== coAuthorTrailer && knownKeyLike(key) !== undefined,
  )?.line;
}

function describeDivider(
  lines: readonly string[],
  title: number,
  trailers: readonly Trailer[],
): TrailerProblem[] {
  const last = trailers.at(-1)?.line ?? 0;
  const index = lines.findIndex((line, place) => place > title && /^---(?:\s|$)/.test(line));
  if (index < 0 || index >= last) return [];
  const problem =
    'At a line of three dashes "git interpret-trailers" stops to read, so it shows no trailer of this message; they count here, and "git log" shows them too.';
  const remedy = 'Write another rule, such as "***", or a heading.';
  return [{ line: index + 1, problem, remedy }];
}

function readBlock(lines: readonly string[], { from, to }: LineRange, reading: Reading): void {
  let open: { key: string; values: string[]; line: number } | undefined;
  const close = () => {
    if (open) addTrailer(open.key, open.values.join(' ').trim(), open.line, reading);
    open = undefined;
  };
  for (let index = from; index < to; index += 1) {
    const text = lines[index] ?? '';
    if (/^\s/.test(text)) {
      if (open) open.values.push(text.trim());
      reportIndented(text, index + 1, reading);
      continue;
    }
    close();
    const split = splitTrailerLine(text);
    if (split?.isExact) open = { key: split.key, values: [split.value], line: index + 1 };
    else if (split) reportNearMiss(split.key, split.value, index + 1, reading);
  }
  close();
}

function addTrailer(key: string, written: string, line: number, reading: Reading): void {
  const known = knownKeyLike(key, written);
  const value = removeComments(written).trim();
  // Forges and tools write this key in several ways, and an author must not vanish by a capital letter.
  if (known === coAuthorTrailer) {
    reading.trailers.push({ key: known, value, line });
    reading.coAuthors.push({ value: written, line });
    if (!isListOfPeople(written)) reportCoAuthors(key, written, line, reading);
  } else if (known === undefined || known === key) {
    reading.trailers.push({ key, value, line });
    if (known === undefined) reportUnknownRole(key, value, line, reading);
  } else reportNearMiss(key, value, line, reading);
}

/** A person beside a key that the record does not have may have written a part, whatever the language of the key. */
function reportUnknownRole(key: string, value: string, line: number, reading: Reading): void {
  if (!/<[^\s<>]+@[^\s<>]+>/.test(value) || isNeutralKey(key)) return;
  const problem = `"${key}" is not a key of the record, so those whom it names (${quote(value)}) are neither authors nor approvers by it.`;
  const keys = [coAuthorTrailer, ...approvalTrailers.keys()].map((one) => `"${one}"`).join(', ');
  const remedy = `Write one of ${keys} where one of them is meant.`;
  reading.problems.push({ line, problem, remedy });
}

/** Keeps the co-authors of a line that is not a trailer, and gives the end of its sentence. */
function dismiss(known: string, value: string, line: number, { coAuthors }: Reading): string {
  if (known !== coAuthorTrailer) return 'does not count';
  coAuthors.push({ value, line });
  return 'is not a trailer; those whom it names are authors all the same';
}

function reportNearMiss(key: string, value: string, line: number, reading: Reading): void {
  const known = knownKeyLike(key, value);
  if (known === undefined) return;
  const fault =
    key === known
      ? `"${known}" has no colon right behind it with a space after that`
      : `${showLetters(key)} is not the key "${known}"`;
  const problem = `${fault}, so the line ${dismiss(known, value, line, reading)}.`;
  const remedy = `Write ${quote(`${known}: ${value}`)}.`;
  reading.problems.push({ line, problem, remedy });
}

/** `Name <address>`, several with commas, and nothing else. */
function isListOfPeople(value: string): boolean {
  return value.split(/(?<=>)\s*[,;]/).every((one) => /^[^<>@,;:&+]+ <[^\s<>]+>$/u.test(one.trim()));
}

function reportCoAuthors(key: string, value: string, line: number, reading: Reading): void {
  const problem = `The line of ${showLetters(key)} is not a list of "Name <address>" with commas (${quote(value)}); everybody whom it names counts as an author.`;
  const remedy = `Write one line "${coAuthorTrailer}: Name <address>" for each of them.`;
  reading.problems.push({ line, problem, remedy });
}

interface CommentLine {
  readonly text: string;
  /** Line of the message, from 1. */
  readonly line: number;
}

/** A message without what its closed comments contain, with the lines of these comments. The lines keep their numbers. */
function blankComments(message: string): { text: string; comments: readonly CommentLine[] } {
  const comments: CommentLine[] = [];
  let text = '';
  let line = 1;
  let from = 0;
  for (let open = message.indexOf('<!--'); open >= 0; open = message.indexOf('<!--', from)) {
    const close = message.indexOf('-->', open + 4);
    if (close < 0) break;
    const before = message.slice(from, open);
    const own = message.slice(open + 4, close).split('\n');
    line += countLines(before);
    comments.push(...own.map((one, index) => ({ text: one, line: line + index })));
    line += own.length - 1;
    text += before + '\n'.repeat(own.length - 1);
    from = close + 3;
  }
  return { text: text + message.slice(from), comments };
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

/** A key inside a comment does not count, and whom it names as a co-author is an author all the same. */
function reportComment({ text, line }: CommentLine, reading: Reading): void {
  const split = splitTrailerLine(text.trim());
  const known = split && knownKeyLike(split.key, split.value);
  if (!split || known === undefined || split.value === '') return;
  const problem = `"${known}" is inside a comment, so it ${dismiss(known, split.value, line, reading)}.`;
  const remedy = `Write ${quote(`${known}: ${split.value}`)} outside the comment, if it is meant.`;
  reading.problems.push({ line, problem, remedy });
}

function reportIndented(text: string, line: number, reading: Reading): void {
  const split = splitTrailerLine(text.trim());
  const known = split && knownKeyLike(split.key, split.value);
  if (!split || known === undefined) return;
  const problem = `"${known}" is indented, which makes it a part of the line before, so it ${dismiss(known, split.value, line, reading)}.`;
  const remedy = `Begin the line with ${quote(`${known}: ${split.value}`)}, without a space.`;
  reading.problems.push({ line, problem, remedy });
}

/** Lines outside the block that look like known trailers. */
function findStrays(
  lines: readonly string[],
  { from, to }: LineRange,
  title: number,
  reading: Reading,
): void {
  for (let index = from; index < to; index += 1) {
    const split = splitTrailerLine(withoutListMark(lines[index] ?? ''));
    const known = split && knownKeyLike(split.key, split.value);
    if (!split || known === undefined) continue;
    // "staging: raise the limit" is a common form of title and no attempt at a trailer.
    if (index === title && split.key !== known) continue;
    const named = known === coAuthorTrailer ? unfold(lines, index, split.value) : split.value;
    const problem = `${showLetters(split.key)} is outside the trailers, which are the last paragraph of the message, so it ${dismiss(known, named, index + 1, reading)}.`;
    const remedy = `Put ${quote(`${known}: ${split.value}`)} into the last paragraph, among lines of "Key: value" only.`;
    reading.problems.push({ line: index + 1, problem, remedy });
  }
}

/** A value with the indented lines below it. */
function unfold(lines: readonly string[], index: number, value: string): string {
  const rest = lines.slice(index + 1);
  const end = rest.findIndex((line) => !/^\s+\S/.test(line));
  return [value, ...rest.slice(0, end < 0 ? undefined : end)].join(' ').trim();
}

function withoutListMark(line: string): string {
  const text = line.trimStart();
  return /^[-*+>] /.test(text) ? text.slice(2).trimStart() : text;
}

/** Of two lines with a key that may be there once neither counts, since nobody knows which one was meant. */
function dropRepeated({ trailers, problems }: Reading): Trailer[] {
  const firstLines = new Map<string, number>();
  const repeated = new Set<string>();
  for (const { key, line } of trailers) {
    const first = firstLines.get(key);
    const field = fieldOfTrailer.get(key);
    if (first === undefined) firstLines.set(key, line);
    else if (field !== undefined && !isList(field)) {
      repeated.add(key);
      const problem = `"${key}" is on line ${first} already and may be there once, so neither counts.`;
      const remedy = `Keep one line "${key}: …" and remove the other.`;
      problems.push({ line, problem, remedy });
    }
  }
  return trailers.filter(({ key }) => !repeated.has(key));
}

/** Co-authors that a line of another form names. */
function reportNamed(message: string, reading: Reading): void {
  const known = new Set(reading.coAuthors.map(({ line }) => line));
  for (const { value, line } of findCoAuthors(message)) {
    if (known.has(line)) continue;
    reading.coAuthors.push({ value, line });
    const problem = `The line names a co-author (${quote(value)}) and is not a trailer; those whom it names are authors all the same.`;
    const remedy = `Write one line "${coAuthorTrailer}: Name <address>" for each of them, in the last paragraph.`;
    reading.problems.push({ line, problem, remedy });
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 99)}…` : text);
}
