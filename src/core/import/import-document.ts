import type { Nodes, Root, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import { CONTINUE, SKIP, visit } from 'unist-util-visit';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findNumberingJumps, listClauses } from '../parse/clauses.ts';
import { parseMarkdown } from '../parse/parse-markdown.ts';
import { parsePolicy } from '../parse/parse-policy.ts';
import { findLostWords, listMarkdownLines, targetOf } from './find-lost-words.ts';
import { noteOf, shorten, type ImportNote, type Removed } from './imported.ts';
import { headFields, quote, readHead, type HeadField, type HeadValue } from './read-head.ts';
import { readDocx } from './read-docx.ts';
import { readPage } from './read-html.ts';
import { readText } from './read-text.ts';
import { takeHistory } from './take-history.ts';

export interface ImportOrder {
  /** Path of the document, for messages; its ending decides where the bytes do not. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Id of the policy. */
  readonly policy: string;
  /** Name of the content folder, with which the path of the draft begins. */
  readonly folder: string;
  readonly status: string;
  /** Whether it becomes the text in force, or an earlier one below archive/. */
  readonly isCurrent: boolean;
  /** Used where the document names no version. */
  readonly version?: string;
}

/** A draft, what it was made of, and what is left to do. */
export interface ImportedDraft {
  /** Path of the draft. */
  readonly file: string;
  readonly text: string;
  readonly clauses: number;
  /** Fields that the document states, with their lines. */
  readonly recognised: ReadonlyMap<HeadField, HeadValue>;
  /** What is in the document and not in the body of the draft, in the order of the document. */
  readonly removed: readonly Removed[];
  /** What is lost or doubtful, at its line of the document. */
  readonly notes: readonly Diagnostic[];
  /** What the check of the book reports about the draft as it is. */
  readonly remaining: readonly Diagnostic[];
}

const maximumBytes = 1024 * 1024;
const withoutHeading = 15;
/** To write nested emphasis takes the cube of its depth. */
const deepest = 32;

/**
 * Makes a draft of a policy from a Word file, a web page, Markdown or plain text. Fields contain only what the
 * document states. Every word of the document is in the body in its order, in `removed`, or in a note as lost.
 */
export async function importDocument(
  order: ImportOrder,
): Promise<ImportedDraft | { refusal: string }> {
  const { file: source, policy, status, isCurrent, folder } = order;
  const document = await readDocument(source, order.bytes)
    .then((read) => {
      if (depthOf(read.tree) > deepest) throw new RangeError();
      return read;
    })
    .catch((error: unknown) => {
      const reason = error instanceof RangeError ? 'it nests too deeply' : (error as Error).message;
      return { refusal: `"${source}" cannot be read: ${reason}.` };
    });
  if ('refusal' in document) return document;
  const { children } = document.tree;
  const split = endOfHead(children);
  const head = readHead(children.slice(0, split));
  const stated = head.fields.get('version')?.yaml;
  if (stated !== undefined && order.version !== undefined && stated !== quote(order.version)) {
    return {
      refusal: `The document states version ${stated}, and --version states '${order.version}'.`,
    };
  }
  const version = stated?.replaceAll("'", '') ?? order.version;
  if (!isCurrent && version === undefined) {
    return { refusal: 'The document names no version, and an earlier text is filed under it.' };
  }

  const tree: Root = { type: 'root', children: [...head.rest, ...children.slice(split)] };
  const removed = [...document.removed, ...head.removed];
  const headLines = new Set(head.removed.map(({ line }) => line));
  const notes = document.notes.filter(
    ({ code, line }) => code !== 'import/heading-doubtful' || !headLines.has(line),
  );
  notes.push(...head.notes);
  tidy(tree, removed, notes, document.hasTargets);
  const history = takeHistory(tree, removed);
  notes.push(...inspect(tree));
  const body = writer.stringify(tree).trim();

  const drafted = parseMarkdown(body);
  if ('fault' in drafted) return { refusal: `The draft cannot be read: ${drafted.fault.reason}.` };
  const lines = listMarkdownLines(drafted.tree, document.hasTargets);
  for (const { number, text } of findLostWords(document.lines, lines, removed)) {
    const problem = `The draft does not contain these words of the document: "${text}".`;
    const remedy = 'Copy them from the document into their place.';
    notes.push(noteOf('words-lost', number, problem, remedy));
  }

  const fields = new Map([...head.fields].map(([name, { yaml }]) => [name, yaml]));
  if (version !== undefined) fields.set('version', quote(version));
  const text = formatDraft(
    fields,
    status,
    [...history, ...head.asides.map((aside) => `# ${aside}`)],
    body,
  );
  const place = isCurrent ? `policies/${policy}` : `archive/${policy}/${version ?? ''}`;
  const file = `${folder}/${place}.mdx`;
  return {
    file,
    text,
    clauses: tree.children.filter(({ type }) => type === 'heading').length,
    recognised: head.fields,
    removed: removed.sort((left, right) => left.line - right.line),
    notes: notes.map(({ line, ...note }) => ({
      ...note,
      severity: 'warning',
      at: { file: source, line },
    })),
    remaining: parsePolicy(policy, { file, text }, isCurrent).diagnostics,
  };
}

/** Reads a document by what its bytes are; its name decides where they do not. */
async function readDocument(file: string, bytes: Uint8Array) {
  const start = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  if (start.startsWith('PK\u0003')) return readDocx(bytes);
  if (/^(?:%PDF|\{\\rtf|\u00d0\u00cf)/.test(start)) {
    throw new Error('it is not a .docx, .html, .md or .txt file; save it as one of these');
  }
  if (bytes.length > maximumBytes) throw new Error('it is larger than 1 MiB');
  const isUtf16 = /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(start);
  const encoding = !isUtf16 ? 'utf-8' : start.startsWith('\u00ff') ? 'utf-16le' : 'utf-16be';
  const text = decode(bytes, encoding);
  const isPage = /\.html?$/i.test(file) || /^\s*<(?:!doctype html|html)\b/i.test(text);
  return isPage ? readPage(text) : readText(file, text);
}

function depthOf(node: Nodes): number {
  if (!('children' in node)) return 0;
  return 1 + node.children.reduce((most, child) => Math.max(most, depthOf(child)), 0);
}

function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Error('it is not UTF-8; save it again with UTF-8 as its encoding');
  }
}

/** Index of the first node that belongs to the text, and not to what is above its first heading. */
function endOfHead(nodes: readonly RootContent[]): number {
  const first = nodes.findIndex(
    (node) => node.type === 'heading' && (node.depth > 1 || /^\d/.test(toString(node))),
  );
  return first >= 0 ? first : Math.min(nodes.length, withoutHeading);
}

/** Writes MDX that reads as the tree does: signs that begin tags, expressions or programs are escaped. */
const writer = remark()
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkMdx)
  .data('settings', {
    bullet: '-',
    rule: '-',
    resourceLink: true,
    unsafe: ['import', 'export'].map((word) => ({
      atBreak: true,
      character: word.charAt(0),
      after: String.raw`${word.slice(1)}\b`,
    })),
  });

/** Takes away what a policy cannot contain: targets that only the old place knew, images, a first-level heading. */
function tidy(tree: Root, removed: Removed[], notes: ImportNote[], hasTargets: boolean): void {
  while (tree.children[0]?.type === 'thematicBreak') tree.children.shift();
  const isTop = tree.children.some((node) => node.type === 'heading' && node.depth === 1);
  const kept = new Set<string>();
  visit(tree, 'definition', ({ identifier, url }) => {
    if (isReachable(url)) kept.add(identifier);
  });
  visit(tree, (node, index, parent) => {
    if (node.type === 'heading' && isTop) node.depth = Math.min(node.depth + 1, 6) as 2;
    if (!parent || index === undefined) return CONTINUE;
    const isImage = node.type === 'image' || node.type === 'imageReference';
    const isLost =
      isImage ||
      ((node.type === 'link' || node.type === 'definition') && !isReachable(node.url)) ||
      (node.type === 'linkReference' && !kept.has(node.identifier));
    if (!isLost && node.type !== 'html') return CONTINUE;
    const shown: RootContent[] = isImage
      ? [{ type: 'text', value: node.alt ?? '' }]
      : 'children' in node
        ? node.children
        : [];
    parent.children.splice(index, 1, ...shown);
    if (isLost) {
      const line = node.position?.start.line ?? 1;
      const target = 'url' in node ? node.url : node.identifier;
      const text = hasTargets ? targetOf(node) : '';
      if (text.trim() !== '')
        removed.push({ line, text, why: 'where a link or an image led in the old place' });
      notes.push(describeLost(isImage ? 'image' : 'link', toString(node), target, line));
    }
    return [SKIP, index];
  });
}

/** An address that leads to the same place wherever the text is. */
function isReachable(url: string): boolean {
  return /^(?:https?:\/\/|mailto:)/i.test(url);
}

function describeLost(
  kind: 'image' | 'link',
  text: string,
  target: string,
  line: number,
): ImportNote {
  const where =
    target === '' ? 'has no target' : `led to "${shorten(target)}", which only the old place knows`;
  const remedy =
    kind === 'image'
      ? 'Put the image into assets/ and write ![what it shows](../assets/name.png).'
      : 'Write the target again: a policy by its id, a clause by its number, such as [incidents](incident-response#4.2).';
  const problem = `The ${kind} "${shorten(text)}" ${where}; its words were kept.`;
  return noteOf('link-lost', line, problem, remedy);
}

const fewestNumbered = 3;
const address = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;

/** What only the whole text shows: numbers that jump, addresses, lines in bold that may be headings. */
function* inspect(tree: Root): Iterable<ImportNote> {
  const clauses = listClauses(tree, 1);
  const isNumbered = clauses.filter(({ number }) => number !== undefined).length >= fewestNumbered;
  for (const { number, title, line } of clauses) {
    if (number !== undefined || !isNumbered) continue;
    const problem = `The heading "${shorten(title)}" has no number among headings that have one.`;
    const remedy = 'Give it its number if it lost one; rules and links name clauses by number.';
    yield noteOf('heading-unnumbered', line, problem, remedy);
  }
  for (const { clause, expected, after } of findNumberingJumps(clauses)) {
    const where = after === undefined ? 'is the first of its level' : `follows ${after}`;
    const problem = `Heading ${clause.number ?? ''} "${shorten(clause.title)}" ${where}; ${expected} is missing, and its text may be under the heading before.`;
    const remedy = `Look for heading ${expected} in the document and write it where its text begins.`;
    yield noteOf('heading-lost', clause.line, problem, remedy);
  }
  const found: ImportNote[] = [];
  visit(tree, ['paragraph', 'tableCell', 'heading'], (node) => {
    const line = node.position?.start.line ?? 1;
    const text = toString(node);
    const mailbox = address.exec(text)?.[0];
    if (mailbox !== undefined) {
      const remedy =
        'Write it into contacts, which is shown beside the text, and delete it here. Check that it is still read.';
      found.push(noteOf('address', line, `The text names the mailbox ${mailbox}.`, remedy));
    }
    const [only, ...more] = node.type === 'paragraph' ? node.children : [];
    if (only?.type === 'strong' && more.length === 0 && !/[.:]$/.test(text.trim())) {
      const problem = `"${shorten(text)}" is alone in bold, as headings are that lost their level; it was kept as text.`;
      const remedy = 'Make it a heading (##) if it was one.';
      found.push(noteOf('heading-doubtful', line, problem, remedy));
    }
  });
  yield* found;
}

/** The file of a draft. A field that the document does not state is left out. */
function formatDraft(
  fields: ReadonlyMap<HeadField, string>,
  status: string,
  more: readonly string[],
  body: string,
): string {
  const lines = (Object.keys(headFields) as HeadField[]).flatMap((name) => {
    const yaml = fields.get(name);
    const line = yaml === undefined ? [] : [`${name}: ${yaml}`];
    return name === 'version' ? [...line, `status: ${status}`] : line;
  });
  return ['---', ...lines, ...more, '---', '', body, ''].join('\n');
}
