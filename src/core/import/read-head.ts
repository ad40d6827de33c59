import { elsewhere, fieldOfLabel, quote, readField, type HeadField } from './head-fields.ts';
import { shorten, type ImportNote, type Removed, type SourceLine } from './imported.ts';

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

const labelled = /^([A-Z][A-Za-z ()/-]{1,40}):\s*(\S.*)$/;
const titleWords =
  /\b(?:policy|policies|standard|procedures?|plan|guidelines?|handbook|charter|code of conduct)$/i;

/** Reads title and fields from the lines above the first heading of the text. */
export function readHead(lines: readonly SourceLine[]): Head {
  const fields = new Map<HeadField, HeadValue>();
  const asides: string[] = [];
  const removed: Removed[] = [];
  const notes: ImportNote[] = [];
  const titleLine = lines.find(({ text }) => isTitle(text));

  const fenced = fencedLines(lines);
  const rest = lines.map((line): SourceLine => {
    const text = fenced.has(line) ? asLabelled(line.text) : plainText(line.text);
    const take = (why: string): SourceLine => {
      removed.push({ line: line.number, text: line.text.trim(), why });
      return { ...line, text: '' };
    };
    if (line === titleLine) {
      fields.set('title', { yaml: quote(text.replace(/^#+\s+/, '')), line: line.number });
      return take('the title of the document');
    }
    const [, label = '', written = ''] = labelled.exec(text) ?? [];
    const field = fieldOfLabel[label.toLowerCase()];
    const place = elsewhere[label.toLowerCase()];
    if (place !== undefined) {
      asides.push(`The document says "${text}"; it belongs in ${place}.`);
      notes.push(describeElsewhere(line, text, place));
      return take('a field of the head, kept as a comment');
    }
    if (fenced.has(line) && (field === undefined || fields.has(field))) {
      if (text !== '') asides.push(`The fields of the document hold "${line.text.trim()}".`);
      return take('a field of the document that a policy does not have, kept as a comment');
    }
    if (field === undefined || fields.has(field)) return line;
    const read = readField(field, written);
    if ('unclear' in read) {
      asides.push(`${field}: the document says "${written}", and ${read.unclear}.`);
      notes.push(describeUnclear(line, field, written, read.unclear));
      return take('a field of the head, kept as a comment');
    }
    fields.set(field, { yaml: read.yaml, line: line.number });
    if (read.left !== undefined) {
      asides.push(`${field}: the document also says "${read.left}".`);
      notes.push(describeLeft(line, field, read.left));
    }
    if (read.isMonthOnly) notes.push(describeMonth(line, field, written));
    return take('a field of the head');
  });
  return { fields, asides, rest, removed, notes };
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
function plainText(text: string): string {
  return text
    .replaceAll(/\*\*|__/g, '')
    .replace(/\\$/, '')
    .trim();
}

function isTitle(text: string): boolean {
  const plain = plainText(text);
  if (/^#\s/.test(plain)) return !/^#\s+\d/.test(plain);
  return plain.length <= 100 && titleWords.test(plain) && !plain.includes(':');
}

function describeElsewhere({ number }: SourceLine, text: string, place: string): ImportNote {
  return {
    code: 'import/field-unclear',
    line: number,
    problem: `"${shorten(text)}" has no field of its own.`,
    remedy: `Write it into ${place}.`,
  };
}

function describeUnclear(
  { number }: SourceLine,
  field: HeadField,
  written: string,
  why: string,
): ImportNote {
  return {
    code: 'import/field-unclear',
    line: number,
    problem: `"${shorten(written)}" is no ${field} yet: ${why}.`,
    remedy: `Write the field ${field} yourself; the words stand in the draft as a comment.`,
  };
}

function describeLeft({ number }: SourceLine, field: HeadField, left: string): ImportNote {
  const where =
    field === 'reviewEvery'
      ? 'Name the scopes and events that make it due early in reviewOn.'
      : 'See to it that people.yaml gives the role to whoever holds it.';
  return {
    code: 'import/field-unclear',
    line: number,
    problem: `The field ${field} cannot hold "${shorten(left)}", which stands beside it.`,
    remedy: where,
  };
}

function describeMonth({ number }: SourceLine, field: HeadField, written: string): ImportNote {
  return {
    code: 'import/month-only',
    line: number,
    problem: `"${shorten(written)}" names no day; the draft keeps the month as it is.`,
    remedy: `Write the day into ${field} if a record shows it; changes of that month are "unknown" until then.`,
  };
}
