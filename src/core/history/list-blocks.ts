import type { Nodes, Parents } from 'mdast';
import type { PolicyVersion } from '../model/policy.ts';
import { versionTree } from '../parse/parse-markdown.ts';
import { attributesOf, isComponent } from '../parse/vocabulary.ts';

export interface Word {
  readonly text: string;
  /** Line of the file, from 1. */
  readonly line: number;
}

/**
 * A heading, paragraph, list item or cell as its plain words. Form that says nothing is not in it: white space,
 * emphasis, the kind of bullet, the anchor of a link that stays on its page, comments. What may bear meaning is in it
 * as a word of its own: components, targets of links, the number of a list item, text that is struck out.
 */
export interface TextBlock {
  readonly kind: string;
  /** In how many lists and quotations it stands. */
  readonly depth: number;
  readonly words: readonly Word[];
}

interface Piece {
  readonly text: string;
  readonly line: number;
}

/** The blocks of a version's body in order. */
export function listBlocks(version: PolicyVersion): TextBlock[] {
  const blocks: TextBlock[] = [];
  const take = ({ kind, depth }: Standing, pieces: readonly Piece[]) => {
    const words = wordsOf(pieces, version.bodyLine - 1);
    if (words.length > 0) blocks.push({ kind, depth, words });
  };
  collect(versionTree(version), { marker: '', depth: 0 }, take);
  return blocks;
}

/** Whether two blocks say the same. */
export function keyOf({ kind, depth, words }: TextBlock): string {
  return `${kind} ${depth} ${words.map(({ text }) => text).join(' ')}`;
}

type Standing = Pick<TextBlock, 'kind' | 'depth'>;
type Take = (standing: Standing, pieces: readonly Piece[]) => void;

interface Inside {
  /** What stands before the first block: the number of a list item, its check box. */
  readonly marker: string;
  readonly depth: number;
}

function collect(node: Nodes, { marker, depth }: Inside, take: Take): void {
  const line = node.position?.start.line ?? 1;
  const lead = marker === '' ? [] : [{ text: `${marker} `, line }];
  const children = (parent: Parents, inside: Inside) => {
    for (const [index, child] of parent.children.entries()) {
      collect(child, { ...inside, marker: index === 0 ? inside.marker : '' }, take);
    }
  };
  switch (node.type) {
    case 'heading':
      take({ kind: `heading ${node.depth}`, depth }, piecesOf(node));
      return;
    case 'paragraph':
      take({ kind: 'text', depth }, [...lead, ...piecesOf(node)]);
      return;
    case 'tableRow':
      for (const cell of node.children) {
        take({ kind: `cell of ${node.children.length}`, depth }, piecesOf(cell));
      }
      return;
    case 'code':
      take({ kind: 'code', depth }, [...lead, { text: node.value, line }]);
      return;
    case 'list':
      for (const [index, item] of node.children.entries()) {
        const number = node.ordered ? `${(node.start ?? 1) + index}.` : '';
        const check = item.checked == null ? '' : `[${item.checked ? 'x' : ' '}]`;
        children(item, { marker: `${number}${check}`, depth: depth + 1 });
      }
      return;
    case 'blockquote':
      children(node, { marker, depth: depth + 1 });
      return;
    case 'definition':
      take({ kind: 'target', depth }, [{ text: `${node.identifier} ${targetOf(node.url)}`, line }]);
      return;
    case 'mdxJsxFlowElement':
      take({ kind: 'component', depth }, [{ text: tagOf(node), line }]);
      children(node, { marker: '', depth });
      take({ kind: 'component', depth }, [
        { text: `</${node.name ?? ''}>`, line: node.position?.end.line ?? line },
      ]);
      return;
    case 'footnoteDefinition':
      children(node, { marker: `[^${node.identifier}]`, depth });
      return;
    default:
      if (!('children' in node)) return;
      for (const child of node.children) collect(child, { marker, depth }, take);
  }
}

/** The text of a node and the marks in it that may bear meaning. */
function piecesOf(node: Nodes): Piece[] {
  const line = node.position?.start.line ?? 1;
  const inside = () =>
    'children' in node ? node.children.flatMap((child) => piecesOf(child)) : [];
  const around = (before: string, after: string) => [
    { text: before, line },
    ...inside(),
    { text: after, line: node.position?.end.line ?? line },
  ];
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return [{ text: node.value, line }];
    case 'break':
      return [{ text: ' ', line }];
    case 'delete':
      return around(' ~~ ', ' ~~ ');
    case 'link':
      return targetOf(node.url) === '' ? inside() : around('', ` (${targetOf(node.url)}) `);
    case 'linkReference':
      return around('', ` (${node.identifier}) `);
    case 'image':
      return [{ text: ` ![${node.alt ?? ''}](${node.url}) `, line }];
    case 'footnoteReference':
      return [{ text: ` [^${node.identifier}] `, line }];
    default:
      if (isComponent(node)) return around(` ${tagOf(node)} `, ` </${node.name ?? ''}> `);
      return inside();
  }
}

/** Where a link leads to; nothing where it stays on its own page. */
function targetOf(url: string): string {
  return url.startsWith('#') ? '' : url;
}

function tagOf(node: Extract<Nodes, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>): string {
  const attributes = [...attributesOf(node)].map(([name, value]) => ` ${name}="${value}"`);
  return `<${node.name ?? ''}${attributes.join('')}>`;
}

function wordsOf(pieces: readonly Piece[], shift: number): Word[] {
  const starts: { offset: number; line: number }[] = [];
  let text = '';
  for (const piece of pieces) {
    for (const [index, part] of piece.text.split('\n').entries()) {
      if (index > 0) text += '\n';
      starts.push({ offset: text.length, line: piece.line + index + shift });
      text += part;
    }
  }
  let at = 0;
  return [...text.matchAll(/\S+/g)].map((match) => {
    while ((starts[at + 1]?.offset ?? Infinity) <= match.index) at += 1;
    return { text: match[0], line: starts[at]?.line ?? 1 + shift };
  });
}
