import type { Nodes, Text } from 'mdast';
import { visit } from 'unist-util-visit';
import { replaceSlices, type Slice } from './replace-slices.ts';
import { parsePlainMarkdown, type MarkdownFault } from './parse-markdown.ts';

const signs = /[\\`*_{}[\]<>|]/g;

/**
 * A plain Markdown body as MDX that reads the same: signs that MDX would take for tags or expressions are escaped,
 * each on its own line, so that places stay right. Raw HTML has no such form and is a fault.
 */
export function markdownToMdx(body: string): { body: string } | { fault: MarkdownFault } {
  const parsed = parsePlainMarkdown(body);
  if ('fault' in parsed) return parsed;
  const { tree } = parsed;
  const slices: Slice[] = [];
  let fault: MarkdownFault | undefined;
  visit(tree, (node) => {
    const { start, end } = node.position ?? {};
    if (start?.offset === undefined || end?.offset === undefined) return;
    const range = { start: start.offset, end: end.offset };
    const source = body.slice(range.start, range.end);
    if (node.type === 'html') {
      fault ??= {
        kind: 'html',
        line: start.line,
        column: start.column,
        reason: 'it contains HTML',
      };
    } else if (node.type === 'code' && !/^(?:`{3}|~{3})/.test(source)) {
      // MDX has no code by indenting: without its fence it is text, and stays as it is written.
      slices.push({
        ...range,
        text: source.replaceAll(signs, (sign) => (sign === '<' ? '&lt;' : `\\${sign}`)),
      });
    } else if (node.type === 'text') slices.push({ ...range, text: escapeText(source, node) });
    else if (isAutolink(node, source)) {
      slices.push({ ...range, text: `[${source.slice(1, -1)}](${node.url})` });
    }
  });
  return fault ? { fault } : { body: replaceSlices(body, slices) };
}

function isAutolink(node: Nodes, source: string): node is Extract<Nodes, { type: 'link' }> {
  return node.type === 'link' && source.startsWith('<');
}

function escapeText(source: string, node: Text): string {
  const escaped = source.replaceAll(/\\[\s\S]|[<{]/g, (sign) => {
    if (sign.startsWith('\\')) return sign === '\\<' ? '&lt;' : sign;
    return sign === '<' ? '&lt;' : '\\{';
  });
  // A paragraph that begins with one of these words would be program text.
  const isAtLineStart = node.position?.start.column === 1;
  const program = isAtLineStart
    ? /^(?:i(?=mport\b)|e(?=xport\b))/gm
    : /(?<=\n)(?:i(?=mport\b)|e(?=xport\b))/g;
  return escaped.replaceAll(program, (letter) => `&#${letter.charCodeAt(0)};`);
}
