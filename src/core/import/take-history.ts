import type { Nodes, Root, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { parseWrittenDate } from '../parse/written-date.ts';
import { versionNumber } from '../schemas/scalars.ts';
import { targetOf } from './find-lost-words.ts';
import type { Removed } from './imported.ts';
import { quote } from './read-head.ts';

const heading =
  /^(?:\d+[.)]?\s+)?(?:(?:change|document|revision|version|policy)\s+)*(?:history|log|revisions)$/i;
/** What may be between the heading and the table. */
const isAside = /^(?:thematicBreak|mdx.*|html)$/;
const columns = {
  version:
    /^(?:(?:document|policy)\s+)?(?:version|ver\.?|rev\.?|revision)(?:\s+(?:no\.?|number))?$/i,
  date: /^(?:(?:effective|revision|version|approval)\s+)?date$/i,
  by: /^(?:author|by|changed by|editor|name)/i,
  summary: /change|summary|description|comment|reason/i,
};
/** The head of a table whose cells a copy has run together. */
const flatHead = /^version\s*date\s*(?:(?:author|by)\s*)?(?:changes?|description|summary)$/i;
const flatRow =
  /^v?(\d+\.\d+)\s*((?:[A-Z][a-z]+ (?:\d{1,2}, ?)?\d{4})|\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d{2}-\d{2})/;

interface Row {
  readonly version?: string;
  readonly date?: string;
  readonly by?: string;
  readonly summary?: string;
  /** Cells of other columns, or all that cannot be told apart, with what the document calls them. */
  readonly others: readonly (readonly [name: string, text: string])[];
  readonly line: number;
  readonly text: string;
}

/**
 * Takes the tables of versions out of a text, with their headings, and returns them as lines of YAML for `history`,
 * which is for staff alone. What cannot be read for certain becomes a comment there and is never left in the body.
 */
export function takeHistory(tree: Root, removed: Removed[]): string[] {
  const lines: string[] = [];
  for (const node of [...tree.children]) {
    const index = tree.children.indexOf(node);
    if (index < 0) continue;
    const before = tree.children.slice(0, index).findLast(({ type }) => !isAside.test(type));
    const isHeaded = before !== undefined && heading.test(toString(before).trim());
    const flat = readFlat(tree.children.slice(index));
    const rows = readTable(node, isHeaded) ?? flat?.rows;
    if (!rows) continue;
    for (const row of rows) {
      removed.push({ line: row.line, text: row.text, why: 'history, which is for staff alone' });
      lines.push(...formatRow(row));
    }
    // With what is between the heading and the table: a note that its cells ran together.
    const start = isHeaded ? tree.children.indexOf(before) + 1 : index;
    tree.children.splice(start, index - start + (flat?.nodes ?? 1));
    const next = tree.children[start];
    const isEmpty = next === undefined || next.type === 'heading' || next.type === 'thematicBreak';
    if (!isHeaded || !isEmpty) continue;
    const line = before.position?.start.line ?? 1;
    removed.push({ line, text: toString(before), why: 'the heading of the history' });
    tree.children.splice(start - 1, 1);
  }
  const isFilled = lines.some((line) => line.startsWith('  - '));
  return lines.length === 0 ? [] : [isFilled ? 'history:' : '# history:', ...lines];
}

function readTable(node: RootContent, isHeaded: boolean): Row[] | undefined {
  if (node.type !== 'table') return undefined;
  const [head, ...rest] = node.children;
  const names = head?.children.map((cell) => toString(cell).trim()) ?? [];
  const find = (words: RegExp) => names.findIndex((name) => words.test(name));
  const places = { version: find(columns.version), date: find(columns.date), by: find(columns.by) };
  const summary = names.findIndex(
    (name, index) => columns.summary.test(name) && !Object.values(places).includes(index),
  );
  const isHistory = places.version >= 0 && (places.date >= 0 || (isHeaded && summary >= 0));
  if (!isHistory) return undefined;
  const known = [...Object.values(places), summary];
  const line = node.position?.start.line ?? 1;
  return [
    { others: [], line, text: names.join(' ') },
    ...rest.map((row): Row => {
      const cells = row.children.map((cell) => toString(cell).trim());
      const cell = (index: number) => (index < 0 ? '' : (cells[index] ?? ''));
      return {
        version: cell(places.version),
        date: cell(places.date),
        by: cell(places.by),
        summary: cell(summary),
        others: cells.flatMap((text, index) =>
          known.includes(index) ? [] : [[names[index] ?? 'beside it', text] as const],
        ),
        line: row.position?.start.line ?? line,
        text: [...cells, ...listTargets(row)].join(' '),
      };
    }),
  ];
}

/** A table whose cells ran together, and of how many paragraphs it is. */
function readFlat(nodes: readonly RootContent[]): { rows: Row[]; nodes: number } | undefined {
  const isText = ({ type }: RootContent) => type === 'paragraph';
  const [first] = nodes;
  const [head, ...inside] = first && isText(first) ? linesOf(first) : [];
  if (!head || !flatHead.test(head.text.trim())) return undefined;
  const others = nodes.slice(1);
  const end = others.findIndex(
    (node) => !isText(node) || !/^v?\d+\.\d+\s*\D/i.test(toString(node)),
  );
  const below = (end < 0 ? others : others.slice(0, end)).flatMap(linesOf);
  const rows = [...inside, ...below].map(({ text, line }): Row => {
    const [found = '', version, date] = flatRow.exec(text) ?? [];
    const rest = [['by and summary', text.slice(found.length)]] as const;
    return { ...(version && date && { version, date }), others: rest, line, text };
  });
  return { rows: [{ others: [], ...head }, ...rows], nodes: 1 + (end < 0 ? others.length : end) };
}

function linesOf(node: RootContent): { text: string; line: number }[] {
  const start = node.position?.start.line ?? 1;
  return toString(node)
    .split('\n')
    .map((text, index) => ({ text, line: start + index }));
}

function listTargets(row: Nodes): string[] {
  const targets: string[] = [];
  visit(row, (node) => void targets.push(targetOf(node)));
  return targets;
}

function formatRow({ version = '', date = '', by, summary, others, text }: Row): string[] {
  const number = version.replace(/^v(?:ersion)?\.? ?/i, '');
  const day = parseWrittenDate(date);
  const isRow = day !== undefined && versionNumber.safeParse(number).success;
  const isHead = version === '' && others.length === 0;
  if (!isRow) return isHead ? [] : [comment('history', text)];
  return [
    `  - version: ${quote(number)}`,
    `    date: ${day}`,
    ...(by ? [`    ${comment('by', by)}`] : []),
    ...(summary ? [`    summary: ${quote(summary)}`] : []),
    ...others.filter(([, text]) => text !== '').map(([name, text]) => `    ${comment(name, text)}`),
  ];
}

function comment(name: string, text: string): string {
  return `# ${name}: the document states "${text.replaceAll(/\s+/g, ' ').trim()}".`;
}
