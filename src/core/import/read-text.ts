import type { Root, RootContent, Text } from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import { CONTINUE, SKIP, visit } from 'unist-util-visit';
import { bookmarks } from '../parse/export-residue.ts';
import { parsePlainMarkdown } from '../parse/parse-markdown.ts';
import { listMarkdownLines } from './find-lost-words.ts';
import { noteOf, shorten, type ImportNote, type ReadDocument, type Removed } from './imported.ts';
import { markStart, rebuildText, type SourceLine } from './rebuild-text.ts';

const furniture =
  /^(?:skip to (?:main )?content|back to top|edit this page.{0,40}|print this page|on this page)$/i;
const colophon = /^(?:released under .*licen[sc]e\.?|powered by .*|(?:©|copyright ).*)$/i;
const fewestContents = 3;
const lastLines = 3;

/** Reads text or Markdown without what programs put around it; the name of the file or a heading decides which it is. */
export function readText(file: string, text: string): ReadDocument {
  const removed: Removed[] = [];
  const notes: ImportNote[] = [];
  const lines = removeFurniture(text.replaceAll(/\r\n?|\f|\v/g, '\n').split('\n'), removed);
  const left = removed.map((part) => ({ number: part.line, text: part.text }));
  const isMarkdown =
    /\.(?:md|mdx|markdown)$/i.test(file) ||
    lines.some((line) => !line.isMarked && /^#{1,6} \S/.test(line.text));
  const fieldLines = isMarkdown ? countFieldLines(lines) : 0;
  const fields = lines.slice(0, fieldLines);
  const written = isMarkdown
    ? lines.map((line, index) => (index < fieldLines ? { ...line, text: '' } : line))
    : rebuildText(lines, removed, notes);
  const markdown = written.map((line) => line.text).join('\n');

  // The parser that reads drafts counts the words, and refuses what is too large or nests too deeply. Below an empty
  // line it finds no fence of fields.
  const second = parsePlainMarkdown(`\n${markdown}`);
  if ('fault' in second) {
    throw new Error(`line ${written[second.fault.line - 2]?.number ?? 1}: ${second.fault.reason}`);
  }
  const tree = remark().use(remarkGfm).parse(markdown);
  visit(tree, ({ position }) => {
    if (position) position.start.line = written[position.start.line - 1]?.number ?? 1;
  });
  keepHtml(tree, removed, notes);
  if (fields.length > 0) {
    tree.children.unshift({ type: 'yaml', value: fields.map((line) => line.text).join('\n') });
  }
  const words = isMarkdown ? [...fields, ...listMarkdownLines(second.tree, true)] : lines;
  return { tree, lines: [...words, ...left], hasTargets: isMarkdown, removed, notes };
}

function removeFurniture(texts: readonly string[], removed: Removed[]): readonly SourceLine[] {
  const lines = texts.map((text, index): SourceLine => {
    const line = text
      .replaceAll(/[\u00a0\u2007\u202f]/g, ' ')
      .replaceAll(/[\u00ad\u200b\u200e\u200f\ufeff]/g, '');
    for (const bookmark of line.match(bookmarks) ?? []) {
      removed.push({ line: index + 1, text: bookmark, why: 'a bookmark of the word processor' });
    }
    const isMarked = /^\s*(?:\[bookmark: |\[\]\{#)/.test(line);
    return { number: index + 1, text: line.replaceAll(bookmarks, ''), isMarked };
  });
  const contents = new Set(lines.filter(({ text }) => isContentsLine(text.trim())));
  const last = new Set(lines.filter(({ text }) => text.trim() !== '').slice(-lastLines));
  return lines.map((line) => {
    const text = line.text.trim();
    const why = furniture.test(text)
      ? 'a button or link of the web page'
      : last.has(line) && colophon.test(text)
        ? 'the foot of the web page'
        : contents.size >= fewestContents && contents.has(line)
          ? 'a line of the printed table of contents; the site makes its own'
          : undefined;
    if (why === undefined) return line;
    removed.push({ line: line.number, text, why });
    return { ...line, text: '' };
  });
}

/** Whether a line is of a printed table of contents: a heading, dots or a tab, and a page. */
function isContentsLine(line: string): boolean {
  const entry = line.replace(/\d{1,3}$/, '');
  if (entry === line) return false;
  const title = entry.replace(/(?<![ .])[ .]+$/, '');
  if (entry.slice(title.length).includes(title === '' ? '.....' : '....')) return true;
  const number = /^(?:\d+(?:\.\d+)*\.?|[a-z]\.)[ \t]/.exec(line)?.[0] ?? '';
  return number !== '' && /\S\t$/.test(entry.slice(number.length));
}

/** The number of lines to the end of a fence of YAML at the beginning; 0 without one. */
function countFieldLines(lines: readonly SourceLine[]): number {
  const texts = lines.map(({ text }) => text.trimEnd());
  const start = texts.findIndex((text) => text !== '');
  const end = texts[start] === '---' ? texts.indexOf('---', start + 1) : -1;
  const isField = (text: string) => /^\s*(?:[\w-]+:|- |#|$)/.test(text);
  return texts.slice(start + 1, Math.max(end, 0)).every(isField) ? end + 1 : 0;
}

/** HTML is kept as text, without comments and line breaks. A mark of the import becomes a comment of MDX. */
function keepHtml(tree: Root, removed: Removed[], notes: ImportNote[]): void {
  visit(tree, 'html', ({ value, position }, index, parent) => {
    if (!parent || index === undefined) return CONTINUE;
    const line = position?.start.line ?? 1;
    const isDropped = /^(?:<!--[^]*|<br\s*\/?>)$/i.test(value);
    const text: Text = { type: 'text', value: isDropped ? ' ' : value };
    const isBlock = /^(?:root|blockquote|listItem|footnoteDefinition)$/.test(parent.type);
    const nodes: RootContent[] = isBlock ? [{ type: 'paragraph', children: [text] }] : [text];
    parent.children.splice(index, 1, ...(isBlock && isDropped ? [] : nodes));
    if (value.startsWith(markStart)) {
      const mark = value.slice(4, -3);
      parent.children.splice(index, 0, { type: 'mdxFlowExpression', value: `/* ${mark} */` });
      return [SKIP, index + 1];
    } else if (isDropped) {
      const why = value.startsWith('<!--') ? 'a comment' : 'a line break of HTML';
      removed.push({ line, text: value, why });
    } else {
      const problem = `"${shorten(value)}" is HTML, which a policy cannot contain; the draft contains it as text.`;
      notes.push(noteOf('html', line, problem, 'Write it as Markdown, or delete the tags.'));
    }
    return [SKIP, isBlock && isDropped ? index : index + 1];
  });
}
