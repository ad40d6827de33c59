import type { Heading, ListItem, Nodes, Root, RootContent } from 'mdast';
import { isMenuOfWork } from '../../model/kinds-of-work.ts';
import { toString } from 'mdast-util-to-string';
import { markdownToMdast } from 'satteri';
import { SKIP, visit } from 'unist-util-visit';
import {
  fieldOfBox,
  fieldOfHeading,
  isList,
  isPassingLabel,
  recordFields,
  splitList,
  type RecordField,
} from '../../model/record-fields.ts';
import { isFiller } from './is-filler.ts';

/** A field that a section or a check box of a pull request's text fills. */
export interface SectionField {
  readonly field: RecordField;
  readonly value: string;
  /** Line of the text, from 1. */
  readonly line: number;
}

/** Something of a template that does not count, and how to write it so that it would. */
interface SectionProblem {
  readonly line: number;
  readonly problem: string;
  readonly remedy: string;
}

export interface ParsedTemplate {
  readonly fields: readonly SectionField[];
  readonly problems: readonly SectionProblem[];
}

interface Section {
  readonly field: RecordField;
  readonly heading: string;
  readonly line: number;
  readonly nodes: readonly RootContent[];
}

// The parser is quadratic on some hostile text, so longer texts are read by their trailers alone, and so are those
// with long runs of marks, which no template has.
const maximumLength = 64 * 1024;
const longRun = /(?:[><{_*[`~!\]()|\\#-][ \t]*){200}/;
/** A line of one mark, as logs have it, is a rule or a heading and costs nothing. */
const ruleLine = /^[ \t]*([-*_#])\1*[ \t\r]*$/gm;

/** Reads the filled sections (`## Risk`) and ticked boxes (`- [x] Staging`) of a pull request. Never throws. */
export function parseTemplate(text: string): ParsedTemplate {
  if (!hasMarks(text)) return { fields: [], problems: [] };
  const unread = describeUnread(text);
  const tree = unread ? undefined : parseTree(text);
  if (!tree) return { fields: [], problems: unread ? [unread] : [] };
  const fields: SectionField[] = [];
  const problems: SectionProblem[] = [];
  for (const section of listSections(tree)) {
    const read = recordFields[section.field].value?.startsWith('choice')
      ? readChoice(section)
      : { value: readText(section) };
    if ('problem' in read) problems.push(read.problem);
    else if (!isFiller(read.value)) {
      const field = read.field ?? section.field;
      fields.push({ field, value: read.value, line: section.line });
    } else problems.push(...describeSilent(section));
  }
  visitItems(tree, (item) => {
    const box = readFieldBox(item);
    if (box && !fields.some(({ field }) => field === box.field)) fields.push(box);
    const problem = describeBrokenBox(item);
    if (problem) problems.push(problem);
  });
  return dropRepeated({ fields, problems });
}

/** Most messages have neither a `#` heading nor a check box, and a look is cheaper than a tree. */
function hasMarks(text: string): boolean {
  return /^ {0,3}#{1,6}[ \t]|\[ ?[xX] ?\]/m.test(text);
}

function describeUnread(text: string): SectionProblem | undefined {
  const remedy =
    'Put what was pasted into a file or behind a link, or state the fields as trailers, which are read in any case.';
  if (text.length > maximumLength) {
    const problem = `The text is longer than ${maximumLength / 1024} KiB, so its sections and check boxes were not read.`;
    return { line: 1, problem, remedy };
  }
  const run = longRun.exec(text.replaceAll(ruleLine, ''));
  if (!run) return undefined;
  const [shown = ''] = run;
  const place = text.indexOf(shown);
  const problem = `The text has a run of 200 marks or more (${shown.slice(0, 12).trim()}…), so its sections and check boxes were not read.`;
  return { line: text.slice(0, Math.max(0, place)).split('\n').length, problem, remedy };
}

function parseTree(text: string): Root | undefined {
  try {
    return markdownToMdast(text) as Root;
  } catch {
    return undefined;
  }
}

function listSections({ children }: Root): Section[] {
  const sections: Section[] = [];
  for (const [index, node] of children.entries()) {
    if (node.type !== 'heading') continue;
    const heading = toString(node, { includeHtml: false });
    const field = fieldOfHeading(heading);
    if (field === undefined) continue;
    const rest = children.slice(index + 1);
    const end = rest.findIndex((next) => next.type === 'heading' && endsSection(next, node));
    sections.push({
      field,
      heading,
      line: lineOf(node),
      nodes: end < 0 ? rest : rest.slice(0, end),
    });
  }
  return sections;
}

/** A deeper heading is a part of the section, unless it is one of those that count. */
function endsSection(next: Heading, own: Heading): boolean {
  return next.depth <= own.depth || fieldOfHeading(toString(next)) !== undefined;
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}

/** Comments, code, quotations, what is struck out and rules: what is in them is not stated. */
const silent: ReadonlySet<string> = new Set([
  'html',
  'definition',
  'code',
  'blockquote',
  'delete',
  'thematicBreak',
]);

/** A section with nothing but code, a quotation or text that is struck out, though its writer may mean it. */
function describeSilent({ heading, line, nodes }: Section): SectionProblem[] {
  const kinds = new Set<string>();
  visit({ type: 'root', children: [...nodes] } satisfies Root, ({ type }) => {
    kinds.add(type);
  });
  if (kinds.isDisjointFrom(new Set(['code', 'blockquote', 'delete']))) return [];
  const problem = `Under "${heading}" is only code, a quotation or text that is struck out, which states nothing.`;
  return [{ line, problem, remedy: 'Write it as text, or tick its box.' }];
}

function visitItems(node: Nodes, each: (item: ListItem) => void): void {
  visit(node, (one) => {
    if (silent.has(one.type)) return SKIP;
    if (one.type === 'listItem') each(one);
    return undefined;
  });
}

function listBoxes(nodes: readonly RootContent[]): ListItem[] {
  const boxes: ListItem[] = [];
  for (const node of nodes) {
    visitItems(node, (item) => {
      if (typeof item.checked === 'boolean') boxes.push(item);
    });
  }
  return boxes;
}

/** The text of a node, where a break and the end of a cell are spaces. */
function plainText(node: Nodes): string {
  if (silent.has(node.type)) return '';
  if (node.type === 'break') return ' ';
  if (!('children' in node)) return 'value' in node ? node.value : toString(node);
  const joined = node.type === 'tableRow' || node.type === 'table' ? ' ' : '';
  return node.children.map((child) => plainText(child)).join(joined);
}

/** The text of an item without the lists inside it. */
function labelOf({ children }: ListItem): string {
  return children
    .filter(({ type }) => type !== 'list')
    .map((child) => plainText(child))
    .join(' ')
    .trim();
}

function readChoice({
  field,
  heading,
  line,
  nodes,
}: Section): { field?: RecordField; value: string } | { problem: SectionProblem } {
  const boxes = listBoxes(nodes).filter((item) => (readFieldBox(item)?.field ?? field) === field);
  const ticked = boxes.filter(({ checked }) => checked === true).map(labelOf);
  if (field === 'type' && isMenuOfWork(boxes.map((box) => choiceOf(labelOf(box))))) {
    return { field: 'work', value: ticked.map(choiceOf).join(', ') };
  }
  if (boxes.length === 0) {
    const prose = proseOf({ field, nodes });
    if (isFiller(prose)) return { value: '' };
    const names = isList(field) ? splitList(prose) : [prose];
    return { value: names.map(nameOf).join(', ') };
  }
  if (isList(field)) return { value: ticked.flatMap(choicesOf).join(', ') };
  const [first = '', second] = ticked;
  if (second === undefined) return { value: choiceOf(first) };
  return {
    problem: {
      line,
      problem: `Under "${heading}" ${ticked.length} boxes are ticked (${ticked.join(', ')}), so none counts.`,
      remedy: 'Tick the one that is right.',
    },
  };
}

/** `System prompt, content filter (see above, too)` is `system-prompt` and `content-filter`. */
function choicesOf(label: string): string[] {
  const [names = ''] = label.split(/[:(;]| [-–—] |\n/, 1);
  return splitList(names).map(choiceOf);
}

/** A name that somebody wrote instead of ticking it: `Normal`. More than a name stays as it is, and is none. */
function nameOf(written: string): string {
  return /[:;,()\n|/]/.test(written) ? written : choiceOf(written);
}

/** `Normal change (most changes)` is `normal`. */
function choiceOf(label: string): string {
  const [name = ''] = label.split(/[:(,;]| [-–—] |\n/, 1);
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join('-')
    .replace(/-change$/, '');
}

/** A text, and of a result without prose the ticked boxes, whose labels state what passed. */
function readText(section: Section): string {
  const text = proseOf(section);
  if (recordFields[section.field].form !== 'result' || text === '') return text;
  const isBoxesAlone = section.nodes.every(
    (node) => silent.has(node.type) || (node.type === 'list' && listBoxes([node]).length > 0),
  );
  if (!isBoxesAlone) return text;
  const ticked = listBoxes(section.nodes).flatMap((box) => (box.checked ? [labelOf(box)] : []));
  if (ticked.every((label) => isPassingLabel(section.field, label))) return `passed; ${text}`;
  const [only = '', another] = ticked;
  const [name = '', ...rest] = only.split(':');
  return another === undefined && rest.length > 0 && isPassingLabel(section.field, name)
    ? rest.join(':').trim()
    : text;
}

/** What somebody wrote below a heading: prose as it is, and of check boxes those that are ticked. */
function proseOf({ field, nodes }: Pick<Section, 'field' | 'nodes'>): string {
  // The box of another field belongs to tests at most, wherever it is.
  const isAbout = (item: ListItem) =>
    field === 'tested' || (readFieldBox(item)?.field ?? field) === field;
  return nodes
    .flatMap((node) => textsOf(node, isAbout))
    .map((text) => text.split(/\s+/).filter(Boolean).join(' '))
    .filter((text) => text !== '')
    .join(isList(field) ? ', ' : '\n');
}

function textsOf(node: RootContent, isAbout: (item: ListItem) => boolean): string[] {
  if (silent.has(node.type)) return [];
  if (node.type === 'list') {
    const items = node.children.flatMap((item) => textsOf(item, isAbout));
    return items.length === 0 ? [] : [items.join(', ')];
  }
  if (node.type === 'listItem') {
    const isStated =
      node.checked !== false && describeBrokenBox(node) === undefined && isAbout(node);
    const lists = node.children.filter(({ type }) => type === 'list');
    return [
      ...(isStated ? [labelOf(node)] : []),
      ...lists.flatMap((list) => textsOf(list, isAbout)),
    ];
  }
  return [plainText(node)];
}

/** A ticked box that is a field by itself: `- [x] Staging: run 8812`. */
function readFieldBox(item: ListItem): SectionField | undefined {
  if (item.checked !== true) return undefined;
  const label = labelOf(item);
  const [name = ''] = label.split(/[:(]| [-–—] /, 1);
  const field = fieldOfBox(name);
  if (field === undefined) return undefined;
  // What is in brackets belongs to the label.
  const rest = label
    .slice(name.length)
    .replace(/^\s*\([^)]*\)/, '')
    .replace(/^[\s:–—-]+/, '');
  const ticked = recordFields[field].form === 'result' ? 'passed' : label;
  return { field, value: rest === '' ? ticked : rest, line: lineOf(item) };
}

/** `[x ]` and `[ x]` look ticked and are plain text to every forge. */
function describeBrokenBox(item: ListItem): SectionProblem | undefined {
  if (typeof item.checked === 'boolean') return undefined;
  const label = labelOf(item);
  const mark = /^\[ ?[xX] ?\]/.exec(label)?.[0];
  if (mark === undefined) return undefined;
  const problem = `"${mark}" is not a ticked box, so "${label.slice(mark.length).trim().slice(0, 60)}" does not count.`;
  const remedy = 'Write "- [x] " before it, without a space inside the brackets.';
  return { line: lineOf(item), problem, remedy };
}

/** Of two sections of one field with different contents neither counts, since nobody knows which one was meant. */
function dropRepeated({ fields, problems }: ParsedTemplate): ParsedTemplate {
  const first = new Map<RecordField, SectionField>();
  const repeated = new Set<RecordField>();
  const found: SectionProblem[] = [...problems];
  for (const one of fields) {
    const known = first.get(one.field);
    if (!known) first.set(one.field, one);
    else if (known.value !== one.value) {
      repeated.add(one.field);
      const problem = `The ${one.field} is on line ${known.line} already and differs, so neither counts.`;
      const remedy = 'Keep one of the two sections.';
      found.push({ line: one.line, problem, remedy });
    }
  }
  return {
    fields: [...first.values()].filter(({ field }) => !repeated.has(field)),
    problems: found.sort((a, b) => a.line - b.line),
  };
}
