import type { Image, Link, Nodes, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { replaceSlices, type Slice } from '../parse/replace-slices.ts';
import { shorten, type ImportNote, type Removed } from './imported.ts';

/** The text of a draft after its links and its HTML were looked at; it has as many lines as before. */
export interface TidiedMarkdown {
  readonly markdown: string;
  readonly removed: readonly Removed[];
  readonly notes: readonly ImportNote[];
}

/** Takes away what a policy does not hold: targets that only the old place knew, images, HTML. */
export function tidyMarkdown(
  markdown: string,
  tree: Root,
  sourceOf: (line: number) => number,
): TidiedMarkdown {
  const slices: Slice[] = [];
  const removed: Removed[] = [];
  const notes: ImportNote[] = [];
  visit(tree, (node) => {
    const { start, end } = node.position ?? {};
    if (start?.offset === undefined || end?.offset === undefined) return;
    const line = sourceOf(start.line);
    const range = { start: start.offset, end: end.offset };
    const source = markdown.slice(range.start, range.end);
    if (node.type === 'html') {
      const { text, note, why } = tidyHtml(source, line);
      slices.push({ ...range, text });
      if (why !== undefined) removed.push({ line, text: source, why });
      if (note) notes.push(note);
    } else if ((node.type === 'link' || node.type === 'image') && !isReachable(node)) {
      const text = shownText(node, markdown);
      const at = source.indexOf(text);
      slices.push({ ...range, text });
      const target = source.slice(at + text.length).replaceAll(/^\]\(?|\)$/g, '');
      if (target !== '') {
        removed.push({ line, text: target, why: 'where a link or an image led in the old place' });
      }
      notes.push(describeLost(node, text, line));
    }
  });
  return { markdown: replaceSlices(markdown, slices), removed, notes };
}

function tidyHtml(source: string, line: number): { text: string; note?: ImportNote; why?: string } {
  const breaks = '\n'.repeat(source.split('\n').length - 1);
  if (source.startsWith('<!--')) return { text: breaks, why: 'a comment' };
  if (/^<br\s*\/?>$/i.test(source)) return { text: ' ', why: 'a line break of HTML' };
  const text = source.replaceAll('<', '&lt;').replaceAll('{', '\\{');
  return {
    text,
    note: {
      code: 'import/html',
      line,
      problem: `"${shorten(source)}" is HTML, which a policy does not hold; it stands in the draft as text.`,
      remedy: 'Write it as Markdown, or delete the tags.',
    },
  };
}

/** An address that leads to the same place wherever the text stands. */
function isReachable({ type, url }: Link | Image): boolean {
  return type === 'link' && /^(?:https?:\/\/|mailto:)/i.test(url);
}

function shownText(node: Link | Image, markdown: string): string {
  if (node.type === 'image') return node.alt ?? '';
  const [from, to] = [node.children[0], node.children.at(-1)].map((one?: Nodes) => one?.position);
  return markdown.slice(from?.start.offset ?? 0, to?.end.offset ?? 0);
}

function describeLost({ type, url }: Link | Image, text: string, line: number): ImportNote {
  const target =
    url === '' ? 'has no target' : `led to "${shorten(url)}", which only the old place knows`;
  return {
    code: 'import/link-lost',
    line,
    problem: `The ${type === 'image' ? 'image' : 'link'} "${shorten(text)}" ${target}; its words were kept.`,
    remedy:
      type === 'image'
        ? 'Put the image into assets/ and write ![what it shows](../assets/name.png).'
        : 'Write the target again: a policy by its id, a clause by its number, such as [incidents](incident-response#4.2).',
  };
}
