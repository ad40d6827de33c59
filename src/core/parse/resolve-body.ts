import type { Definition, Link, Nodes } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';
import { visit } from 'unist-util-visit';
import type { PolicyFrontmatter } from '../schemas/policy.ts';
import { expandComponent } from './expand-component.ts';
import { parsePolicyReference } from './policy-reference.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { replaceSlices, type Slice } from './replace-slices.ts';
import { attributesOf, isComponent } from './vocabulary.ts';

/** The address of another policy or of a clause of it; undefined where the edition has no such page. */
export type LinkToPolicy = (policy: string, clause: string | undefined) => string | undefined;

/**
 * The text that page, search and twin all read: components that stand for data are expanded, comments are gone,
 * links between policies have addresses. Edits by offset, so that every other byte stays as approved.
 */
export function resolveBody(
  body: string,
  frontmatter: PolicyFrontmatter,
  linkToPolicy: LinkToPolicy,
): string {
  const parsed = parseMarkdown(body);
  if ('fault' in parsed)
    throw new Error(`A body that was read before does not parse: ${parsed.fault.reason}`);

  const slices: Slice[] = [];
  visit(parsed.tree, (node) => {
    const slice =
      expand(node, body, frontmatter) ??
      dropComment(node, body) ??
      (node.type === 'link' || node.type === 'definition'
        ? relink(node, body, linkToPolicy)
        : undefined);
    if (slice) slices.push(slice);
  });
  return replaceSlices(body, slices);
}

function rangeOf(node: Nodes): { start: number; end: number } {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

function expand(node: Nodes, body: string, frontmatter: PolicyFrontmatter): Slice | undefined {
  if (!isComponent(node)) return undefined;
  if (node.name === 'Internal' || node.name === 'Note') return undefined;

  const text = expandComponent(node.name ?? '', attributesOf(node).get('name'), frontmatter);
  if (text !== undefined) return { ...rangeOf(node), text };
  return dropTags(node, body);
}

/** A component that an earlier version used and that is no more: its content stays, as plain text. */
function dropTags(node: MdxJsxFlowElement | MdxJsxTextElement, body: string): Slice {
  const first = node.children[0];
  const last = node.children.at(-1);
  const text = first && last ? body.slice(rangeOf(first).start, rangeOf(last).end) : '';
  return { ...rangeOf(node), text };
}

function dropComment(node: Nodes, body: string): Slice | undefined {
  if (node.type !== 'mdxTextExpression' && node.type !== 'mdxFlowExpression') return undefined;
  const { start, end } = rangeOf(node);
  const isWholeLine = node.type === 'mdxFlowExpression' && body.charAt(end) === '\n';
  return { start, end: isWholeLine ? end + 1 : end, text: '' };
}

function relink(
  node: Link | Definition,
  body: string,
  linkToPolicy: LinkToPolicy,
): Slice | undefined {
  const reference = parsePolicyReference(node.url);
  if (!reference) return undefined;
  const range = rangeOf(node);
  const address = linkToPolicy(reference.policy, reference.clause);
  if (address === undefined) {
    const text = node.type === 'link' ? textOf(node, body) : '';
    return { ...range, text };
  }
  const offset = body.lastIndexOf(node.url, range.end);
  return { start: offset, end: offset + node.url.length, text: address };
}

function textOf(node: Link, body: string): string {
  const first = node.children[0];
  const last = node.children.at(-1);
  return first && last ? body.slice(rangeOf(first).start, rangeOf(last).end) : '';
}
