import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
  type Pair,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { SourceFile } from '../model/source-file.ts';
import { canonicalJson } from '../parse/fingerprint.ts';
import { splitFrontmatter } from '../parse/split-frontmatter.ts';
import { styleOf, writeValue, type Written } from './write-value.ts';

/** One alteration of the fields of a file. A field that is missing is written below the first of `after` that is there. */
export type FieldEdit =
  | { readonly set: string; readonly to: string | number; readonly after?: readonly string[] }
  | { readonly prepend: string; readonly item: Written; readonly after: readonly string[] }
  | { readonly remove: string };

/** The text with the alterations in it, or why it cannot be written without touching anything else. */
export type EditedText = { readonly text: string } | { readonly problem: string };

/** A piece of the fields to replace; `start` equals `end` where something is only added. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

/**
 * Alters fields of a policy or of a YAML file; every other byte stays. The result is parsed again, and a difference in
 * any other field is a problem.
 */
export function editFields({ file, text }: SourceFile, edits: readonly FieldEdit[]): EditedText {
  const isYaml = file.endsWith('.yaml');
  const split = isYaml ? undefined : splitFrontmatter({ file, text });
  if (split && 'diagnostics' in split) return { problem: 'The end of the fields is not clear.' };
  const fields = split ? split.document.frontmatter : text;
  const start = split ? text.indexOf('\n') + 1 : 0;

  const document = parseDocument(fields);
  const root = document.contents;
  if (document.errors.length > 0 || !isMap(root)) return { problem: 'The fields are not YAML.' };
  const written = applySplices(
    fields,
    edits.flatMap((edit) => spliceOf(edit, root, fields)),
  );
  const before = document.toJS() as Fields;
  const expected = edits.reduce(applyTo, before);
  if (!hasFields(written, expected)) {
    const names = edits.map((edit) => fieldOf(edit)).join(' or ');
    return {
      problem: `The fields cannot be written without altering another one; YAML anchors and aliases (&name, *name) in ${names} are the usual cause.`,
    };
  }
  return { text: text.slice(0, start) + written + text.slice(start + fields.length) };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldOf(edit: FieldEdit): string {
  if ('set' in edit) return edit.set;
  return 'remove' in edit ? edit.remove : edit.prepend;
}

function applyTo(fields: Fields, edit: FieldEdit): Fields {
  if ('set' in edit) return { ...fields, [edit.set]: edit.to };
  if ('remove' in edit) {
    return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== edit.remove));
  }
  const before = (fields[edit.prepend] ?? []) as readonly unknown[];
  return { ...fields, [edit.prepend]: [edit.item, ...before] };
}

function hasFields(text: string, expected: Fields): boolean {
  const document = parseDocument(text);
  return document.errors.length === 0 && canonicalJson(document.toJS()) === canonicalJson(expected);
}

function spliceOf(edit: FieldEdit, root: YAMLMap, fields: string): Splice[] {
  if ('set' in edit) return setField(root, fields, edit);
  if ('remove' in edit) return removeField(root, fields, edit.remove);
  return prepend(root, fields, edit);
}

type ParsedPair = Pair<ParsedNode, ParsedNode | null>;

function findPair(root: YAMLMap, field: string): ParsedPair | undefined {
  const pair = root.items.find(({ key }) => isScalar(key) && key.value === field);
  return pair as ParsedPair | undefined;
}

/** The value of the first of some fields that the file has. */
function firstOf(root: YAMLMap, names: readonly string[]): ParsedNode | undefined {
  for (const name of names) {
    const value = findPair(root, name)?.value;
    if (value) return value;
  }
  return undefined;
}

function setField(
  root: YAMLMap,
  fields: string,
  { set, to, after = [] }: Extract<FieldEdit, { set: string }>,
): Splice[] {
  const value = findPair(root, set)?.value;
  if (!value?.range) {
    const above = firstOf(root, after);
    if (!above) return [];
    const line = `${set}: ${writeValue(to, styleOf(root))}`;
    if (root.flow) return [insertAt(above.range[1], `, ${line}`)];
    return [insertLines(fields, above.range[1], [line])];
  }
  const [start, end] = value.range;
  const before = fields.slice(start, end);
  const gap = fields[start - 1] === ':' ? ' ' : '';
  const lineEnd = before.endsWith('\n') ? '\n' : '';
  return [{ start, end, insert: `${gap}${writeAlike(to, before, root)}${lineEnd}` }];
}

/** A text in the quotes of the one that it replaces. */
function writeAlike(text: string | number, before: string, root: YAMLMap): string {
  const quote = /^['"]/.exec(before)?.[0];
  const style = styleOf(root);
  if (quote === undefined) return writeValue(text, style);
  const type = quote === "'" ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE';
  return writeValue(text, { ...style, quote: type }, true);
}

function removeField(root: YAMLMap, fields: string, field: string): Splice[] {
  const pair = findPair(root, field);
  if (!pair || root.flow) return [];
  const from = fields.lastIndexOf('\n', pair.key.range[0]) + 1;
  const ends = (pair.value ?? pair.key).range[1];
  const lineEnd = fields[ends - 1] === '\n' ? ends - 1 : fields.indexOf('\n', ends);
  return [{ start: from, end: lineEnd < 0 ? fields.length : lineEnd + 1, insert: '' }];
}

interface NewItem {
  readonly root: YAMLMap;
  readonly fields: string;
  readonly field: string;
  readonly item: Written;
}

function prepend(
  root: YAMLMap,
  fields: string,
  { prepend: field, item, after }: Extract<FieldEdit, { prepend: string }>,
): Splice[] {
  const pair = findPair(root, field);
  const value = pair?.value;
  const added = { root, fields, field, item };
  if (!pair) return addFirst(added, firstOf(root, after));
  if (isSeq(value) && value.flow) return addToFlow(added, value);
  if (isSeq(value)) return addToBlock(added, value);
  return value && !isAlias(value) ? fillEmpty(added, value) : [];
}

function addFirst(added: NewItem, after: ParsedNode | undefined): Splice[] {
  const { root, fields, field } = added;
  if (!after) return [];
  if (root.flow) {
    const item = writeValue(added.item, { ...styleOf(root), isFlow: true });
    return [insertAt(after.range[1], `, ${field}: [${item}]`)];
  }
  return [insertLines(fields, after.range[1], [`${field}:`, ...blockLines(added)])];
}

/** The field is there without a value, or with an empty one (`~`, `null`, `[]`). */
function fillEmpty(added: NewItem, value: ParsedNode): Splice[] {
  const { root, fields } = added;
  const [start, end] = value.range;
  if (root.flow) {
    const item = writeValue(added.item, { ...styleOf(root), isFlow: true });
    return [{ start, end, insert: `${fields[start - 1] === ':' ? ' ' : ''}[${item}]` }];
  }
  const lines = insertLines(fields, end, blockLines(added));
  const from = fields.slice(0, start).trimEnd().length;
  return start === end ? [lines] : [{ start: from, end, insert: '' }, lines];
}

function addToFlow(added: NewItem, list: YAMLSeq.Parsed): Splice[] {
  const { root, fields } = added;
  const [start, end] = list.range;
  const first = list.items[0];
  if (!isNode(first)) {
    const isBare = fields.slice(start + 1, end - 1).trim() === '';
    if (isBare && !root.flow) return fillEmpty(added, list);
    const item = writeValue(added.item, { ...styleOf(root), isFlow: true });
    return [insertAt(start + 1, isBare ? item : `${item},`)];
  }
  const gap = fields.slice(start + 1, first.range[0]);
  const separator = /\n[^\n]*$/.exec(gap)?.[0] ?? ' ';
  const item = writeValue(added.item, { ...styleOf(root, list), isFlow: true });
  return [insertAt(first.range[0], `${item},${separator}`)];
}

function addToBlock({ root, fields, item }: NewItem, list: YAMLSeq.Parsed): Splice[] {
  const dash = list.range[0];
  const indent = ' '.repeat(dash - fields.lastIndexOf('\n', dash - 1) - 1);
  const gap = /^ +(?=\S)/.exec(fields.slice(dash + 1))?.[0] ?? ' ';
  const lines = itemLines(writeValue(item, styleOf(root, list)), indent, gap);
  return [insertAt(dash, `${lines.join('\n').slice(indent.length)}\n${indent}`)];
}

/** The lines of a first item, indented and written as the rows of the history are. */
function blockLines({ root, fields, item }: NewItem): string[] {
  const history = findPair(root, 'history')?.value;
  const isBlock = isSeq(history) && history.flow !== true;
  const dash = isBlock ? history.range[0] : 0;
  const column = isBlock ? dash - fields.lastIndexOf('\n', dash - 1) - 1 : 2;
  const style = isBlock ? styleOf(root, history) : styleOf(root);
  return itemLines(writeValue(item, style), ' '.repeat(column), ' ');
}

function itemLines(item: string, indent: string, gap: string): string[] {
  return item
    .split('\n')
    .map(
      (line, index) => `${indent}${index === 0 ? `-${gap}` : ` ${' '.repeat(gap.length)}`}${line}`,
    );
}

function insertAt(offset: number, insert: string): Splice {
  return { start: offset, end: offset, insert };
}

/** Puts whole lines below the line on which an offset lies. */
function insertLines(fields: string, offset: number, lines: readonly string[]): Splice {
  const block = lines.join('\n');
  if (offset > 0 && fields[offset - 1] === '\n') return insertAt(offset, `${block}\n`);
  const lineEnd = fields.indexOf('\n', offset);
  return lineEnd < 0 ? insertAt(fields.length, `\n${block}`) : insertAt(lineEnd, `\n${block}`);
}

function applySplices(text: string, splices: readonly Splice[]): string {
  return [...splices]
    .sort((left, right) => right.start - left.start)
    .reduce(
      (done, { start, end, insert }) => done.slice(0, start) + insert + done.slice(end),
      text,
    );
}
