import { strFromU8, unzipSync, zipSync } from 'fflate';
import mammoth from 'mammoth';
import { visit } from 'unist-util-visit';
import type { Element, Nodes, Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { count } from '../diagnostics/format-diagnostics.ts';
import {
  noteOf,
  shorten,
  type DocumentLine,
  type ImportNote,
  type ReadDocument,
} from './imported.ts';
import { parsePage, toMarkdownTree } from './read-html.ts';

const maximumBytes = 32 * 1024 * 1024;
const styles = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"];

/** What mammoth leaves out or makes text of without a word, by the parts and elements of a Word file. */
const kinds = [
  {
    name: 'deletion of tracked changes',
    part: /^word\/document/,
    elements: ['w:del', 'w:moveFrom'],
    isLeft: true,
    remedy: 'The draft leaves it out. Accept or reject the changes in Word if that is wrong.',
  },
  {
    name: 'insertion of tracked changes',
    part: /^word\/document/,
    elements: ['w:ins', 'w:moveTo'],
    isLeft: false,
    remedy: 'The draft contains it as text. Check that it was accepted.',
  },
  {
    name: 'comment',
    part: /^word\/comments\.xml$/,
    elements: ['w:comment'],
    isLeft: true,
    remedy: 'Settle it; the draft leaves it out.',
  },
  {
    name: 'header or footer',
    part: /^word\/(?:header|footer)/,
    elements: ['w:hdr', 'w:ftr'],
    isLeft: true,
    remedy: 'Write what matters of it into the fields or the text.',
  },
];

type FoundKind = (typeof kinds)[number] & { readonly texts: readonly string[] };

/** Reads a Word file. Throws where it is damaged or unpacks to more than 32 MiB, before mammoth sees it. */
export async function readDocx(bytes: Uint8Array): Promise<ReadDocument> {
  let size = 0;
  const parts = unzipSync(bytes, {
    filter({ originalSize }) {
      size += originalSize;
      if (size > maximumBytes) throw new Error('it unpacks to more than 32 MiB');
      return true;
    },
  });
  const roots = Object.entries(parts)
    .filter(([name]) => /^word\/[a-z]+\d*\.xml$/.test(name))
    .map(([name, part]) => ({ name, root: fromXml(strFromU8(part)) }));
  const read = (name: RegExp): readonly Root[] =>
    roots.filter((part) => name.test(part.name)).map(({ root }) => root);

  const found = kinds.map((kind) => {
    const elements = read(kind.part).flatMap((root) => listElements(root, kind.elements));
    return { ...kind, texts: elements.map(allText).filter((text) => text !== '') };
  });
  const removed = found
    .filter(({ isLeft }) => isLeft)
    .flatMap(({ name, texts }) => texts.map((text) => ({ line: 1, text, why: `a ${name}` })));
  const lines = [/^word\/document/, /^word\/footnotes/, /^word\/endnotes/]
    .flatMap((name) => read(name).flatMap((root) => [...listParagraphs(root)]))
    .map((text, index): DocumentLine => ({ number: index + 1, text }));

  const numbers: string[] = [];
  const { value, messages } = await mammoth.convertToHtml(
    { buffer: Buffer.from(zipSync(parts, { level: 0 })) },
    {
      styleMap: styles,
      transformDocument: (document: WordNode) => writeNumbers(document, [], numbers),
      convertImage: mammoth.images.imgElement(() =>
        Promise.resolve({ src: 'a picture of the Word file' }),
      ),
    },
  );
  const html = value.replaceAll(/<(?=(?:p|h\d|li)\b)/g, '\n<').trimStart();
  const ignored = new Set(
    messages.flatMap(({ message }) => /ignored: (?:\{.*\})?(\S+)/.exec(message)?.[1] ?? []),
  );
  return {
    tree: toMarkdownTree(parsePage(html)),
    lines: [...lines, ...removed.map(({ line, text }) => ({ number: line, text }))],
    hasTargets: false,
    removed,
    notes: [
      ...found.flatMap(describeFound),
      ...describeNumbers(numbers),
      ...[...ignored].map(describeIgnored),
    ],
  };
}

function describeFound({ name, texts, remedy }: FoundKind): ImportNote[] {
  if (texts.length === 0) return [];
  const shown = texts.map((text) => `"${shorten(text)}"`).join(', ');
  const problem = `The Word file contains ${count(texts.length, name)}: ${shown}.`;
  return [noteOf('word-part', 1, problem, remedy)];
}

function describeNumbers(numbers: readonly string[]): ImportNote[] {
  if (numbers.length === 0) return [];
  const problem = `Word counts the numbers of ${count(numbers.length, 'heading')}; the draft contains them as text: ${numbers.join(' ')}`;
  const remedy = 'Compare them with the document; Word may show letters or other numbers.';
  return [noteOf('heading-numbered', 1, problem, remedy)];
}

function describeIgnored(element: string): ImportNote {
  const problem = `The Word file contains the element ${element}, which was not converted.`;
  const remedy = 'Look for it in the document, and write it again as text.';
  return noteOf('word-part', 1, problem, remedy);
}

function listElements(root: Nodes, names: readonly string[]): Element[] {
  const elements: Element[] = [];
  visit(root, 'element', (element) => {
    if (names.includes(element.name)) elements.push(element);
  });
  return elements;
}

/** All text below a node, deleted text too. */
function allText(node: Nodes): string {
  let all = '';
  visit(node, 'element', ({ name, children: [first] }) => {
    if (/^w:(?:p|tab|br)$/.test(name)) all += ' ';
    if (/^w:(?:t|delText)$/.test(name) && first?.type === 'text') all += first.value;
  });
  return all.trim();
}

const hidden = new Set(['w:del', 'w:moveFrom', 'w:pPr', 'w:rPr', 'w:sectPr', 'w:instrText']);

/** The text of each paragraph that has one; that of a text box follows the paragraph to which it is fixed. */
function* listParagraphs(node: Nodes): Iterable<string> {
  if (node.type !== 'root' && node.type !== 'element') return;
  if (node.type === 'element' && node.name === 'w:p') {
    const boxes: Element[] = [];
    const text = shownText(node, boxes);
    if (text.trim() !== '') yield text;
    for (const box of boxes) for (const child of box.children) yield* listParagraphs(child);
  } else for (const child of node.children) yield* listParagraphs(child);
}

function shownText({ children }: Element, boxes: Element[]): string {
  return children.reduce((text, child) => {
    if (child.type !== 'element' || hidden.has(child.name)) return text;
    const [first] = child.children;
    switch (child.name) {
      case 'w:t':
      case 'm:t':
        return text + (first?.type === 'text' ? first.value : '');
      case 'w:tab':
      case 'w:br':
      case 'w:cr':
        return `${text} `;
      case 'w:noBreakHyphen':
        return `${text}-`;
      case 'wp:docPr':
        return text + (child.attributes['descr'] ?? child.attributes['title'] ?? '');
      case 'w:txbxContent':
        boxes.push(child);
        return text;
      case 'mc:AlternateContent':
        return text + shownText(listElements(child, ['mc:Fallback'])[0] ?? child, boxes);
      default:
        return text + shownText(child, boxes);
    }
  }, '');
}

/** A node of the document as mammoth reads it; only what is used here. */
interface WordNode {
  readonly type: string;
  readonly styleName?: string | null;
  readonly numbering?: { readonly isOrdered: boolean; readonly level: string } | null;
  readonly children?: readonly WordNode[];
  readonly value?: string;
}

/** Writes the numbers that Word counts for headings into their text, as decimal numbers. */
function writeNumbers(node: WordNode, counts: number[], numbers: string[]): WordNode {
  const { numbering, styleName, children = [] } = node;
  if (!/^heading \d/i.test(styleName ?? '') || !numbering?.isOrdered) {
    if (!node.children) return node;
    return { ...node, children: children.map((child) => writeNumbers(child, counts, numbers)) };
  }
  const level = Number(numbering.level);
  counts.length = level + 1;
  counts[level] = (counts[level] ?? 0) + 1;
  const number = Array.from(counts, (one: number | undefined) => one ?? 1).join('.');
  numbers.push(level === 0 ? `${number}.` : number);
  const text = { type: 'text', value: `${numbers.at(-1) ?? ''} ` };
  return { ...node, children: [{ type: 'run', children: [text] }, ...children] };
}
