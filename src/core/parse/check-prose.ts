import type { Code, FootnoteDefinition, Nodes, Root, Table } from 'mdast';
import { toString } from 'mdast-util-to-string';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { eachNode } from './each-node.ts';

/** What is wrong with a text, without its place. */
export type Words = Pick<Diagnostic, 'code' | 'problem' | 'remedy'>;

/** A fault of a text and its place in that text, from line 1. */
export type PlacedWords = Words & Partial<Pick<Diagnostic, 'severity'>> & { readonly line: number };

const placeholders =
  /\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}|\{#[^#\n]*#\}|\$\{[^{}\n]*\}|<%[^%\n]*%>|<<[^<>\n]+>>|\[\[[^[\]\n]+\]\]/g;

/** The placeholders that a template left in a text. */
export function* findPlaceholders(text: string): Iterable<Words & { readonly index: number }> {
  for (const { 0: found, index } of text.matchAll(placeholders)) {
    yield { index, ...describePlaceholder(found) };
  }
}

export function describePlaceholder(found: string): Words {
  return {
    code: 'mdx/placeholder',
    problem: `"${found.slice(0, 40)}" is a placeholder of a template, which readers would see.`,
    remedy: 'Write what belongs in its place. Where the text is about templates, put it in `…`.',
  };
}

// Elements that exports and editors write into Markdown.
const shownHtml =
  /<(?:a|abbr|b|blockquote|br|center|code|details|div|em|font|h[1-6]|hr|i|iframe|img|input|ins|kbd|li|mark|ol|p|pre|s|script|small|span|strong|style|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul)(?:[\s/][^<>\n]*)?>|<!--|&(?:amp|apos|gt|hellip|lt|mdash|nbsp|ndash|quot|#\d{1,7}|#x[\da-f]{1,6});/gi;

const undefinedReference = /\[\^[^\s[\]]+\]|\[[^[\]\n]+\]\[[^[\]\n]*\]/g;

/** What readers would miss in a text, or see although it was not meant for them. */
export function* checkProse(tree: Root): Iterable<PlacedWords> {
  const found: PlacedWords[] = [];
  const footnotes: FootnoteDefinition[] = [];
  const referred = new Set<string>();
  eachNode(tree, (node) => {
    if (node.type === 'text') found.push(...checkWords(node.value, node));
    else if (node.type === 'code' && node.meta) found.push(describeCodeInfo(node, node.meta));
    else if (node.type === 'table') found.push(...findExcessCells(node));
    else if (node.type === 'footnoteReference') referred.add(node.identifier);
    else if (node.type === 'footnoteDefinition') footnotes.push(node);
  });
  yield* found;
  yield* findLostFootnotes(footnotes, referred);
}

function* checkWords(text: string, node: Nodes): Iterable<PlacedWords> {
  const place = createPlace(text, lineOf(node));
  for (const { index, ...words } of findPlaceholders(text)) yield { ...words, ...place(index) };
  for (const { 0: html, index } of text.matchAll(shownHtml)) {
    yield {
      severity: 'warning',
      ...place(index),
      code: 'mdx/shown-html',
      problem: `Readers see "${html.slice(0, 40)}" as it is written, because a policy does not contain HTML.`,
      remedy: 'Write it as Markdown. Where the text is about HTML, put it in `…`.',
    };
  }
  for (const { 0: reference, index } of text.matchAll(undefinedReference)) {
    const last = /\[([^[\]]*)\]$/.exec(reference)?.[1] ?? '';
    const label = last === '' ? reference.slice(1, -3) : last;
    yield {
      severity: 'warning',
      ...place(index),
      code: 'mdx/reference-undefined',
      problem: `Readers see "${reference.slice(0, 40)}" as it is written, because the text does not define "${label}".`,
      remedy: label.startsWith('^')
        ? `Add the footnote: [${label}]: its text.`
        : `Add the address: [${label}]: https://…, or write \\[ for a literal bracket.`,
    };
  }
}

function describeCodeInfo(node: Code, meta: string): PlacedWords {
  return {
    severity: 'warning',
    line: lineOf(node),
    code: 'mdx/code-info',
    problem: `No page shows "${meta.slice(0, 40)}" beside the language of this code.`,
    remedy: 'Write it as a line of text before the code, or remove it.',
  };
}

function* findExcessCells({ children: rows }: Table): Iterable<PlacedWords> {
  const columns = rows[0]?.children.length ?? 0;
  for (const row of rows) {
    const excess = row.children.slice(columns).map((cell) => toString(cell).trim());
    if (excess.every((cell) => cell === '')) continue;
    yield {
      line: lineOf(row),
      code: 'mdx/table-cells',
      problem: `The row has ${row.children.length} cells and its table ${columns} columns, so no page shows "${excess.join(' | ').slice(0, 60)}".`,
      remedy: 'Give the first row of the table as many cells, or write a literal | as \\|.',
    };
  }
}

function* findLostFootnotes(
  footnotes: readonly FootnoteDefinition[],
  referred: ReadonlySet<string>,
): Iterable<PlacedWords> {
  const seen = new Set<string>();
  for (const footnote of footnotes) {
    const { identifier, label } = footnote;
    const name = label ?? identifier;
    const isTwice = seen.has(identifier);
    seen.add(identifier);
    if (!isTwice && referred.has(identifier)) continue;
    yield {
      line: lineOf(footnote),
      code: 'mdx/footnote-lost',
      problem: isTwice
        ? `The footnote [^${name}] is here a second time, so no page shows this text.`
        : `No text refers to the footnote [^${name}], so no page shows it.`,
      remedy: isTwice
        ? 'Give it a name of its own, also where the text refers to it.'
        : `Write [^${name}] where it belongs, or make it a paragraph.`,
    };
  }
}

/** Finds the lines of places in a text. Those of one kind are in the order of the text, which is read once for each. */
function createPlace(text: string, first: number): (index: number) => { readonly line: number } {
  let line = first;
  let read = 0;
  return (index) => {
    if (index < read) [line, read] = [first, 0];
    line += text.slice(read, index).split('\n').length - 1;
    read = index;
    return { line };
  };
}

function lineOf({ position }: Nodes): number {
  return position?.start.line ?? 1;
}
