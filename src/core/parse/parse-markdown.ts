import type { Nodes, Root } from 'mdast';
import { mdxToMdast } from 'satteri';
import { unified, type Plugin } from 'unified';

/** Why a text could not be read, and where in it. Lines and columns start at 1. */
export interface MarkdownFault {
  /** Whether the parser refused it, or we did: for its size, or for HTML in plain Markdown. */
  readonly kind: 'syntax' | 'size' | 'html';
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

// Sätteri is quadratic on long runs of these and dies on extreme nesting, so both are refused before it.
const maximumBytes = 1024 * 1024;
const maximumDepth = 200;
const openers = new Uint8Array(0x10000);
for (const opener of '><{_*[`~') openers[opener.charCodeAt(0)] = 1;
const lineFeed = 10;
const maximumRun = 100;

/** Astro's own MDX parser as a unified parser, so that remark's plugins and utilities work on its tree. */
const satteriMdx: Plugin<[], string, Root> = function () {
  this.parser = (document) => mdxToMdast(document);
};

const processor = unified().use(satteriMdx);

/** The tree of an MDX text, with offsets in UTF-16 units, or the first reason why there is none. */
export function parseMarkdown(text: string): { tree: Root } | { fault: MarkdownFault } {
  const fault = findOversize(text);
  if (fault) return { fault };
  try {
    const tree = processor.parse(text);
    if (isDeeperThan(tree, maximumDepth)) {
      return {
        fault: {
          kind: 'size',
          line: 1,
          column: 1,
          reason: `it nests deeper than ${maximumDepth} levels`,
        },
      };
    }
    return { tree };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

function findOversize(text: string): MarkdownFault | undefined {
  if (text.length > maximumBytes) {
    return { kind: 'size', line: 1, column: 1, reason: 'it is larger than 1 MiB' };
  }
  let line = 1;
  let lineStart = 0;
  let onLine = 0;
  let inRow = 0;
  let previous = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === lineFeed) {
      line += 1;
      lineStart = index + 1;
      onLine = 0;
    } else if (openers[code] === 1) {
      onLine += 1;
      inRow = code === previous ? inRow + 1 : 1;
      if (inRow > maximumRun || onLine > maximumRun * 4) {
        return {
          kind: 'size',
          line,
          column: index - lineStart + 1,
          reason: `more than ${maximumRun} "${text.charAt(index)}" stand in a row or several hundred marks on one line`,
        };
      }
    }
    previous = code;
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
