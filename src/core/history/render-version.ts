import type { Element, Properties } from 'hast';
import { defaultSchema, sanitize, type Schema } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import type { Heading } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { toHast, type Handler, type State } from 'mdast-util-to-hast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';
import { visit } from 'unist-util-visit';
import type { PolicyVersion } from '../model/policy.ts';
import { titleNodes } from '../parse/clauses.ts';
import { imagePath } from '../parse/list-references.ts';
import { versionTree } from '../parse/parse-markdown.ts';
import { resolveTree, type LinkTo } from '../parse/resolve-tree.ts';
import { element, longCell, textNode } from './render-segments.ts';

/** Where the text of a version leads to. */
export interface VersionRendering {
  readonly linkTo: LinkTo;
  /** The attributes of an image of the book, from its path below `assets/` and its own attributes. */
  readonly showImage: (path: string, attributes: Properties) => Properties;
}

/** The body of a version, current or earlier, as the site prints it: sanitised HTML. */
export function renderVersion(
  version: PolicyVersion,
  { linkTo, showImage }: VersionRendering,
): string {
  const tree = resolveTree(versionTree(version), version.frontmatter, linkTo);
  const html = toHast(tree, {
    clobberPrefix: noteIds,
    handlers: { heading: renderHeading, ...componentHandlers },
  });
  const safe = sanitize(html, schema);
  const taken = new Set<unknown>();
  visit(safe, 'element', (node) => {
    const { src, align, className } = node.properties;
    // The parser names the heading of the footnotes as a heading of the text may be named.
    if (className && node.properties.id === 'footnote-label')
      node.properties.id = `${noteIds}label`;
    if (node.properties.ariaDescribedBy) node.properties.ariaDescribedBy = [`${noteIds}label`];
    const { id } = node.properties;
    if (taken.has(id)) delete node.properties.id;
    if (id !== undefined) taken.add(id);
    // A browser scrolls a table by keyboard only where it can have the focus.
    if (node.tagName === 'table') node.properties.tabIndex = 0;
    // Any style of a cell overrides the attribute.
    const classes = typeof align === 'string' ? [`align-${align}`] : [];
    if (node.tagName === 'td' && toString(node).length > longCell) classes.push('long');
    if (classes.length > 0) node.properties = { className: classes };
    const path = node.tagName === 'img' ? imagePath(String(src)) : undefined;
    if (path === undefined) return;
    node.properties = showImage(path, node.properties);
  });
  return toHtml(safe);
}

/** Gives a heading the id of its clause, and a link with the number before the title. */
function renderHeading(state: State, node: Heading): Element {
  const { id = '', number } = node.data?.clause ?? {};
  return element(`h${node.depth}`, { id }, [
    element(
      'a',
      { className: ['clause-number'], href: `#${id}` },
      number === undefined ? [] : [textNode(number)],
    ),
    // The space keeps number and title apart where only the text is read, as in a search index.
    textNode(' '),
    ...state.all({ ...node, children: titleNodes(node) }),
  ]);
}

// No heading has an id with a letter before a full stop.
const noteIds = 'note.';

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
    href: ['http', 'https', 'mailto', 'tel'],
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
