import type { Definition, FootnoteDefinition, Nodes, Parents, Root } from 'mdast';
import type {} from 'mdast-util-mdx';
import { SKIP, visit } from 'unist-util-visit';
import { isInternal } from '../../parse/vocabulary.ts';

/** Nodes that an extract leaves out; everything below one of them goes with it. */
export type Withheld = ReadonlySet<Nodes>;

// These go when nothing is left inside them. A cell stays and is empty; a table goes by its rows.
const containers = new Set<Nodes['type']>([
  'paragraph',
  'heading',
  'emphasis',
  'strong',
  'delete',
  'link',
  'linkReference',
  'list',
  'listItem',
  'blockquote',
  'footnoteDefinition',
  'tableRow',
  'mdxJsxFlowElement',
  'mdxJsxTextElement',
]);

/** What an extract leaves out: internal parts, comments, and what is empty or not referred to without them. */
export function findWithheld(tree: Root): Withheld {
  const withheld = new Set<Nodes>();
  visit(tree, (node) => {
    if (isInternal(node) || isProgram(node)) withheld.add(node);
  });
  for (let before = -1; before !== withheld.size;) {
    before = withheld.size;
    widen(tree, withheld);
    dropBareHeadings(tree, withheld);
    dropLooseEnds(tree, withheld);
  }
  return withheld;
}

/** A comment, or program text, which a body may not contain. */
function isProgram(node: Nodes): boolean {
  return (
    node.type === 'mdxTextExpression' ||
    node.type === 'mdxFlowExpression' ||
    node.type === 'mdxjsEsm'
  );
}

function widen(node: Nodes, withheld: Set<Nodes>): void {
  if (withheld.has(node) || !('children' in node)) return;
  for (const child of node.children) widen(child, withheld);
  const goes =
    node.type === 'table'
      ? losesItsRows(node.children, withheld)
      : containers.has(node.type) && losesEverything(node, withheld);
  if (goes) withheld.add(node);
}

function losesItsRows([, ...rows]: readonly Nodes[], withheld: Withheld): boolean {
  return rows.length > 0 && rows.every((row) => withheld.has(row));
}

/** Whether something inside a node is withheld and nothing but white space remains beside it. */
export function losesEverything(node: Parents, withheld: Withheld): boolean {
  const children: readonly Nodes[] = node.children;
  const isEmpty = (child: Nodes): boolean =>
    withheld.has(child) ||
    isBlank(child) ||
    (child.type === 'tableCell' && child.children.every(isEmpty));
  const isCut = (child: Nodes): boolean =>
    withheld.has(child) || (child.type === 'tableCell' && child.children.some(isCut));
  return children.some(isCut) && children.every(isEmpty);
}

export function isBlank(node: Nodes): boolean {
  return node.type === 'break' || (node.type === 'text' && node.value.trim() === '');
}

function dropBareHeadings(tree: Root, withheld: Set<Nodes>): void {
  visit(tree, (node) => {
    if (withheld.has(node)) return SKIP;
    if (!('children' in node)) return undefined;
    // From the end, so that a part without text is gone before the part that contains it.
    for (const [index, heading] of [...node.children.entries()].reverse()) {
      if (heading.type !== 'heading' || withheld.has(heading)) continue;
      const section = listSection(node.children, index, heading.depth);
      const isCut = section.some((one) => withheld.has(one) && !isProgram(one));
      if (isCut && section.every((one) => withheld.has(one))) withheld.add(heading);
    }
    return undefined;
  });
}

/** What is below a heading, up to the next one that is not deeper, without definitions. */
function listSection(children: readonly Nodes[], heading: number, depth: number): Nodes[] {
  const section: Nodes[] = [];
  for (let index = heading + 1; index < children.length; index += 1) {
    const node = children[index];
    if (!node || (node.type === 'heading' && node.depth <= depth)) break;
    if (!isDefinition(node)) section.push(node);
  }
  return section;
}

function isDefinition(node: Nodes): node is Definition | FootnoteDefinition {
  return node.type === 'definition' || node.type === 'footnoteDefinition';
}

// A definition that only withheld text refers to belongs to that text; one that nothing refers to is a comment.
function dropLooseEnds(tree: Root, withheld: Set<Nodes>): void {
  const references = new Set<string>();
  const definitions = new Set<string>();
  visitKept(tree, withheld, (node) => {
    if (node.type === 'linkReference' || node.type === 'imageReference') {
      references.add(`definition ${node.identifier}`);
    } else if (node.type === 'footnoteReference') {
      references.add(`footnoteDefinition ${node.identifier}`);
    } else if (isDefinition(node)) definitions.add(`${node.type} ${node.identifier}`);
  });
  visitKept(tree, withheld, (node) => {
    if (isDefinition(node) && !references.has(`${node.type} ${node.identifier}`))
      withheld.add(node);
    const isLoose =
      node.type === 'footnoteReference' &&
      !definitions.has(`footnoteDefinition ${node.identifier}`);
    if (isLoose) withheld.add(node);
  });
}

function visitKept(tree: Root, withheld: Withheld, look: (node: Nodes) => void): void {
  visit(tree, (node) => {
    if (withheld.has(node)) return SKIP;
    look(node);
    return undefined;
  });
}
