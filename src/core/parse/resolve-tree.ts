import type { Nodes, Paragraph, PhrasingContent, Root } from 'mdast';
import { phrasing } from 'mdast-util-phrasing';
import { unified, type Plugin } from 'unified';
import type { PolicyFrontmatter } from '../schemas/policy.ts';
import { numberHeadings } from './clauses.ts';
import { expandComponent } from './expand-component.ts';
import { listDefinitions, parsePolicyReference } from './list-references.ts';
import { replaceNodes } from './replace-nodes.ts';
import { attributesOf, isComponent } from './vocabulary.ts';

/** The address of another policy or of a clause of it; undefined where the edition has no such page. */
export type LinkToPolicy = (policy: string, clause: string | undefined) => string | undefined;

/**
 * A copy of a tree for page, search and redline: headings have their clauses, components print their data, links and
 * images replace references, comments are left out. Without `linkToPolicy` links between policies stay as written.
 */
export function resolveTree(
  tree: Root,
  frontmatter: PolicyFrontmatter,
  linkToPolicy?: LinkToPolicy,
): Root {
  const resolver = unified()
    .use(remarkNumberClauses)
    .use(remarkInlineReferences)
    .use(remarkExpandComponents, frontmatter);
  return (linkToPolicy ? resolver.use(remarkLinkPolicies, linkToPolicy) : resolver).runSync(tree);
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

/** Gives links between policies their addresses; those that lead nowhere become their text. */
const remarkLinkPolicies: Plugin<[LinkToPolicy], Root> = (linkToPolicy) => (tree) =>
  replaceNodes(tree, (node, children) => {
    const reference = node.type === 'link' ? parsePolicyReference(node.url) : undefined;
    if (node.type !== 'link' || !reference) return undefined;
    const url = linkToPolicy(reference.policy, reference.clause);
    return url === undefined
      ? children()
      : [{ ...node, url, children: children() as PhrasingContent[] }];
  });
