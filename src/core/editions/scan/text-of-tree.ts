import type { Nodes } from 'mdast';
import type { PolicyVersion } from '../../model/policy.ts';
import { parseMarkdown } from '../../parse/parse-markdown.ts';
import { resolveBody } from '../../parse/resolve-body.ts';
import { isComponent } from '../../parse/vocabulary.ts';

const inlineParents = new Set<Nodes['type']>([
  'paragraph',
  'heading',
  'emphasis',
  'strong',
  'delete',
  'link',
  'linkReference',
  'tableCell',
  'mdxJsxTextElement',
]);

/** The words that a reader of a version sees: data filled in, marks and addresses gone, a line for each block. */
export function readerText(version: PolicyVersion): string {
  const parsed = parseMarkdown(resolveBody(version.body, version.frontmatter, () => undefined));
  return 'fault' in parsed ? '' : textOf(parsed.tree);
}

function textOf(node: Nodes): string {
  if (node.type === 'image' || node.type === 'imageReference')
    return [node.alt, titleOf(node)].join(' ');
  if (node.type === 'break') return ' ';
  if ('children' in node) {
    const isInline =
      inlineParents.has(node.type) || (isComponent(node) && node.children.every(isInlineText));
    return (node.children as readonly Nodes[]).map(textOf).join(isInline ? '' : '\n');
  }
  return 'value' in node && !node.type.startsWith('mdx') ? node.value : '';
}

function isInlineText({ type }: Nodes): boolean {
  return type === 'text' || inlineParents.has(type);
}

function titleOf(node: Nodes): string {
  return 'title' in node ? (node.title ?? '') : '';
}
