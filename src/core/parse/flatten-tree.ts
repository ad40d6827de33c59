import type { Heading, ListItem, Nodes, Root, TableRow } from 'mdast';
import { phrasing } from 'mdast-util-phrasing';
import type { Container } from '../model/redline.ts';
import { isComponent, isData } from './vocabulary.ts';

/** Where a block is in the tree. */
export interface Surroundings {
  /** Outermost first. */
  readonly containers: readonly Container[];
  /** How many lists it is in. */
  readonly indent: number;
  /** Of the first block of a list item: `•` or its number `2.`, with its check box. */
  readonly marker?: string;
  /** Of the same block: the number with which its list begins. */
  readonly start?: number;
}

/** A block as it is read. The content of code is its node; other content is inline. */
export type FlatBlock = Surroundings &
  (
    | { readonly kind: 'paragraph' | 'item' | 'code'; readonly content: readonly Nodes[] }
    | { readonly kind: 'heading'; readonly content: readonly Nodes[]; readonly heading: Heading }
    | { readonly kind: 'table'; readonly rows: readonly TableRow[] }
  );

/** The blocks of a tree in reading order. */
export function flattenTree(tree: Root): FlatBlock[] {
  return [...flattenAll(tree.children, { containers: [], indent: 0 })];
}

/** Inline nodes beside each other are a paragraph, with or without a node for it. */
function* flattenAll(nodes: readonly Nodes[], around: Surroundings): Iterable<FlatBlock> {
  const kind = around.marker === undefined ? 'paragraph' : 'item';
  let content: Nodes[] = [];
  for (const node of nodes) {
    if (isInline(node)) {
      content.push(node);
      continue;
    }
    if (content.length > 0) yield { kind, content, ...around };
    content = [];
    yield* flattenBlock(node, around);
  }
  if (content.length > 0) yield { kind, content, ...around };
}

function isInline(node: Nodes): boolean {
  return phrasing(node) || (isComponent(node) && isData(node));
}

function* flattenBlock(node: Nodes, around: Surroundings): Iterable<FlatBlock> {
  switch (node.type) {
    case 'heading':
      yield { kind: 'heading', content: node.children, heading: node, ...around };
      break;
    case 'code':
      yield { kind: 'code', content: [node], ...around };
      break;
    case 'table':
      yield { kind: 'table', rows: node.children, ...around };
      break;
    case 'list':
      for (const [index, item] of node.children.entries()) {
        const start = node.ordered ? (node.start ?? 1) : undefined;
        const sign = start === undefined ? { sign: '•' } : { sign: `${start + index}.`, start };
        yield* flattenItem(item, sign, around);
      }
      break;
    default:
      if ('children' in node) yield* flattenAll(node.children, inside(node, around));
  }
}

function* flattenItem(
  { checked, children }: ListItem,
  { sign, ...list }: { readonly sign: string; readonly start?: number },
  { containers, indent }: Surroundings,
): Iterable<FlatBlock> {
  const around = { containers, indent: indent + 1 };
  const marker = typeof checked === 'boolean' ? `${sign} [${checked ? 'x' : ' '}]` : sign;
  const [first, ...rest] = children;
  if (!first) return;
  const isText = first.type === 'paragraph' || isInline(first);
  yield* flattenAll([first], isText ? { ...around, marker, ...list } : around);
  yield* flattenAll(rest, around);
}

const containers: Readonly<Record<string, Container>> = {
  blockquote: 'quote',
  footnoteDefinition: 'footnote',
  Note: 'note',
  Internal: 'internal',
};

function inside(node: Nodes, around: Surroundings): Surroundings {
  const container = containers['name' in node ? (node.name ?? '') : node.type];
  return container ? { ...around, containers: [...around.containers, container] } : around;
}
