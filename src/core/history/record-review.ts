import {
  Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
  type Pair,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { CalendarDate } from '../model/calendar-date.ts';
import { splitFrontmatter } from '../parse/split-frontmatter.ts';
import type { PolicyFrontmatter } from '../schemas/policy.ts';

export type Review = PolicyFrontmatter['reviews'][number];

/** The text with the review in it, or why it cannot be written without touching anything else. */
export type RecordedReview = { readonly text: string } | { readonly problem: string };

/** A piece of the fields to replace; `start` equals `end` where something is only added. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

/** How the lines around it are written, so that the new ones look alike. */
interface ItemStyle {
  readonly isFlow: boolean;
  readonly quote: 'QUOTE_SINGLE' | 'QUOTE_DOUBLE';
}

/**
 * Writes a review and the day of the next one into the text of a policy; every other byte stays. The result is parsed
 * again, and a difference in any other field is a problem.
 */
export function recordReview(
  text: string,
  review: Review,
  nextReview: CalendarDate,
): RecordedReview {
  const split = splitFrontmatter({ file: '', text });
  if ('diagnostics' in split) return { problem: 'The end of the fields is not clear.' };
  const { frontmatter } = split.document;
  const start = text.indexOf('\n') + 1;

  const document = parseDocument(frontmatter);
  const root = document.contents;
  if (document.errors.length > 0 || !isMap(root)) return { problem: 'The fields are not YAML.' };
  const edits = [
    ...replaceNextReview(root, frontmatter, nextReview),
    ...addReview(root, frontmatter, review),
  ];
  const written = applyEdits(frontmatter, edits);
  if (!isOnlyReviewAdded(frontmatter, written, review, nextReview)) {
    return {
      problem:
        'The review cannot be written without altering another field; YAML anchors and aliases (&name, *name) in nextReview or reviews are the usual cause.',
    };
  }
  return { text: text.slice(0, start) + written + text.slice(start + frontmatter.length) };
}

type ParsedPair = Pair<ParsedNode, ParsedNode | null>;

function findPair(root: YAMLMap, field: string): ParsedPair | undefined {
  const pair = root.items.find(({ key }) => isScalar(key) && key.value === field);
  return pair as ParsedPair | undefined;
}

function replaceNextReview(root: YAMLMap, fields: string, day: CalendarDate): Edit[] {
  const value = findPair(root, 'nextReview')?.value;
  if (!value?.range) return [];
  const [start, end] = value.range;
  const before = fields.slice(start, end);
  const quote = isScalar(value) ? /^['"]/.exec(before)?.[0] : undefined;
  const lineEnd = before.endsWith('\n') ? '\n' : '';
  return [{ start, end, insert: `${quote ?? ''}${day}${quote ?? ''}${lineEnd}` }];
}

function addReview(root: YAMLMap, fields: string, review: Review): Edit[] {
  const pair = findPair(root, 'reviews');
  const value = pair?.value;
  if (!pair) return addFirstReview(root, fields, review);
  if (isSeq(value) && value.flow) return addToFlow(root, value, fields, review);
  if (isSeq(value)) return addToBlock(root, value, fields, review);
  return value && !isAlias(value) ? fillEmpty(root, value, fields, review) : [];
}

function addFirstReview(root: YAMLMap, fields: string, review: Review): Edit[] {
  const after = findPair(root, 'history')?.value ?? findPair(root, 'nextReview')?.value;
  if (!after) return [];
  if (root.flow) {
    const item = writeReview(review, { ...styleOf(root), isFlow: true });
    return [insertAt(after.range[1], `, reviews: [${item}]`)];
  }
  return [insertLines(fields, after.range[1], ['reviews:', ...blockLines(root, fields, review)])];
}

/** The field is there without a value, or with an empty one (`~`, `null`, `[]`). */
function fillEmpty(root: YAMLMap, value: ParsedNode, fields: string, review: Review): Edit[] {
  const [start, end] = value.range;
  if (root.flow) {
    const item = writeReview(review, { ...styleOf(root), isFlow: true });
    return [{ start, end, insert: `${fields[start - 1] === ':' ? ' ' : ''}[${item}]` }];
  }
  const lines = insertLines(fields, end, blockLines(root, fields, review));
  const from = fields.slice(0, start).trimEnd().length;
  return start === end ? [lines] : [{ start: from, end, insert: '' }, lines];
}

function addToFlow(root: YAMLMap, list: YAMLSeq.Parsed, fields: string, review: Review): Edit[] {
  const [start, end] = list.range;
  const first = list.items[0];
  if (!isNode(first)) {
    const isBare = fields.slice(start + 1, end - 1).trim() === '';
    if (isBare && !root.flow) return fillEmpty(root, list, fields, review);
    const item = writeReview(review, { ...styleOf(root), isFlow: true });
    return [insertAt(start + 1, isBare ? item : `${item},`)];
  }
  const gap = fields.slice(start + 1, first.range[0]);
  const separator = /\n[^\n]*$/.exec(gap)?.[0] ?? ' ';
  const item = writeReview(review, { ...styleOf(root, list), isFlow: true });
  return [insertAt(first.range[0], `${item},${separator}`)];
}

function addToBlock(root: YAMLMap, list: YAMLSeq.Parsed, fields: string, review: Review): Edit[] {
  const dash = list.range[0];
  const indent = ' '.repeat(dash - fields.lastIndexOf('\n', dash - 1) - 1);
  const gap = /^ +(?=\S)/.exec(fields.slice(dash + 1))?.[0] ?? ' ';
  const lines = itemLines(writeReview(review, styleOf(root, list)), indent, gap);
  return [insertAt(dash, `${lines.join('\n').slice(indent.length)}\n${indent}`)];
}

/** The lines of a first review, indented and written as the rows of the history are. */
function blockLines(root: YAMLMap, fields: string, review: Review): string[] {
  const history = findPair(root, 'history')?.value;
  const isBlock = isSeq(history) && history.flow !== true;
  const dash = isBlock ? history.range[0] : 0;
  const column = isBlock ? dash - fields.lastIndexOf('\n', dash - 1) - 1 : 2;
  const style = isBlock ? styleOf(root, history) : styleOf(root);
  return itemLines(writeReview(review, style), ' '.repeat(column), ' ');
}

function itemLines(item: string, indent: string, gap: string): string[] {
  return item
    .split('\n')
    .map(
      (line, index) => `${indent}${index === 0 ? `-${gap}` : ` ${' '.repeat(gap.length)}`}${line}`,
    );
}

function writeReview({ on, by, version, outcome, note }: Review, style: ItemStyle): string {
  const document = new Document({ on, by, version, outcome, note });
  const map = document.contents as unknown as YAMLMap;
  map.flow = style.isFlow;
  const number = map.get('version', true);
  if (isScalar(number)) number.type = style.quote;
  return document
    .toString({ lineWidth: 0, blockQuote: false, singleQuote: style.quote === 'QUOTE_SINGLE' })
    .replace(/\n$/, '');
}

/** The style of the first row of a list where there is one, and the quotes of the policy's own version. */
function styleOf(root: YAMLMap, list?: YAMLSeq.Parsed): ItemStyle {
  const first = list?.items[0];
  const row = isMap(first) ? first : undefined;
  const number = row?.get('version', true) ?? root.get('version', true);
  const isDouble = isScalar(number) && number.type === 'QUOTE_DOUBLE';
  return { isFlow: row?.flow ?? false, quote: isDouble ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE' };
}

function insertAt(offset: number, insert: string): Edit {
  return { start: offset, end: offset, insert };
}

/** Puts whole lines below the line on which an offset lies. */
function insertLines(fields: string, offset: number, lines: readonly string[]): Edit {
  const block = lines.join('\n');
  if (offset > 0 && fields[offset - 1] === '\n') return insertAt(offset, `${block}\n`);
  const lineEnd = fields.indexOf('\n', offset);
  return lineEnd < 0 ? insertAt(fields.length, `\n${block}`) : insertAt(lineEnd, `\n${block}`);
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((left, right) => right.start - left.start)
    .reduce(
      (done, { start, end, insert }) => done.slice(0, start) + insert + done.slice(end),
      text,
    );
}

function isOnlyReviewAdded(
  before: string,
  after: string,
  { on, by, version, outcome, note }: Review,
  nextReview: CalendarDate,
): boolean {
  const old = parseDocument(before).toJS() as Record<string, unknown>;
  const reparsed = parseDocument(after);
  if (reparsed.errors.length > 0) return false;
  const { reviews, nextReview: next, ...rest } = reparsed.toJS() as Record<string, unknown>;
  const { reviews: oldReviews, nextReview: _, ...oldRest } = old;
  const expected = [{ on, by, version, outcome, note }, ...((oldReviews ?? []) as unknown[])];
  return (
    next === nextReview &&
    JSON.stringify(reviews) === JSON.stringify(expected) &&
    JSON.stringify(rest) === JSON.stringify(oldRest)
  );
}
