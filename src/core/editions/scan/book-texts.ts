import type { Nodes } from 'mdast';
import type { PublicBook } from '../../model/edition.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import { flattenTree } from '../../parse/flatten-tree.ts';
import { parseMarkdown } from '../../parse/parse-markdown.ts';
import { resolveTree } from '../../parse/resolve-tree.ts';

/** The words that a reader of a version sees: data filled in, marks and addresses gone, blank lines between blocks. */
export function readerText(version: Pick<PolicyVersion, 'body' | 'frontmatter'>): string {
  const parsed = parseMarkdown(version.body);
  if ('fault' in parsed) return '';
  return flattenTree(resolveTree(parsed.tree, version.frontmatter))
    .flatMap((block) =>
      block.kind === 'table'
        ? block.rows.flatMap(({ children }) => children.map(textOf))
        : block.content.map(textOf).join(''),
    )
    .join('\n\n');
}

function textOf(node: Nodes): string {
  if (node.type === 'image') return [node.alt, node.title].join(' ');
  if (node.type === 'break') return ' ';
  if ('children' in node) return node.children.map(textOf).join('');
  return 'value' in node && !node.type.startsWith('mdx') ? node.value : '';
}

/** Every text in a piece of plain data, the names of its fields aside. */
export function* stringsOf(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const one of value) yield* stringsOf(one);
  else if (typeof value === 'object' && value !== null) yield* stringsOf(Object.values(value));
}

/** All texts of the public edition on one policy. */
export function publicPolicyTexts({ id, current }: Policy): string[] {
  return [id, current.body, readerText(current), ...stringsOf(current.frontmatter)];
}

/** All texts of a public book. */
export function publicTexts({ policies, settings, assets }: PublicBook): string[] {
  return [...policies.flatMap(publicPolicyTexts), ...stringsOf(settings), ...assets];
}
