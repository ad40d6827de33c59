import type { Nodes, Parents } from 'mdast';

/** What takes the place of a node, which `children` gives with the replacements made; undefined keeps the node. */
export type Replace = (node: Nodes, children: () => Nodes[]) => readonly Nodes[] | undefined;

/** A copy of a tree in which some nodes are replaced by others or by none. The tree itself is not altered. */
export function replaceNodes<Tree extends Parents>(tree: Tree, replace: Replace): Tree {
  const childrenOf = ({ children }: Parents): Nodes[] =>
    (children as readonly Nodes[]).flatMap((child) => {
      const inside = () => ('children' in child ? childrenOf(child) : []);
      return (
        replace(child, inside) ??
        (('children' in child ? { ...child, children: inside() } : child) as Nodes)
      );
    });
  return { ...tree, children: childrenOf(tree) };
}
