import type { Nodes, Root } from 'mdast';
import { isComponent } from '../../parse/vocabulary.ts';
import { isBlank } from './find-withheld.ts';
import { cutMarkLabel } from './cut-slices.ts';

/** A node as it is compared: what it says and holds, without places and white space. */
interface Shape {
  readonly face: string;
  readonly children: readonly Shape[];
  readonly node: Nodes;
}

/** The first node of `expected` that `actual` does not have in its place; undefined where the two say the same. */
export function findTreeDifference(expected: Root, actual: Root): Nodes | undefined {
  return differ(shapeOf(expected), shapeOf(actual));
}

function differ(expected: Shape, actual: Shape | undefined): Nodes | undefined {
  if (expected.face !== actual?.face) return expected.node;
  for (const [index, child] of expected.children.entries()) {
    const difference = differ(child, actual.children[index]);
    if (difference) return difference;
  }
  return expected.children.length === actual.children.length ? undefined : expected.node;
}

function shapeOf(node: Nodes): Shape {
  return {
    node,
    face: faceOf(node),
    children: 'children' in node ? joinTexts(node.children.flatMap(unwrap)).map(shapeOf) : [],
  };
}

// A paragraph of nothing but components is unwrapped by the parser, depending on what stands beside them.
function unwrap(node: Nodes): readonly Nodes[] {
  if (node.type === 'definition' && node.identifier === cutMarkLabel) return [];
  const isOnlyComponents =
    node.type === 'paragraph' &&
    node.children.every((child) => isComponent(child) || isBlank(child));
  return isOnlyComponents ? node.children.filter((child) => !isBlank(child)) : [node];
}

function joinTexts(nodes: readonly Nodes[]): Nodes[] {
  const joined: Nodes[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text') {
      joined[joined.length - 1] = { ...last, value: last.value + node.value };
    } else joined.push(node);
  }
  const isText = (node: Nodes | undefined) => node !== undefined && !isBlank(node);
  const first = joined.findIndex(isText);
  const last = joined.findLastIndex(isText);
  return joined
    .slice(Math.max(first, 0), last + 1)
    .filter((node) => node.type === 'break' || !isBlank(node));
}

function faceOf(node: Nodes): string {
  if (node.type === 'text') return `text ${node.value.replaceAll(/\s+/g, '')}`;
  if (isComponent(node))
    return `component ${JSON.stringify([node.name, node.attributes.map(attributeOf)])}`;
  const {
    type,
    position: _position,
    data: _data,
    children: _children,
    spread: _spread,
    start: _start,
    ...said
  } = node as unknown as Record<string, unknown>;
  return `${String(type)} ${JSON.stringify(said)}`;
}

function attributeOf(attribute: {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
}): unknown {
  return [attribute.type, attribute.name, attribute.value];
}
