import type { Paragraph, PhrasingContent, RootContent, TableRow } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { isCalendarDate } from '../model/calendar-date.ts';
import { parseWrittenDate } from '../parse/written-date.ts';
import { slug, versionNumber } from '../schemas/scalars.ts';
import { noteOf, shorten, type ImportNote, type Removed } from './imported.ts';

/** The fields that the head of a document can fill, in the order of the frontmatter, with what documents call them. */
export const headFields = {
  title: /^(?:document )?title$|^policy name$/i,
  version: /^(?:document |policy )?version$|^revision$/i,
  classification: /^(?:document )?classification$/i,
  owner: /^(?:document |policy )?owner$/i,
  effective: /^effective(?: date| from)?$/i,
  nextReview: /^next review(?: date)?$/i,
  reviewEvery: /^review (?:frequency|cycle)$/i,
  appliesTo: /^applies to$/i,
};

export type HeadField = keyof typeof headFields;

/** What a policy keeps in other fields, with where. */
const elsewhere: readonly (readonly [RegExp, string])[] = [
  [/^last (?:updated|modified)$/i, 'the row of the version in history'],
  [/^author$/i, 'the row of the version in history, by id in people.yaml'],
  [/^last review(?:ed| date)?$/i, 'reviews, with the reviewer and what was looked at'],
  [/^approved by$/i, 'approval, by id in people.yaml'],
  [/^approv(?:al date|ed on)$/i, 'approval, with who approved it'],
  [/^status$/i, 'status, once somebody has read the draft'],
];

export interface HeadValue {
  readonly yaml: string;
  readonly line: number;
}

/** What the document states about itself above its first heading. */
export interface Head {
  readonly fields: ReadonlyMap<HeadField, HeadValue>;
  /** Statements that no field can contain, for the owner; they become comments. */
  readonly asides: readonly string[];
  /** The nodes that are left for the body. */
  readonly rest: readonly RootContent[];
  readonly removed: readonly Removed[];
  readonly notes: readonly ImportNote[];
}

const labelled = /^([A-Z][A-Za-z ()/-]{1,40}):\s*(\S.*)$/;
const titleWords =
  /\b(?:policy|policies|standard|procedures?|plan|guidelines?|handbook|charter|code of conduct)$/i;

/** Reads title and fields from the nodes above the first heading of the text. Nothing is guessed. */
export function readHead(nodes: readonly RootContent[]): Head {
  const reader = new HeadReader();
  const rest = nodes.flatMap((node): RootContent[] => {
    const line = node.position?.start.line ?? 1;
    switch (node.type) {
      case 'yaml':
        reader.readFence(node.value);
        return [];
      case 'heading':
        return reader.readTitle(toString(node), line, node.depth === 1) ? [] : [node];
      case 'paragraph': {
        const children = splitLines(node)
          .filter(({ parts, line: at }) => {
            const text = toString({ type: 'paragraph', children: parts }).trim();
            return !reader.readTitle(text, at, false) && !reader.readLine(text, at);
          })
          .flatMap(({ parts }, index) => (index > 0 ? [newline, ...parts] : parts));
        return children.length > 0 ? [{ ...node, children }] : [];
      }
      case 'table': {
        const children = node.children.filter((row) => !reader.readRow(row));
        return children.length > 0 ? [{ ...node, children }] : [];
      }
      default:
        return [node];
    }
  });
  const { fields, asides, removed, notes } = reader;
  return { fields, asides, removed, notes, rest };
}

const newline: PhrasingContent = { type: 'text', value: '\n' };

/** The lines of a paragraph, without the breaks between them. */
function splitLines({ children, position }: Paragraph) {
  let line = position?.start.line ?? 1;
  const lines: { parts: PhrasingContent[]; line: number }[] = [{ parts: [], line }];
  for (const child of children) {
    const pieces = child.type === 'text' ? child.value.split('\n') : [''];
    for (const [index, value] of pieces.entries()) {
      if (index > 0 || child.type === 'break') lines.push({ parts: [], line: (line += 1) });
      if (child.type === 'text') lines.at(-1)?.parts.push({ type: 'text', value });
      else if (child.type !== 'break') lines.at(-1)?.parts.push(child);
    }
  }
  return lines;
}

class HeadReader {
  readonly fields = new Map<HeadField, HeadValue>();
  readonly asides: string[] = [];
  readonly removed: Removed[] = [];
  readonly notes: ImportNote[] = [];

  /** Takes a title; the second one only where it repeats the first. */
  readTitle(text: string, line: number, isTopHeading: boolean): boolean {
    const isTitle = isTopHeading
      ? !/^\d/.test(text)
      : text.length <= 100 && titleWords.test(text) && !text.includes(':');
    const known = this.fields.get('title')?.yaml;
    if (!isTitle || text === '' || (known !== undefined && known !== quote(text))) return false;
    this.removed.push({ line, text, why: 'the title of the document' });
    if (known === undefined) this.fields.set('title', { yaml: quote(text), line });
    return true;
  }

  /** Takes a line such as "Version: 1.2". */
  readLine(text: string, line: number, source = text): boolean {
    const [, label = '', written = ''] = labelled.exec(text) ?? [];
    const place = elsewhere.find(([name]) => name.test(label))?.[1];
    if (place !== undefined) {
      this.asides.push(`The document states "${text}"; it belongs in ${place}.`);
      const problem = `"${shorten(text)}" has no field of its own.`;
      this.notes.push(noteOf('field-unclear', line, problem, `Write it into ${place}.`));
    } else {
      const field = (Object.keys(headFields) as HeadField[]).find((one) =>
        headFields[one].test(label),
      );
      if (field === undefined || this.fields.has(field)) return false;
      this.#readField(field, written, line);
    }
    this.removed.push({ line, text: source, why: 'a field of the head' });
    return true;
  }

  /** Takes a row of a table if its cells are labels and values in turn. */
  readRow({ children, position }: TableRow): boolean {
    const cells = children.map((cell) => toString(cell).trim());
    const pairs = cells.flatMap((label, index) =>
      index % 2 === 0 ? [`${label.replace(/:$/, '')}: ${cells[index + 1] ?? ''}`] : [],
    );
    const isKnown = pairs.every((pair) => {
      const label = labelled.exec(pair)?.[1] ?? '';
      return [...Object.values(headFields), ...elsewhere.map(([name]) => name)].some((name) =>
        name.test(label),
      );
    });
    const line = position?.start.line ?? 1;
    return isKnown && pairs.map((pair) => this.readLine(pair, line)).every(Boolean);
  }

  /** Takes the fields of other publishers: `effective_date: "2026-03"` is "Effective date: 2026-03". */
  readFence(fence: string): void {
    for (const [index, source] of fence.split('\n').entries()) {
      const [, key = '', value = ''] = /^([\w-]+):(.*)$/s.exec(source.trim()) ?? [];
      const label = key.replaceAll(/[_-]/g, ' ').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ');
      const text = `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${value.trim().replaceAll(/^["']|["']$/g, '')}`;
      if (/^(?:---)?$/.test(source.trim()) || this.readLine(text, index + 1, source)) continue;
      this.asides.push(`The fields of the document contain "${source.trim()}".`);
      const why = 'a field of the document that a policy does not have, kept as a comment';
      this.removed.push({ line: index + 1, text: source, why });
    }
  }

  #readField(field: HeadField, written: string, line: number): void {
    const read = readValue(field, written);
    if ('unclear' in read) {
      this.asides.push(`${field}: the document states "${written}", and ${read.unclear}.`);
      const problem = `"${shorten(written)}" cannot be read as ${field}: ${read.unclear}.`;
      const remedy = `Write the field ${field} yourself; the draft contains the words as a comment.`;
      this.notes.push(noteOf('field-unclear', line, problem, remedy));
      return;
    }
    this.fields.set(field, { yaml: read.yaml, line });
    if (read.left) {
      this.asides.push(`${field}: the document also states "${read.left}".`);
      const problem = `The field ${field} cannot contain "${shorten(read.left)}", which is beside it.`;
      const remedy =
        field === 'reviewEvery'
          ? 'Name the scopes and events that make it due early in reviewOn.'
          : 'Check that people.yaml gives this person the role.';
      this.notes.push(noteOf('field-unclear', line, problem, remedy));
    }
    if (field === 'effective' && read.yaml.length === 'YYYY-MM'.length) {
      const problem = `"${shorten(written)}" names no day; the draft keeps the month as it is.`;
      const remedy = `Write the day into effective if a record shows it; changes of that month are "unknown" until then.`;
      this.notes.push(noteOf('month-only', line, problem, remedy));
    }
  }
}

/** A field as YAML, with the words beside it that the field cannot contain, or why the words are not one. */
type ReadValue = { readonly yaml: string; readonly left?: string } | { readonly unclear: string };

function readValue(field: HeadField, written: string): ReadValue {
  switch (field) {
    case 'title':
    case 'appliesTo':
      return { yaml: quote(written) };
    case 'version': {
      const version = written.replace(/^v(?:ersion)?\.? ?/i, '');
      const isVersion = versionNumber.safeParse(version).success;
      return isVersion
        ? { yaml: quote(version) }
        : { unclear: 'a version is two numbers such as 1.2' };
    }
    case 'classification': {
      const [only, ...more] = written.match(/\b(?:public|internal|confidential)\b/gi) ?? [];
      if (only !== undefined && more.length === 0) return { yaml: only.toLowerCase() };
      return { unclear: 'it is one of public, internal and confidential' };
    }
    case 'owner': {
      // The role of "CTO — Ada Finch"; a policy names a role.
      const [role = '', ...rest] = written.split(/(?<!\s)\s+[—–-]\s+|,\s*|(?<!\s)\s*[/(]\s*/);
      const id = role
        .trim()
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-|-$/g, '');
      if (!slug.safeParse(id).success) return { unclear: 'an owner is a role such as cto' };
      return { yaml: id, left: rest.join(', ').replace(/\)$/, '').trim() };
    }
    case 'effective':
    case 'nextReview': {
      const date = parseWrittenDate(written);
      if (date === undefined) return { unclear: 'it is not clear which day that is' };
      if (field === 'effective' || isCalendarDate(date)) return { yaml: date };
      return { unclear: 'a review is due on a day, and the document gives a month only' };
    }
    case 'reviewEvery':
      return readFrequency(written);
  }
}

const frequencies: readonly (readonly [RegExp, string])[] = [
  [/\bevery (\d{1,2}) months?\b/i, 'P$1M'],
  [/\bevery (\d{1,2}) years?\b/i, 'P$1Y'],
  [/\b(?:semi-?annual(?:ly)?|half-yearly|twice a year|twice yearly)\b/i, 'P6M'],
  [/\b(?:annual(?:ly)?|yearly|once a year|every year|every twelve months)\b/i, 'P1Y'],
  [/\b(?:quarterly|every quarter)\b/i, 'P3M'],
  [/\b(?:monthly|every month)\b/i, 'P1M'],
];

function readFrequency(written: string): ReadValue {
  const [words, period] = frequencies.find(([name]) => name.test(written)) ?? [];
  const [found] = (words && written.match(words)) ?? [];
  if (!words || period === undefined || found === undefined) {
    return { unclear: 'it is a length of time such as P1Y' };
  }
  const left = written
    .replace(found, '')
    .replace(/^\W*(?:at least\W*)?/i, '')
    .trim();
  return { yaml: found.replace(words, period), left };
}

/** A text as a YAML scalar in single quotes, on one line. */
export function quote(text: string): string {
  return `'${text.replaceAll(/\s+/g, ' ').replaceAll("'", "''")}'`;
}
