import type { Nodes, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { DocumentLine, Removed } from './imported.ts';

const furthest = 20;

/** The words of a document that are neither in the draft, in their order, nor removed. The draft may have more. */
export function findLostWords(
  lines: readonly DocumentLine[],
  draft: readonly DocumentLine[],
  removed: readonly Removed[],
): readonly DocumentLine[] {
  const spare = new Map<string, number>();
  for (const word of removed.flatMap(({ text }) => listWords(text))) {
    spare.set(word, (spare.get(word) ?? 0) + 1);
  }
  const kept = draft.flatMap(({ text }) => listWords(text));
  let next = 0;
  return lines.flatMap(({ number, text }) => {
    const lost = listWords(text).filter((word) => {
      const left = spare.get(word) ?? 0;
      if (kept[next] === word) next += 1;
      else if (left > 0) spare.set(word, left - 1);
      else {
        const ahead = kept.slice(next, next + furthest).indexOf(word);
        if (ahead < 0) return true;
        next += ahead + 1;
      }
      return false;
    });
    return lost.length > 0 ? [{ number, text: lost.join(' ') }] : [];
  });
}

function listWords(text: string): readonly string[] {
  const visible = text.replaceAll(/[\u00ad\u200b\u200e\u200f\ufeff]/g, '');
  return visible.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

const phrasing =
  /^(?:text|html|emphasis|strong|delete|inlineCode|link|linkReference|image|imageReference|footnoteReference)$/;

/** The text of Markdown, one line for each block; with targets also where links lead, below all text. */
export function listMarkdownLines(tree: Root, hasTargets: boolean): readonly DocumentLine[] {
  const lines: { number: number; text: string }[] = [];
  const targets: DocumentLine[] = [];
  visit(tree, (node) => {
    const number = node.position?.start.line ?? 1;
    if (!phrasing.test(node.type)) lines.push({ number, text: '' });
    const last = lines.at(-1);
    if (last && 'value' in node && !node.type.startsWith('mdx')) last.text += node.value;
    if (last && 'alt' in node) last.text += node.alt ?? '';
    if (hasTargets) targets.push({ number, text: targetOf(node) });
  });
  return [...lines, ...targets];
}

/** What a node of Markdown names beside its text: where it leads, or the language of code. */
export function targetOf(node: Nodes): string {
  if (node.type === 'code') return `${node.lang ?? ''} ${node.meta ?? ''}`;
  const label = node.type === 'definition' || 'referenceType' in node ? (node.label ?? '') : '';
  const isNamed = !('referenceType' in node) || node.referenceType === 'full';
  const url = 'url' in node ? `${node.url} ${node.title ?? ''}` : '';
  return `${isNamed ? label : ''} ${url}`;
}
