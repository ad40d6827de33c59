import type { Element, ElementContent, Root as HastRoot } from 'hast';
import { defaultSchema, sanitize, type Schema } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import type { Heading, Root } from 'mdast';
import { toHast, type Handler, type State } from 'mdast-util-to-hast';
import { toString } from 'mdast-util-to-string';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';
import { visit } from 'unist-util-visit';
import type { PolicyVersion } from '../model/policy.ts';
import { createClauseNumbering } from '../parse/clauses.ts';
import { parseMarkdown } from '../parse/parse-markdown.ts';
import { resolveBody, type LinkToPolicy } from '../parse/resolve-body.ts';

const schema: Schema = {
  ...defaultSchema,
  clobberPrefix: '',
  attributes: {
    ...defaultSchema.attributes,
    '*': ['id'],
    img: ['src', 'alt'],
    a: ['href', ['className', 'clause-number']],
    div: [['className', 'internal', 'note']],
    span: [['className', 'internal']],
  },
};

/** Where the text of a version leads to. */
export interface VersionAddresses {
  readonly linkToPolicy: LinkToPolicy;
  /** The folder of the book's images as the site has it; ends with a slash. */
  readonly assets: string;
}

/** A version's body as sanitised HTML, for texts whose components may be gone and which are never compiled. */
export function renderVersion(
  version: PolicyVersion,
  { linkToPolicy, assets }: VersionAddresses,
): string {
  const parsed = parseMarkdown(resolveBody(version.body, version.frontmatter, linkToPolicy));
  if ('fault' in parsed) {
    throw new Error(
      `${version.source.file} does not parse once it is resolved: ${parsed.fault.reason}`,
    );
  }
  visit(parsed.tree, 'image', (image) => {
    image.url = image.url.replace(/^\.\.\/assets\//, assets);
  });
  return toHtml(sanitize(renderTree(parsed.tree), schema));
}

function renderTree(tree: Root): HastRoot {
  const clauseOf = createClauseNumbering();
  const heading: Handler = (state: State, node: Heading): Element => {
    const text = toString(node);
    const { id, number, title } = clauseOf({ depth: node.depth, text });
    const link: Element = {
      type: 'element',
      tagName: 'a',
      properties: { className: ['clause-number'], href: `#${id}` },
      children: number === undefined ? [] : [{ type: 'text', value: number }],
    };
    return {
      type: 'element',
      tagName: `h${node.depth}`,
      properties: { id },
      // The space keeps number and title apart for whoever reads the text alone.
      children: [
        link,
        { type: 'text', value: ' ' },
        ...withoutPrefix(state.all(node), text.length - title.length),
      ],
    };
  };
  const component: Handler = (
    state: State,
    node: MdxJsxFlowElement | MdxJsxTextElement,
  ): Element => ({
    type: 'element',
    tagName: node.type === 'mdxJsxFlowElement' ? 'div' : 'span',
    properties: { className: [node.name === 'Note' ? 'note' : 'internal'] },
    children: state.all(node),
  });
  return toHast(tree, {
    handlers: { heading, mdxJsxFlowElement: component, mdxJsxTextElement: component },
  }) as HastRoot;
}

/** The children of a heading less the first characters of its text: the number, which stands in the link before. */
function withoutPrefix(children: ElementContent[], length: number): ElementContent[] {
  const [first, ...rest] = children;
  if (first?.type !== 'text' || first.value.length <= length) return children;
  return [{ ...first, value: first.value.slice(length) }, ...rest];
}
