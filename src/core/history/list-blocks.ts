import type { PolicyVersion } from '../model/policy.ts';
import type { SegmentMarks } from '../model/redline.ts';
import { flattenTree, type FlatBlock } from '../parse/flatten-tree.ts';
import { versionTree } from '../parse/parse-markdown.ts';
import { inlineReferences } from '../parse/resolve-tree.ts';
import { collectRuns, type PlacedRun } from './redline/runs.ts';

export interface Word {
  readonly text: string;
  /** Line of the file, from 1. */
  readonly line: number;
}

/**
 * A block of text as its plain words, without white space, emphasis, bullets, comments and links on the same page.
 * Components, targets of links, numbers of list items and struck text are words of their own.
 */
export interface TextBlock {
  /** With the depth of a heading and the columns of a cell. */
  readonly kind: string;
  /** What the block is in, besides lists. */
  readonly containers: readonly string[];
  /** In how many lists it is. */
  readonly indent: number;
  readonly words: readonly Word[];
}

/** The blocks of a version's body in order. */
export function listBlocks(version: PolicyVersion): TextBlock[] {
  const shift = version.bodyLine - 1;
  return flattenTree(inlineReferences(versionTree(version)))
    .flatMap(splitTable)
    .map(({ runs, ...block }) => ({ ...block, words: splitRuns(runs, shift) }))
    .filter(({ words }) => words.length > 0);
}

/** Equal where two blocks have the same words in the same form. */
export function blockKey({ kind, containers, indent, words }: TextBlock): string {
  return [kind, ...containers, indent, textOfWords(words)].join(' ');
}

function splitTable(
  block: FlatBlock,
): (Omit<TextBlock, 'words'> & { readonly runs: readonly PlacedRun[] })[] {
  const { containers, indent } = block;
  if (block.kind === 'table') {
    return block.rows.flatMap(({ children: cells }) =>
      cells.map((cell) => ({
        kind: `cell of ${cells.length}`,
        containers,
        indent,
        runs: collectRuns(cell.children),
      })),
    );
  }
  const runs = collectRuns(block.content);
  const marker = block.marker?.replace('•', '').trim() ?? '';
  const lead = { text: `${marker} `, marks: {}, line: runs[0]?.line ?? 1 };
  const kind = block.kind === 'heading' ? `heading ${block.heading.depth}` : block.kind;
  return [{ kind, containers, indent, runs: marker === '' ? runs : [lead, ...runs] }];
}

interface Sign {
  readonly before: string;
  readonly after: string;
}

/** The words around a text whose marks have a meaning. */
function signsOf({ internal, strike, link, image }: SegmentMarks): Sign[] {
  const target = image ?? link;
  const leadsAway = target !== undefined && !target.startsWith('#');
  return [
    ...(internal ? [{ before: '<Internal>', after: '</Internal>' }] : []),
    ...(strike ? [{ before: '~~', after: '~~' }] : []),
    ...(leadsAway ? [{ before: '', after: `(${target})` }] : []),
  ];
}

function splitRuns(runs: readonly PlacedRun[], shift: number): Word[] {
  const starts: { offset: number; line: number }[] = [];
  let text = '';
  let open: readonly Sign[] = [];
  const add = (part: string, line: number) => {
    starts.push({ offset: text.length, line: line + shift });
    text += part;
  };
  const end = { text: '', marks: {}, line: runs.at(-1)?.line ?? 1 };
  for (const run of [...runs, end]) {
    const signs = signsOf(run.marks);
    const differs = open.findIndex(({ after }, index) => after !== signs[index]?.after);
    const kept = differs < 0 ? open.length : differs;
    for (const { after } of open.slice(kept).reverse()) add(` ${after} `, run.line);
    for (const { before } of signs.slice(kept)) add(before === '' ? '' : ` ${before} `, run.line);
    add(run.text, run.line);
    open = signs;
  }
  let at = 0;
  return [...text.matchAll(/\S+/g)].map((match) => {
    while ((starts[at + 1]?.offset ?? Infinity) <= match.index) at += 1;
    return { text: match[0], line: starts[at]?.line ?? 1 };
  });
}

const ending = /[.!?;:]["')\]’”]*$/;

/** The words of a block as sentences; a colon or semicolon ends one too, so that a duty in a list is one. */
export function splitSentences(words: readonly Word[]): (readonly Word[])[] {
  const sentences: Word[][] = [];
  let open: Word[] = [];
  for (const word of words) {
    open.push(word);
    // "4." at the head of a list item is a number and not a sentence.
    if (!ending.test(word.text) || (open.length === 1 && /^\d+\./.test(word.text))) continue;
    sentences.push(open);
    open = [];
  }
  return open.length > 0 ? [...sentences, open] : sentences;
}

export function textOfWords(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}

const obliging = /\b(?:must|shall|may not|required|prohibited)\b/i;
// A clause that moves keeps its words.
const number = /^(?:\d+(?:\.\d+)*\.?|[a-z][.)])\s+/;

export interface Obligation {
  readonly sentence: string;
  /** The words of its heading and its own: equal where only capitals or punctuation differ. */
  readonly key: string;
  readonly heading: string;
  /** Line of the file, from 1. */
  readonly line: number;
}

/** The sentences of a version that oblige somebody, with the list below one that ends with a colon ("You must:"). */
export function listObligations(version: PolicyVersion): readonly Obligation[] {
  const found: Obligation[] = [];
  let heading = '';
  let leadIn: { words: string; indent: number } | undefined;
  for (const { kind, indent, words } of listBlocks(version)) {
    if (kind.startsWith('heading')) heading = textOfWords(words).replace(number, '');
    if (leadIn && indent <= leadIn.indent) leadIn = undefined;
    for (const sentence of splitSentences(words)) {
      const text = textOfWords(sentence);
      const isObliging = obliging.test(text);
      if (!isObliging && !leadIn) continue;
      const key = plain([heading, leadIn?.words ?? '', text].join(' '));
      found.push({ sentence: text, key, heading, line: sentence[0]?.line ?? 1 });
      if (isObliging && text.endsWith(':')) leadIn = { words: text, indent };
    }
  }
  return found;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}<>="]+/gu, ' ')
    .trim();
}
