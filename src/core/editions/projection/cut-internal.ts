import type { Nodes, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { parseMarkdown } from '../../parse/parse-markdown.ts';
import { replaceNodes } from '../../parse/replace-nodes.ts';
import { replaceSlices } from '../../parse/replace-slices.ts';
import { describeCrossing, isComponent, isInternal, vocabulary } from '../../parse/vocabulary.ts';
import { cutSlice, groupWithheld, markedSlice, cutMarkLabel, type CutGroup } from './cut-slices.ts';
import { findWithheld, losesEverything, isBlank, type Withheld } from './find-withheld.ts';

/** Why a body cannot be cut. Lines and columns are those of the body, from 1. */
export interface CutFault {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
  readonly remedy: string;
}

type Words = Pick<CutFault, 'problem' | 'remedy'>;

/** A body without its internal parts, its comments and what they leave empty; every other character stays as it was. */
export function cutInternal(body: string): { text: string } | { faults: readonly CutFault[] } {
  const parsed = parseMarkdown(body);
  if ('fault' in parsed) {
    const { line, column, reason } = parsed.fault;
    return {
      faults: [
        {
          line,
          column,
          problem: `The text cannot be read: ${reason}.`,
          remedy: 'Correct it first.',
        },
      ],
    };
  }
  const { tree } = parsed;
  const withheld = findWithheld(tree);
  const faults = [...findUncuttable(tree, body, withheld)];
  if (faults.length > 0) return { faults };

  const result = cut(tree, body, withheld);
  if ('faults' in result) return result;
  const leftovers = [...findLeftovers(result.text, body)];
  return leftovers.length > 0 ? { faults: leftovers } : result;
}

function* findUncuttable(tree: Root, body: string, withheld: Withheld): Iterable<CutFault> {
  const faults: CutFault[] = [];
  visit(tree, (node) => {
    const words =
      describeUnknown(node) ??
      describeEmpty(node) ??
      (isComponent(node) ? describeCrossing(node, body) : undefined) ??
      describeHeader(node, withheld);
    if (words) faults.push({ ...placeOf(node), ...words });
  });
  yield* faults;
}

function placeOf(node: Nodes | undefined): Pick<CutFault, 'line' | 'column'> {
  const { line = 1, column = 1 } = node?.position?.start ?? {};
  return { line, column };
}

// An earlier version may contain components that no longer exist; a misspelt <Internal> would be public.
function describeUnknown(node: Nodes): Words | undefined {
  if (!isComponent(node) || Object.hasOwn(vocabulary, node.name ?? '')) return undefined;
  return {
    problem: `<${node.name ?? ''}> is not a component of a policy, so it is not clear whether its content is public.`,
    remedy: 'Write <Internal> if the part is internal; otherwise write it as Markdown.',
  };
}

function describeEmpty(node: Nodes): Words | undefined {
  if (!isInternal(node) || !('children' in node) || !node.children.every(isBlank)) return undefined;
  return {
    problem: 'This <Internal> contains nothing, so what is beside it would be public.',
    remedy: 'Put what is internal between <Internal> and </Internal>, or remove the tag.',
  };
}

function describeHeader(node: Nodes, withheld: Withheld): Words | undefined {
  if (node.type !== 'table' || withheld.has(node)) return undefined;
  const [header] = node.children;
  if (!header || !losesEverything(header, withheld)) return undefined;
  return {
    problem: 'The whole header row of this table is internal, and a table needs one.',
    remedy:
      'Put the whole table between <Internal> and </Internal>, or leave one heading of a column public.',
  };
}

function cut(
  tree: Root,
  body: string,
  withheld: Withheld,
): { text: string } | { faults: readonly CutFault[] } {
  const groups = groupWithheld(tree, withheld);
  const expected = replaceNodes(tree, (node) => (withheld.has(node) ? [] : undefined));
  const marked = new Set<CutGroup>();
  const attempt = (): { text: string; difference: Nodes | undefined } => {
    const slices = groups.map(
      (group) =>
        (marked.has(group) ? markedSlice(group, body) : undefined) ?? cutSlice(group, body),
    );
    const text = replaceSlices(body, slices);
    const parsed = parseMarkdown(text);
    return {
      text,
      difference: 'fault' in parsed ? tree : findTreeDifference(expected, parsed.tree),
    };
  };

  const bare = attempt();
  if (!bare.difference) return { text: bare.text };
  for (const group of groups) marked.add(group);
  if (attempt().difference) return { faults: [describeDifference(bare.difference, groups)] };
  let attempts = mostAttempts;
  const unmark = (some: readonly CutGroup[]): void => {
    attempts -= 1;
    if (some.length === 0 || attempts < 0) return;
    for (const group of some) marked.delete(group);
    if (!attempt().difference) return;
    for (const group of some) marked.add(group);
    if (some.length === 1) return;
    const half = some.length >> 1;
    unmark(some.slice(0, half));
    unmark(some.slice(half));
  };
  unmark(groups);
  return { text: attempt().text };
}

// Each reads the whole text again. Marks that are not needed do no harm.
const mostAttempts = 64;

function describeDifference(difference: Nodes, groups: readonly CutGroup[]): CutFault {
  const start = difference.position?.start.offset ?? 0;
  const end = difference.position?.end.offset ?? 0;
  const near = groups.find((group) => group.start >= start && group.start <= end) ?? groups[0];
  return {
    ...placeOf(near?.nodes[0]),
    problem:
      'Without this internal part the text around it would read as something else, such as a list or a heading.',
    remedy:
      'Put the whole paragraph, item, row or note between the tags, or leave a blank line on both sides of it.',
  };
}

const leftover = /(?:<|&lt;|&#0*60;|&#x0*3c;)\s*(?:\/\s*)?internal\b/gi;
const fewLeftovers = 20;

function* findLeftovers(text: string, body: string): Iterable<CutFault> {
  const written = new Set(Array.from(text.matchAll(leftover), ([found]) => found));
  for (const found of [...written].slice(0, fewLeftovers)) {
    const offset = Math.max(body.lastIndexOf(found), 0);
    const lines = body.slice(0, offset).split('\n');
    yield {
      line: lines.length,
      column: (lines.at(-1)?.length ?? 0) + 1,
      problem: `"${found}" is in code or escaped, so it marks nothing and what follows would be public.`,
      remedy: 'Put the tags outside the code, or write the word without the angle bracket.',
    };
  }
}

/** A node as it is compared: its content, without places and white space. */
interface Shape {
  readonly face: string;
  readonly children: readonly Shape[];
  readonly node: Nodes;
}

/** The first node of `expected` that `actual` does not have in its place; undefined where the two are equal. */
function findTreeDifference(expected: Root, actual: Root): Nodes | undefined {
  return differ(shapeOf(expected), shapeOf(actual));
}

function differ(expected: Shape, actual: Shape | undefined): Nodes | undefined {
  if (expected.face !== actual?.face) return expected.node;
  for (const [index, child] of expected.children.entries()) {
    const difference = differ(child, actual.children[index]);
    if (difference) return difference;
  }
  return expected.children.length === actual.children.length ? undefined : expected.node;
}

function shapeOf(node: Nodes): Shape {
  return {
    node,
    face: faceOf(node),
    children: 'children' in node ? joinTexts(node.children.flatMap(unwrap)).map(shapeOf) : [],
  };
}

// A paragraph of nothing but components is unwrapped by the parser, depending on what is beside them.
function unwrap(node: Nodes): readonly Nodes[] {
  if (node.type === 'definition' && node.identifier === cutMarkLabel) return [];
  const isOnlyComponents =
    node.type === 'paragraph' &&
    node.children.every((child) => isComponent(child) || isBlank(child));
  return isOnlyComponents ? node.children.filter((child) => !isBlank(child)) : [node];
}

function joinTexts(nodes: readonly Nodes[]): Nodes[] {
  const joined: Nodes[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text') {
      joined[joined.length - 1] = { ...last, value: last.value + node.value };
    } else joined.push(node);
  }
  const isText = (node: Nodes | undefined) => node !== undefined && !isBlank(node);
  const first = joined.findIndex(isText);
  const last = joined.findLastIndex(isText);
  return joined
    .slice(Math.max(first, 0), last + 1)
    .filter((node) => node.type === 'break' || !isBlank(node));
}

function faceOf(node: Nodes): string {
  if (node.type === 'text') return `text ${node.value.replaceAll(/\s+/g, '')}`;
  if (isComponent(node))
    return `component ${JSON.stringify([node.name, node.attributes.map(attributeOf)])}`;
  const {
    type,
    position: _position,
    data: _data,
    children: _children,
    spread: _spread,
    start: _start,
    ...content
  } = node as unknown as Record<string, unknown>;
  return `${String(type)} ${JSON.stringify(content)}`;
}

function attributeOf(attribute: {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
}): unknown {
  return [attribute.type, attribute.name, attribute.value];
}
