import type { Nodes, Paragraph, PhrasingContent, Root, Text } from 'mdast';
import { phrasing } from 'mdast-util-phrasing';
import { unified, type Plugin } from 'unified';
import { visit } from 'unist-util-visit';
import type { PolicyFrontmatter } from '../schemas/policy.ts';
import { documentNamed, listClauseMentions } from './clause-mentions.ts';
import { type ClauseHeading, numberHeadings } from './clauses.ts';
import { expandComponent } from './expand-component.ts';
import {
  type FileTarget,
  findClause,
  type LinkTarget,
  type PolicyTarget,
  readLinkTarget,
} from './link-target.ts';
import { listDefinitions } from './list-references.ts';
import { replaceNodes } from './replace-nodes.ts';
import { attributesOf, isComponent } from './vocabulary.ts';

/** The address of another policy, of a heading of it or of a file; undefined where the edition has no such page. */
export type LinkTo = (target: PolicyTarget | FileTarget) => string | undefined;

/**
 * A copy of a tree for page, search and redline: headings have their clauses, components print their data, links and
 * images replace references, comments are left out. Without `linkTo` links to policies and files stay as written.
 */
export function resolveTree(tree: Root, frontmatter: PolicyFrontmatter, linkTo?: LinkTo): Root {
  const resolver = unified()
    .use(remarkNumberClauses)
    .use(remarkInlineReferences)
    .use(remarkExpandComponents, frontmatter)
    .use(remarkResolveLinks, linkTo);
  return resolver.runSync(tree);
}

/** Gives each heading its clause as `data.clause`. */
const remarkNumberClauses: Plugin<[], Root> = () => numberHeadings;

const remarkInlineReferences: Plugin<[], Root> = () => inlineReferences;

/** A copy of a tree with links and images by reference in the line, and without definitions. */
export function inlineReferences(tree: Root): Root {
  const definitions = listDefinitions(tree);
  return replaceNodes(tree, (node, children) => {
    if (node.type === 'definition') return [];
    if (node.type !== 'linkReference' && node.type !== 'imageReference') return undefined;
    const definition = definitions.get(node.identifier);
    if (!definition) return undefined;
    const { url, title = null } = definition;
    const place = node.position && { position: node.position };
    return node.type === 'linkReference'
      ? [{ type: 'link', url, title, children: children() as PhrasingContent[], ...place }]
      : [{ type: 'image', url, title, alt: node.alt ?? '', ...place }];
  });
}

/** Prints the components of data, drops comments, and keeps of an unknown component its content. */
const remarkExpandComponents: Plugin<[PolicyFrontmatter], Root> = (frontmatter) => (tree) =>
  replaceNodes(tree, (node, children) => {
    if (node.type === 'mdxTextExpression' || node.type === 'mdxFlowExpression') return [];
    if (node.type === 'paragraph') return wrapPhrasing(children());
    if (!isComponent(node) || node.name === 'Internal' || node.name === 'Note') return undefined;
    const printed = expandComponent(node.name ?? '', attributesOf(node).get('name'), frontmatter);
    const content = printed ? [printed] : children();
    return node.type === 'mdxJsxFlowElement' ? wrapPhrasing(content) : content;
  });

/** Inline nodes in paragraphs, with the blocks between them: a table within a line ends its paragraph. */
function wrapPhrasing(nodes: readonly Nodes[]): Nodes[] {
  const wrapped: Nodes[] = [];
  let open: Paragraph | undefined;
  for (const node of nodes) {
    if (!phrasing(node)) {
      wrapped.push(node);
      open = undefined;
    } else if (open) open.children.push(node);
    else if (node.type !== 'text' || node.value.trim() !== '') {
      open = { type: 'paragraph', children: [node] };
      wrapped.push(open);
    }
  }
  return wrapped;
}

/** Gives local links their addresses on the site; those that lead nowhere become their text. A clause that is named becomes a link. */
const remarkResolveLinks: Plugin<[LinkTo | undefined], Root> = (linkTo) => (tree) => {
  const clauses: ClauseHeading[] = [];
  visit(tree, 'heading', ({ data }) => {
    if (data?.clause) clauses.push(data.clause);
  });
  const linked = replaceNodes(tree, (node, children) => {
    const target = node.type === 'link' ? readLinkTarget(node.url) : { kind: 'elsewhere' as const };
    if (node.type !== 'link' || target.kind === 'elsewhere') return undefined;
    const url = addressOf(target, clauses, linkTo ?? (() => node.url));
    return url === undefined
      ? children()
      : [{ ...node, url, children: children() as PhrasingContent[] }];
  });
  if (!linkTo) return linked;
  return replaceNodes(linked, (node) => {
    if (node.type === 'link' || node.type === 'heading') return [node];
    return node.type === 'text' ? linkMentions(node, clauses) : undefined;
  });
};

/** A text in which each clause of its own document that it names is a link; undefined where it names none. */
function linkMentions({ value }: Text, clauses: readonly ClauseHeading[]): Nodes[] | undefined {
  const parts: Nodes[] = [];
  let last = 0;
  for (const mention of listClauseMentions(value)) {
    const { number, from, to } = mention;
    const clause = clauses.find((one) => one.number === number);
    if (!clause || documentNamed(mention) !== undefined) continue;
    const text = (start: number, end: number): Text => ({
      type: 'text',
      value: value.slice(start, end),
    });
    if (from > last) parts.push(text(last, from));
    parts.push({ type: 'link', url: `#${clause.id}`, children: [text(from, to)] });
    last = to;
  }
  if (last === 0) return undefined;
  return last < value.length ? [...parts, { type: 'text', value: value.slice(last) }] : parts;
}

function addressOf(
  target: LinkTarget,
  clauses: readonly ClauseHeading[],
  linkTo: LinkTo,
): string | undefined {
  if (target.kind === 'policy' || target.kind === 'file') return linkTo(target);
  if (target.kind !== 'heading') return undefined;
  if (target.anchor === '') return '#';
  const id = findClause(clauses, target.anchor)?.id;
  return id === undefined ? undefined : `#${id}`;
}
