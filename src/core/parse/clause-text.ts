import { toString } from 'mdast-util-to-string';
import type { Nodes } from 'mdast';
import type { PolicyVersion } from '../model/policy.ts';
import { flattenTree, type FlatBlock } from './flatten-tree.ts';
import { versionTree } from './parse-markdown.ts';
import { resolveTree } from './resolve-tree.ts';

/** The blocks of one clause as they read, without those of its subclauses; undefined where the version lacks it. */
export function clauseText(version: PolicyVersion, clause: string): readonly string[] | undefined {
  const blocks = flattenTree(resolveTree(versionTree(version), version.frontmatter));
  const start = blocks.findIndex(
    (block) => block.kind === 'heading' && block.heading.data?.clause?.id === clause,
  );
  if (start < 0) return undefined;
  const rest = blocks.slice(start + 1);
  const end = rest.findIndex(({ kind }) => kind === 'heading');
  return rest.slice(0, end < 0 ? rest.length : end).flatMap(linesOf);
}

function linesOf(block: FlatBlock): string[] {
  if (block.kind === 'table') {
    return block.rows.map(({ children }) => children.map((cell) => plain([cell])).join(' | '));
  }
  const text = plain(block.content);
  const marker = block.marker?.replace('•', '-');
  return text === '' ? [] : [marker === undefined ? text : `${marker} ${text}`];
}

function plain(nodes: readonly Nodes[]): string {
  return toString(nodes).split(/\s+/).filter(Boolean).join(' ');
}
