import type { Element, ElementContent, Properties } from 'hast';
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
import { element, textNode } from './render-segments.ts';

/** A heading as Astro's content layer lists it. */
export interface RenderedHeading {
  readonly depth: number;
  /** The id of its clause. */
  readonly slug: string;
  /** Without the number of its clause. */
  readonly text: string;
}

export interface RenderedVersion {
  /** Sanitised. */
  readonly html: string;
  readonly headings: readonly RenderedHeading[];
  /** The images of the book that the text shows, by their path below `assets/`, each once. */
  readonly images: readonly string[];
}

/** Where the text of a version leads to. */
export interface VersionRendering {
  readonly linkToPolicy: LinkToPolicy;
  /** The attributes of an image of the book, from its path below `assets/` and its own attributes. */
  readonly showImage: (path: string, attributes: Properties) => Properties;
}

/** The body of a version, current or earlier, as the site prints it. */
export function renderVersion(
  { body, frontmatter, source }: PolicyVersion,
  rendering: VersionRendering,
): RenderedVersion {
  const parsed = parseMarkdown(resolveBody(body, frontmatter, rendering.linkToPolicy));
  if ('fault' in parsed) {
    throw new Error(`${source.file} does not parse once it is resolved: ${parsed.fault.reason}`);
  }
  return renderTree(parsed.tree, rendering);
}

/** The tree of a resolved body: components of data are expanded, links between policies have addresses. */
export function renderTree(
  tree: Root,
  { showImage }: Pick<VersionRendering, 'showImage'>,
): RenderedVersion {
  const headings: RenderedHeading[] = [];
  const html = toHast(tree, {
    handlers: { heading: createHeadingHandler(headings), ...componentHandlers },
  });
  const safe = sanitize(html, schema);
  const images = new Set<string>();
  visit(safe, 'element', (node) => {
    const { src, align } = node.properties;
    // The attribute gives way to any style of a cell.
    if (typeof align === 'string') node.properties = { className: [`align-${align}`] };
    const path = node.tagName === 'img' ? /^\.\.\/assets\/(.+)$/.exec(String(src))?.[1] : undefined;
    if (path === undefined) return;
    images.add(path);
    node.properties = showImage(path, node.properties);
  });
  return { html: toHtml(safe), headings, images: [...images] };
}

/** Gives a heading the id of its clause, and a link with the number before the title. */
function createHeadingHandler(found: RenderedHeading[]): Handler {
  const clauseOf = createClauseNumbering();
  return (state: State, node: Heading): Element => {
    const text = toString(node);
    const { id, number, title } = clauseOf({ depth: node.depth, text });
    found.push({ depth: node.depth, slug: id, text: title });
    return element(`h${node.depth}`, { id }, [
      element(
        'a',
        { className: ['clause-number'], href: `#${id}` },
        number === undefined ? [] : [textNode(number)],
      ),
      // The space keeps number and title apart where only the text is read, as in a search index.
      textNode(' '),
      ...withoutPrefix(state.all(node), text.length - title.length),
    ]);
  };
}

/** The children of a heading without the first characters of its text: the number, which is in the link. */
function withoutPrefix(children: ElementContent[], length: number): ElementContent[] {
  const [first, ...rest] = children;
  if (first?.type !== 'text' || first.value.length <= length) return children;
  return [{ ...first, value: first.value.slice(length) }, ...rest];
}

const internalLabel = 'Internal: not in the public edition';

const componentHandlers: Record<string, Handler> = {
  mdxJsxFlowElement: (state: State, node: MdxJsxFlowElement) =>
    node.name === 'Note'
      ? element('div', { className: ['note'], role: 'note' }, state.all(node))
      : element('div', { className: ['internal'] }, [
          element('span', { className: ['internal-label'], dataPagefindIgnore: '' }, [
            textNode(internalLabel),
          ]),
          ...state.all(node),
        ]),
  mdxJsxTextElement: (state: State, node: MdxJsxTextElement) =>
    node.name === 'Note'
      ? element('span', { role: 'note' }, state.all(node))
      : element('span', { className: ['internal'], title: internalLabel }, state.all(node)),
};

// GitHub's schema, with what clauses, notes and internal parts need and without new names for ids.
const schema: Schema = {
  ...defaultSchema,
  clobberPrefix: '',
  protocols: {
    ...defaultSchema.protocols,
    href: [...(defaultSchema.protocols?.['href'] ?? []), 'tel'],
  },
  attributes: {
    ...defaultSchema.attributes,
    a: [
      'href',
      'ariaDescribedBy',
      'ariaLabel',
      'dataFootnoteRef',
      'dataFootnoteBackref',
      ['className', 'clause-number', 'data-footnote-backref'],
    ],
    div: [
      ['className', 'internal', 'note'],
      ['role', 'note'],
    ],
    span: [['className', 'internal', 'internal-label'], ['role', 'note'], 'dataPagefindIgnore'],
  },
};
