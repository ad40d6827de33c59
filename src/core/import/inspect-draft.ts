import type { Root, Table } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import type { PartialDate } from '../model/calendar-date.ts';
import { listClauses } from '../parse/clauses.ts';
import { findNumberingJumps } from '../parse/numbering-jumps.ts';
import { parseWrittenDate } from '../parse/written-date.ts';
import { versionNumber } from '../schemas/scalars.ts';
import { shorten, type ImportNote } from './imported.ts';

/** A row of the document's own table of versions, as far as it can be read. */
export interface HistoryRow {
  readonly version: string;
  readonly date: PartialDate;
  /** The words of its author, which are no id yet. */
  readonly author?: string;
  readonly summary?: string;
}

const fewestNumbered = 3;
const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;

/** What only the whole text shows: numbers that jump, addresses, lines in bold that may be headings. */
export function* inspectDraft(
  tree: Root,
  sourceOf: (line: number) => number,
): Iterable<ImportNote> {
  const clauses = listClauses(tree, 1);
  const numbered = clauses.filter(({ number }) => number !== undefined);
  for (const { number, title, line } of clauses) {
    if (number !== undefined || numbered.length < fewestNumbered) continue;
    yield {
      code: 'import/heading-unnumbered',
      line: sourceOf(line),
      problem: `The heading "${shorten(title)}" has no number among headings that have one.`,
      remedy: 'Give it its number if it lost one; rules and links name clauses by number.',
    };
  }
  for (const { clause, expected, after } of findNumberingJumps(clauses)) {
    const where = after === undefined ? 'is the first of its level' : `follows ${after}`;
    yield {
      code: 'import/heading-lost',
      line: sourceOf(clause.line),
      problem: `Heading ${clause.number ?? ''} "${shorten(clause.title)}" ${where}; ${expected} is missing, and its text may stand under the heading before.`,
      remedy: `Look for heading ${expected} in the document and write it where its text begins.`,
    };
  }
  const found: ImportNote[] = [];
  visit(tree, ['paragraph', 'tableCell', 'heading'], (node) => {
    const line = sourceOf(node.position?.start.line ?? 1);
    const text = toString(node);
    const mailbox = address.exec(text)?.[0];
    if (mailbox !== undefined) found.push(describeAddress(mailbox, line));
    const [only, ...more] = node.type === 'paragraph' ? node.children : [];
    if (only?.type === 'strong' && more.length === 0 && !/[.:]$/.test(text.trim())) {
      found.push(describeBold(text, line));
    }
  });
  yield* found;
}

function describeAddress(mailbox: string, line: number): ImportNote {
  return {
    code: 'import/address',
    line,
    problem: `The text names the mailbox ${mailbox}.`,
    remedy:
      'Write it into contacts, which is shown beside the text, and take it out here; check that it is still read.',
  };
}

function describeBold(text: string, line: number): ImportNote {
  return {
    code: 'import/heading-doubtful',
    line,
    problem: `"${shorten(text)}" stands alone in bold, as headings do that lost their level; it was kept as text.`,
    remedy: 'Make it a heading (##) if it was one.',
  };
}

/** The rows of the first table whose columns are version and date; undefined where a row cannot be read for certain. */
export function readHistory(tree: Root): readonly HistoryRow[] | undefined {
  let rows: readonly HistoryRow[] | undefined;
  visit(tree, 'table', (table) => {
    rows ??= readRows(table);
  });
  return rows;
}

function readRows({ children }: Table): readonly HistoryRow[] | undefined {
  const [head = [], ...rest] = children.map((row) =>
    row.children.map((cell) => toString(cell).trim()),
  );
  const column = (words: RegExp) => head.findIndex((name) => words.test(name));
  const [version, date] = [column(/^version$/i), column(/^date$/i)];
  if (version < 0 || date < 0 || rest.length === 0) return undefined;
  const [author, summary] = [column(/^author|^by$/i), column(/change|summary|description/i)];
  const rows = rest.flatMap((cells): HistoryRow[] => {
    const day = parseWrittenDate(cells[date] ?? '');
    const number = cells[version] ?? '';
    if (day === undefined || !versionNumber.safeParse(number).success) return [];
    return [
      {
        version: number,
        date: day,
        ...(cells[author] && { author: cells[author] }),
        ...(cells[summary] && { summary: cells[summary] }),
      },
    ];
  });
  return rows.length === rest.length ? rows : undefined;
}
