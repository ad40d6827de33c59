import type { Nodes, Parents } from 'mdast';
import type { PolicyVersion } from '../model/policy.ts';
import { attributesOf } from '../parse/expand-component.ts';
import { parseMarkdown } from '../parse/parse-markdown.ts';
import { parsePolicyReference } from '../parse/policy-reference.ts';
import { isComponent } from '../parse/vocabulary.ts';

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
  readonly words: readonly Word[];
}

interface Piece {
  readonly text: string;
  readonly line: number;
}

/** The blocks of a version's body in order. */
export function listBlocks({ body, bodyLine, source }: PolicyVersion): TextBlock[] {
  const parsed = parseMarkdown(body);
  if ('fault' in parsed) {
    throw new Error(`${source.file} was read before and does not parse: ${parsed.fault.reason}`);
  }
  const blocks: TextBlock[] = [];
  collect(parsed.tree, '', (kind, pieces) => {
    const words = wordsOf(pieces, bodyLine - 1);
    if (words.length > 0) blocks.push({ kind, words });
  });
  return blocks;
}

/** Whether two blocks say the same. */
export function keyOf({ kind, words }: TextBlock): string {
  return `${kind} ${words.map(({ text }) => text).join(' ')}`;
}

type Take = (kind: string, pieces: readonly Piece[]) => void;

function collect(node: Nodes, marker: string, take: Take): void {
  const line = node.position?.start.line ?? 1;
  const lead = marker === '' ? [] : [{ text: `${marker} `, line }];
  const children = (parent: Parents, first = '') => {
    for (const [index, child] of parent.children.entries()) {
      collect(child, index === 0 ? first : '', take);
    }
  };
  switch (node.type) {
    case 'heading':
      take(`heading ${node.depth}`, piecesOf(node));
      return;
    case 'paragraph':
      take('text', [...lead, ...piecesOf(node)]);
      return;
    case 'tableCell':
      take('cell', piecesOf(node));
      return;
    case 'code':
      take('code', [...lead, { text: node.value, line }]);
      return;
    case 'list':
      for (const [index, item] of node.children.entries()) {
        const number = node.ordered ? `${(node.start ?? 1) + index}.` : '';
        const check = item.checked == null ? '' : `[${item.checked ? 'x' : ' '}]`;
        children(item, `${number}${check}`);
      }
      return;
    case 'definition':
      take('target', [{ text: `${node.identifier} ${targetOf(node.url)}`, line }]);
      return;
    case 'mdxJsxFlowElement':
      take('component', [{ text: tagOf(node), line }]);
      children(node);
      take('component', [{ text: `</${node.name ?? ''}>`, line: node.position?.end.line ?? line }]);
      return;
    case 'footnoteDefinition':
      children(node, `[^${node.identifier}]`);
      return;
    default:
      if ('children' in node) children(node, marker);
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

/** The page that a link leads to; nothing where it stays on its own. */
function targetOf(url: string): string {
  if (url.startsWith('#')) return '';
  return parsePolicyReference(url)?.policy ?? url;
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
