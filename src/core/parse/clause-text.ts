import { toString } from 'mdast-util-to-string';
import type { RootContent } from 'mdast';
import type { PolicyVersion } from '../model/policy.ts';
import { listClauses } from './clauses.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { resolveBody } from './resolve-body.ts';

/** The paragraphs of one clause as they read, without those of its subclauses; undefined where the version lacks it. */
export function clauseText(
  { body, frontmatter }: PolicyVersion,
  clause: string,
): readonly string[] | undefined {
  const parsed = parseMarkdown(resolveBody(body, frontmatter, () => undefined));
  if ('fault' in parsed) return undefined;
  const headings = listClauses(parsed.tree, 1);
  const heading = headings.find(({ id }) => id === clause);
  if (!heading) return undefined;
  const nodes = flatten(parsed.tree.children);
  const start = nodes.findIndex((node) => node.position?.start.line === heading.line);
  const rest = nodes.slice(start + 1);
  const end = rest.findIndex(({ type }) => type === 'heading');
  return rest.slice(0, end < 0 ? rest.length : end).flatMap(paragraphsOf);
}

/** Blocks with those inside a component in its place. */
function flatten(nodes: readonly RootContent[]): RootContent[] {
  return nodes.flatMap((node) =>
    node.type === 'mdxJsxFlowElement' ? flatten(node.children) : [node],
  );
}

function paragraphsOf(node: RootContent): string[] {
  switch (node.type) {
    case 'list':
      return node.children.map((item, index) => {
        const mark = node.ordered ? `${(node.start ?? 1) + index}.` : '-';
        return `${mark} ${plain(toString(item))}`;
      });
    case 'table':
      return node.children.map((row) =>
        row.children.map((cell) => plain(toString(cell))).join(' | '),
      );
    default: {
      const text = plain(toString(node));
      return text === '' ? [] : [text];
    }
  }
}

function plain(text: string): string {
  return text.split(/\s+/).filter(Boolean).join(' ');
}
