import type { Nodes, Root } from 'mdast';
import type { Withheld } from './find-withheld.ts';

/** A copy of a tree without the withheld nodes. */
export function pruneTree(tree: Root, withheld: Withheld): Root {
  return prune(tree, withheld) as Root;
}

function prune(node: Nodes, withheld: Withheld): Nodes {
  if (!('children' in node)) return node;
  const children: readonly Nodes[] = node.children;
  return {
    ...node,
    children: children
      .filter((child) => !withheld.has(child))
      .map((child) => prune(child, withheld)),
  } as Nodes;
}
