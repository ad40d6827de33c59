import type { Definition, Heading, ListItem, Nodes, Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import type { PolicyVersion } from '../../model/policy.ts';
import type { Container } from '../../model/redline.ts';
import { createClauseNumbering } from '../../parse/clauses.ts';
import { parseMarkdown } from '../../parse/parse-markdown.ts';
import { resolveBody } from '../../parse/resolve-body.ts';
import { collectRuns, type Definitions } from './collect-runs.ts';
import { makeTableUnit, makeTextUnit, type Surroundings } from './make-unit.ts';
import { dropCharacters, plain, textOfRuns, type Run } from './runs.ts';
import type { Section, TextUnit, Unit } from './units.ts';

type Draft = Omit<Section, 'text' | 'units'> & { readonly units: Unit[] };

/** What walking one tree gathers. */
interface Walk {
  readonly definitions: Definitions;
  readonly clauseOf: ReturnType<typeof createClauseNumbering>;
  /** Never empty: the first one is the text before the first heading. */
  readonly sections: Draft[];
  /** The headings under which the walk stands, by their place in `sections`. */
  above: readonly { readonly depth: number; readonly index: number }[];
  readonly nextPlace: () => number;
}

/** The resolved text of a version as clauses and blocks, in reading order. */
export function flattenVersion(version: PolicyVersion): Section[] {
  const body = resolveBody(version.body, version.frontmatter, (policy, clause) =>
    clause === undefined ? policy : `${policy}#${clause}`,
  );
  const parsed = parseMarkdown(body);
  if ('fault' in parsed) {
    throw new Error(
      `${version.source.file} does not parse once it is resolved: ${parsed.fault.reason}`,
    );
  }
  let count = 0;
  const walk: Walk = {
    definitions: listDefinitions(parsed.tree, body),
    clauseOf: createClauseNumbering(),
    sections: [{ id: '', title: '', depth: 0, units: [] }],
    above: [],
    nextPlace: () => count++,
  };
  walkAll(parsed.tree.children, { containers: [], indent: 0 }, walk);
  return walk.sections.map((draft) => ({
    ...draft,
    text: draft.units.map(({ text }) => text).join(' '),
  }));
}

function listDefinitions(tree: Root, body: string): Definitions {
  const definitions = new Map<string, string>();
  // Walking the whole tree for them is a third of the work, and few policies have any.
  if (!body.includes(']:')) return definitions;
  visit(tree, 'definition', ({ identifier, url }: Definition) => {
    definitions.set(identifier, definitions.get(identifier) ?? url);
  });
  return definitions;
}

const inlineTypes = new Set<string>(
  (
    'text inlineCode break strong emphasis delete link linkReference image imageReference ' +
    'footnoteReference mdxJsxTextElement'
  ).split(' '),
);

/** Inline nodes that stand beside each other are a paragraph, whether or not a node says so. */
function walkAll(nodes: readonly Nodes[], around: Surroundings, walk: Walk): void {
  let line: Nodes[] = [];
  const endLine = () => {
    const kind = around.marker === undefined ? 'paragraph' : 'item';
    addText(kind, collectRuns(line, walk.definitions), around, walk);
    line = [];
  };
  for (const node of nodes) {
    if (inlineTypes.has(node.type)) {
      line.push(node);
    } else {
      endLine();
      walkNode(node, around, walk);
    }
  }
  endLine();
}

function walkNode(node: Nodes, around: Surroundings, walk: Walk): void {
  switch (node.type) {
    case 'heading':
      openSection(node, around, walk);
      break;
    case 'code':
      addText('code', [{ text: node.value, marks: plain }], around, walk);
      break;
    case 'table':
      addUnit(makeTableUnit(node, around, walk.definitions, walk.nextPlace), walk);
      break;
    case 'list':
      node.children.forEach((item, index) => {
        const marker = node.ordered ? `${(node.start ?? 1) + index}.` : '•';
        walkItem(item, marker, { ...around, indent: around.indent + 1 }, walk);
      });
      break;
    default:
      if ('children' in node) walkAll(node.children, inside(node, around), walk);
  }
}

function walkItem(item: ListItem, sign: string, around: Surroundings, walk: Walk): void {
  const { marker: _, ...rest } = around;
  const marker = typeof item.checked === 'boolean' ? `${sign} [${item.checked ? 'x' : ' '}]` : sign;
  item.children.forEach((child, index) => {
    const isFirst = index === 0 && child.type === 'paragraph';
    walkNode(child, isFirst ? { ...rest, marker } : rest, walk);
  });
}

const containers: Readonly<Record<string, Container>> = {
  blockquote: 'quote',
  footnoteDefinition: 'footnote',
  Note: 'note',
  Internal: 'internal',
};

function inside(node: Nodes, around: Surroundings): Surroundings {
  const container = containers['name' in node ? (node.name ?? '') : node.type];
  return container ? { ...around, containers: [...around.containers, container] } : around;
}

function openSection(node: Heading, around: Surroundings, walk: Walk): void {
  const { id, number, title } = walk.clauseOf({ depth: node.depth, text: toString(node) });
  const runs = collectRuns(node.children, walk.definitions);
  const prefix = number === undefined ? 0 : textOfRuns(runs).length - title.length;
  const above = walk.above.filter(({ depth }) => depth < node.depth);
  const parent = above.at(-1)?.index;
  walk.above = [...above, { depth: node.depth, index: walk.sections.length }];
  walk.sections.push({
    id,
    ...(number !== undefined && { number }),
    title,
    depth: node.depth,
    ...(parent !== undefined && { parent }),
    heading: makeTextUnit(
      'heading',
      dropCharacters(runs, prefix),
      { ...around, level: node.depth },
      walk.nextPlace(),
    ),
    units: [],
  });
}

function addText(
  kind: TextUnit['kind'],
  runs: readonly Run[],
  around: Surroundings,
  walk: Walk,
): void {
  if (runs.length > 0) addUnit(makeTextUnit(kind, runs, around, walk.nextPlace()), walk);
}

function addUnit(unit: Unit, { sections }: Walk): void {
  sections.at(-1)?.units.push(unit);
}
