import { meaningOf } from './head-fields.ts';
import type { SourceLine } from './imported.ts';

/** What the head of a document says on one line, or in two cells of a table. */
export interface Statement {
  readonly lines: readonly SourceLine[];
  /** Without marks of Markdown, and with a colon after its label, if it has one. */
  readonly text: string;
  /** Whether it stands in a fence of YAML. */
  readonly isFenced: boolean;
}

const row = /^\|\s*([^|]+?)\s*\|\s*([^|]+?)\s*\|?$/;
const tabbed = /^([^\t]+)\t+([^\t]+)$/;

/** Every line of the head, each in one statement. */
export function listStatements(lines: readonly SourceLine[]): readonly Statement[] {
  const fenced = fencedLines(lines);
  const statements: Statement[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    const value = lines[index + 1];
    const pair = value && readCells(line, value, lines[index + 2]);
    if (value && pair !== undefined) {
      statements.push({ lines: [line, value], text: pair, isFenced: false });
      index += 1;
      continue;
    }
    const isFenced = fenced.has(line);
    const text = isFenced ? asLabelled(line.text) : (readRow(line.text) ?? plainText(line.text));
    statements.push({ lines: [line], text, isFenced });
  }
  return statements;
}

/** `| Version | 1.0 |`, or the same between tabs, as "Version: 1.0". */
function readRow(text: string): string | undefined {
  const [, label = '', value = ''] = row.exec(text.trim()) ?? tabbed.exec(text.trim()) ?? [];
  return joinLabel(label, value);
}

/** A label and its value as two lines behind tabs, which are all the cells of their row. */
function readCells(
  label: SourceLine,
  value: SourceLine,
  next: SourceLine | undefined,
): string | undefined {
  const isCell = (line: SourceLine | undefined) => /^\t\s*\S/.test(line?.text ?? '');
  if (!isCell(label) || !isCell(value) || isCell(next)) return undefined;
  return joinLabel(label.text, value.text);
}

function joinLabel(label: string, value: string): string | undefined {
  const name = plainText(label).replace(/:$/, '');
  return meaningOf(name) ? `${name}: ${plainText(value)}` : undefined;
}

/** The lines of a fence of YAML, as other publishers of Markdown write it. */
function fencedLines(lines: readonly SourceLine[]): ReadonlySet<SourceLine> {
  const texts = lines.map(({ text }) => text.trimEnd());
  const start = texts.findIndex((text) => text !== '');
  const end = texts.indexOf('---', start + 1);
  const inner = texts.slice(start + 1, end);
  const isFence =
    texts[start] === '---' &&
    end > start &&
    inner.every((text) => /^\s*(?:[\w-]+:|- |#|$)/.test(text));
  return new Set(isFence ? lines.slice(start, end + 1) : []);
}

/** `effective_date: "2026-03"` as documents write their labels. */
function asLabelled(text: string): string {
  const [, key = '', value = ''] = /^([\w-]+):\s*(.*)$/.exec(text.trim()) ?? [];
  if (key === '') return text.trim().replace(/^---$/, '');
  const label = key.replaceAll(/[_-]/g, ' ').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${value.replaceAll(/^["']|["']$/g, '')}`;
}

/** A line without the emphasis and the hard break of Markdown. */
export function plainText(text: string): string {
  return text
    .replaceAll(/\*\*|__/g, '')
    .replace(/\\$/, '')
    .trim();
}
