import { meaningOf, quote, readField, type HeadField } from './head-fields.ts';
import { describeElsewhere, describeLeft, describeMonth, describeUnclear } from './head-notes.ts';
import { listStatements, plainText, type Statement } from './head-statements.ts';
import type { ImportNote, Removed, SourceLine } from './imported.ts';

/** What the document says of itself above its first heading. */
export interface Head {
  /** YAML by field. */
  readonly fields: ReadonlyMap<HeadField, HeadValue>;
  /** What it says and no field can hold as it stands, for the owner; becomes comments. */
  readonly asides: readonly string[];
  /** The lines that are left for the body. */
  readonly rest: readonly SourceLine[];
  readonly removed: readonly Removed[];
  readonly notes: readonly ImportNote[];
}

export interface HeadValue {
  readonly yaml: string;
  readonly line: number;
}

/** What one statement gives; nothing of it where it is text. */
interface Taken {
  readonly why: string;
  readonly field?: HeadField;
  readonly yaml?: string;
  readonly asides?: readonly string[];
  readonly notes?: readonly ImportNote[];
}

const labelled = /^([A-Z][A-Za-z ()/-]{1,40}):\s*(\S.*)$/;
const titleWords =
  /\b(?:policy|policies|standard|procedures?|plan|guidelines?|handbook|charter|code of conduct)$/i;
const aside = 'a field of the head, kept as a comment';

/** Reads title and fields from the lines above the first heading of the text. */
export function readHead(lines: readonly SourceLine[]): Head {
  const fields = new Map<HeadField, HeadValue>();
  const asides: string[] = [];
  const removed: Removed[] = [];
  const notes: ImportNote[] = [];
  const rest: SourceLine[] = [];
  let isInTable = false;
  for (const statement of listStatements(lines)) {
    const [first] = statement.lines;
    const taken = readStatement(statement, fields);
    // The line below the head of a table is nothing without it.
    const isRule = isInTable && /^\|[\s:|-]+$/.test(first?.text.trim() ?? '');
    isInTable = taken !== undefined && (first?.text.trim().startsWith('|') ?? false);
    for (const line of statement.lines) {
      rest.push(taken || isRule ? { ...line, text: '' } : line);
      if (taken) removed.push({ line: line.number, text: line.text.trim(), why: taken.why });
    }
    if (taken?.field && taken.yaml !== undefined) {
      fields.set(taken.field, { yaml: taken.yaml, line: first?.number ?? 1 });
    }
    asides.push(...(taken?.asides ?? []));
    notes.push(...(taken?.notes ?? []));
  }
  return { fields, asides, rest, removed, notes };
}

function readStatement(
  { lines: [line], text, isFenced }: Statement,
  known: ReadonlyMap<HeadField, HeadValue>,
): Taken | undefined {
  if (!line) return undefined;
  if (!isFenced && !known.has('title') && isTitle(line.text)) {
    const yaml = quote(text.replace(/^#+\s+/, ''));
    return { why: 'the title of the document', field: 'title', yaml };
  }
  const [, label = '', written = ''] = labelled.exec(text) ?? [];
  const meaning = meaningOf(label);
  if (meaning && 'place' in meaning) {
    return {
      why: aside,
      asides: [`The document says "${text}"; it belongs in ${meaning.place}.`],
      notes: [describeElsewhere(line, text, meaning.place)],
    };
  }
  if (meaning && !known.has(meaning.field)) return takeField(line, meaning.field, written);
  if (!isFenced) return undefined;
  return {
    why: 'a field of the document that a policy does not have, kept as a comment',
    asides: text === '' ? [] : [`The fields of the document hold "${line.text.trim()}".`],
  };
}

function takeField(line: SourceLine, field: HeadField, written: string): Taken {
  const read = readField(field, written);
  if ('unclear' in read) {
    return {
      why: aside,
      asides: [`${field}: the document says "${written}", and ${read.unclear}.`],
      notes: [describeUnclear(line, field, written, read.unclear)],
    };
  }
  const { yaml, left, isMonthOnly } = read;
  return {
    why: 'a field of the head',
    field,
    yaml,
    asides: left === undefined ? [] : [`${field}: the document also says "${left}".`],
    notes: [
      ...(left === undefined ? [] : [describeLeft(line, field, left)]),
      ...(isMonthOnly ? [describeMonth(line, field, written)] : []),
    ],
  };
}

function isTitle(text: string): boolean {
  const plain = plainText(text);
  if (/^#\s/.test(plain)) return !/^#\s+\d/.test(plain);
  return plain.length <= 100 && titleWords.test(plain) && !plain.includes(':');
}
