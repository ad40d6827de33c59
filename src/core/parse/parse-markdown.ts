import type { Nodes, Root } from 'mdast';
import { markdownToMdast, mdxToMdast } from 'satteri';
import { unified, type Plugin } from 'unified';
import { memoizeLatest } from '../model/memoize.ts';
import type { PolicyVersion } from '../model/policy.ts';

/** Why a text could not be read, and where in it. Lines and columns start at 1. */
export interface MarkdownFault {
  /** Whether the parser refused it, or we did: for its size, or for HTML in plain Markdown. */
  readonly kind: 'syntax' | 'size' | 'html';
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

// Sätteri is quadratic on long runs of these and on entities and braces of one block, and dies on extreme nesting, so
// all three are refused before it.
const maximumBytes = 1024 * 1024;
const maximumDepth = 200;
const openers = /[><{_*[`~]+/g;
const maximumRun = 100;
const costlySigns = /[&{]|\n[^\S\n]*(?=\n)/g;
const maximumInBlock = 2000;

/** Astro's own MDX parser as a unified parser, so that remark's plugins and utilities work on its tree. */
const satteriMdx: Plugin<[], string, Root> = function () {
  this.parser = (document) => mdxToMdast(document);
};

const processor = unified().use(satteriMdx);

export type ParsedMarkdown = { readonly tree: Root } | { readonly fault: MarkdownFault };

// A tree takes six times the memory of its text, and a book may have ten thousand versions.
const maximumKept = 1024 * 1024;

/** The tree of an MDX text, with offsets in UTF-16 units, or its first fault. Trees are shared: copy before a change. */
export const parseMarkdown = memoizeLatest(
  (text: string): ParsedMarkdown => guardedly(text, (guarded) => processor.parse(guarded)),
  ({ length }) => length,
  maximumKept,
);

/** The tree of a version's body. It is shared: a caller that alters it has to copy it first. */
export function versionTree({ body, source }: Pick<PolicyVersion, 'body' | 'source'>): Root {
  const parsed = parseMarkdown(body);
  if ('tree' in parsed) return parsed.tree;
  throw new Error(`${source.file} does not parse: ${parsed.fault.reason}.`);
}

/** The same for a text that is plain Markdown, in which tags and braces have no meaning of MDX. */
export function parsePlainMarkdown(text: string): ParsedMarkdown {
  return guardedly(text, (guarded) => markdownToMdast(guarded) as Root);
}

function guardedly(text: string, parse: (text: string) => Root): ParsedMarkdown {
  const fault = findOversize(text);
  if (fault) return { fault };
  try {
    const tree = parse(text);
    if (isDeeperThan(tree, maximumDepth)) {
      return { fault: sizeFault(`it nests deeper than ${maximumDepth} levels`) };
    }
    return { tree };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

function sizeFault(reason: string, before = ''): MarkdownFault {
  const lines = before.split('\n');
  return { kind: 'size', line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, reason };
}

function findOversize(text: string): MarkdownFault | undefined {
  if (text.length > maximumBytes) {
    return sizeFault('it is larger than 1 MiB');
  }
  return findLongRun(text) ?? findFullBlock(text);
}

/** A block without an empty line that has too many of the signs that cost the parser its whole length each. */
function findFullBlock(text: string): MarkdownFault | undefined {
  let inBlock = 0;
  for (const { 0: sign, index } of text.matchAll(costlySigns)) {
    inBlock = sign.startsWith('\n') ? 0 : inBlock + 1;
    if (inBlock > maximumInBlock) {
      const reason = `more than ${maximumInBlock} of "&" and "{" are between two empty lines`;
      return sizeFault(reason, text.slice(0, index));
    }
  }
  return undefined;
}

function findLongRun(text: string): MarkdownFault | undefined {
  let lineEnd = -1;
  let onLine = 0;
  for (const { 0: run, index: start } of text.matchAll(openers)) {
    if (start > lineEnd) {
      lineEnd = text.indexOf('\n', start);
      if (lineEnd < 0) lineEnd = text.length;
      onLine = 0;
    }
    let inRow = 0;
    for (let place = 0; place < run.length; place += 1) {
      const opener = run.charAt(place);
      onLine += 1;
      inRow = place > 0 && opener === run.charAt(place - 1) ? inRow + 1 : 1;
      if (inRow > maximumRun || onLine > maximumRun * 4) {
        const reason = `more than ${maximumRun} "${opener}" are in a row, or several hundred marks are on one line`;
        return sizeFault(reason, text.slice(0, start + place));
      }
    }
  }
  return undefined;
}

function isDeeperThan(node: Nodes, limit: number): boolean {
  let level: Nodes[] = [node];
  for (let depth = 0; depth <= limit; depth += 1) {
    level = level.flatMap((parent) => ('children' in parent ? parent.children : []));
    if (level.length === 0) return false;
  }
  return true;
}

// Sätteri's errors carry their place only in the message: "8:3: Unexpected character after `<`…".
function faultOf(error: unknown): MarkdownFault {
  const message = error instanceof Error ? error.message : String(error);
  const [, line = '1', column = '1', reason = message] =
    /^(\d+):(\d+): ([\s\S]*)$/.exec(message) ?? [];
  return { kind: 'syntax', line: Number(line), column: Number(column), reason };
}
