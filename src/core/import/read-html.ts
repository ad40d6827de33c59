import type { Element, Nodes, Root as Page } from 'hast';
import type { PhrasingContent, Root } from 'mdast';
import rehypeParse from 'rehype-parse';
import rehypeRemark, { type Options } from 'rehype-remark';
import { unified } from 'unified';
import { CONTINUE, EXIT, SKIP, visit } from 'unist-util-visit';
import type { DocumentLine, ReadDocument, Removed } from './imported.ts';

/** The text of a page is in its main part, where it has one; links and buttons around it are not. */
export function readPage(html: string): ReadDocument {
  const page = parsePage(html);
  const content = findElement(page, 'main') ?? findElement(page, 'article');
  const root: Page = content ? { type: 'root', children: [content] } : page;
  const outside = content ? listHtmlLines(page, content) : [];
  const lines = [...outside, ...listHtmlLines(root)];
  const removed = outside.map(asAround);
  visit(root, 'comment', ({ value, position }) => {
    const number = position?.start.line ?? 1;
    lines.push({ number, text: value });
    removed.push({ line: number, text: value, why: 'a comment of the web page' });
  });
  visit(root, 'element', (node, index, parent) => {
    const isAround = /^(?:nav|footer|button|title)$/.test(node.tagName);
    if (!parent || index === undefined) return CONTINUE;
    if (!isAround && (content ?? node.tagName !== 'aside')) return CONTINUE;
    removed.push(...listHtmlLines(node).map(asAround));
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
  return { tree: toMarkdownTree(root), lines, hasTargets: false, removed, notes: [] };
}

function asAround({ number, text }: DocumentLine): Removed {
  return { line: number, text: text.trim(), why: 'around the text of the web page' };
}

function findElement(page: Page, name: string): Element | undefined {
  let found: Element | undefined;
  visit(page, 'element', (node) => {
    if (node.tagName === name) found = node;
    return found ? EXIT : CONTINUE;
  });
  return found;
}

const inline =
  /^(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)$/;

/** The text of HTML, and of its images, as a browser shows it: one line for each block, without scripts. */
function listHtmlLines(root: Nodes, except?: Element): DocumentLine[] {
  const lines: { number: number; text: string }[] = [];
  const collect = (node: Nodes) => {
    const number = node.position?.start.line ?? 1;
    if (node.type === 'text') {
      if (lines.length === 0) lines.push({ number, text: '' });
      for (const line of lines.slice(-1)) line.text += node.value;
    }
    if (!('children' in node) || node === except) return;
    const tagName = node.type === 'element' ? node.tagName : '';
    if (/^(?:script|style|template)$/.test(tagName)) return;
    const isBlock = !inline.test(tagName);
    if (isBlock) lines.push({ number, text: tagName === 'img' ? altOf(node) : '' });
    node.children.forEach(collect);
    if (isBlock) lines.push({ number, text: '' });
  };
  collect(root);
  return lines.filter(({ text }) => text.trim() !== '');
}

function altOf(node: Nodes): string {
  return node.type === 'element' ? String(node.properties['alt'] ?? '') : '';
}

export function parsePage(html: string): Page {
  return unified().use(rehypeParse).parse(html);
}

/** A page as Markdown's tree, with the footnotes that mammoth marks, and one text in each cell of a table. */
export function toMarkdownTree(page: Page): Root {
  markNotes(page);
  const tree = unified().use(rehypeRemark, { handlers: noteHandlers }).runSync(page);
  visit(tree, 'table', (table) => {
    const [first, second] = table.children;
    if (second && first?.children.every(({ children }) => children.length === 0)) {
      table.children.shift();
    }
    for (const cell of table.children.flatMap((row) => row.children)) {
      cell.children = flatten(cell.children);
    }
  });
  return tree;
}

/** A cell is one line: a space divides what was a block of its own in it from the rest. */
function flatten(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const isBlock = (node: PhrasingContent | undefined) =>
    /^(?:paragraph|list|listItem|blockquote|heading|break|code)$/.test(node?.type ?? '');
  return nodes.flatMap((node, index): PhrasingContent[] => {
    const isApart = index > 0 && (isBlock(node) || isBlock(nodes[index - 1]));
    const space: PhrasingContent[] = isApart ? [{ type: 'text', value: ' ' }] : [];
    const children = 'children' in node ? flatten(node.children) : [];
    if (!isBlock(node)) return [...space, 'children' in node ? { ...node, children } : node];
    return [
      ...space,
      ...('value' in node ? [{ type: 'text' as const, value: node.value }] : children),
    ];
  });
}

/** mammoth writes footnotes as links to a list at the end, which leads back. */
function markNotes(page: Page): void {
  visit(page, 'element', (node, index, parent) => {
    const inner = node.children.find((child) => child.type === 'element');
    if (parent && /^#(?:foot|end)note-ref-\d+$/.test(String(node.properties['href']))) {
      parent.children.splice(index ?? 0, 1);
      return [SKIP, index ?? 0];
    }
    if (node.tagName === 'sup' && inner && noteId(inner)) node.tagName = 'note-reference';
    if (node.tagName === 'ol' && inner?.tagName === 'li' && noteId(inner)) node.tagName = 'div';
    if (node.tagName === 'li' && noteId(node)) node.tagName = 'note-text';
    return CONTINUE;
  });
}

/** `1` for the first footnote, `endnote-1` for the first endnote. */
function noteId({ properties }: Element): string | undefined {
  const [, kind = '', number = ''] =
    /^(footnote|endnote)-(?:ref-)?(\d+)$/.exec(String(properties['id'])) ?? [];
  return kind === 'endnote' ? `${kind}-${number}` : number || undefined;
}

const noteHandlers: NonNullable<Options['handlers']> = {
  'note-reference'(_, { children }: Element) {
    const link = children.find((child) => child.type === 'element');
    const identifier = (link && noteId(link)) ?? '';
    return { type: 'footnoteReference', identifier, label: identifier };
  },
  'note-text'(state, node: Element) {
    const identifier = noteId(node) ?? '';
    const children = state.toFlow(state.all(node));
    return { type: 'footnoteDefinition', identifier, label: identifier, children };
  },
};
