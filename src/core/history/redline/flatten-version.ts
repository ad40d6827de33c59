import type { TableRow as TableRowNode } from 'mdast';
import { memoizeLatest } from '../../model/memoize.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import type { Container } from '../../model/redline.ts';
import { titleNodes } from '../../parse/clauses.ts';
import { flattenTree, type FlatBlock, type Surroundings } from '../../parse/flatten-tree.ts';
import { versionTree } from '../../parse/parse-markdown.ts';
import { resolveTree } from '../../parse/resolve-tree.ts';
import { collectRuns, plain, runsKey, textOfRuns, tidyRuns, type Run } from './runs.ts';

type Draft = Omit<Section, 'text' | 'units'> & { readonly units: Unit[] };

// The redlines of a policy follow each other, and each version is in two of them.
const maximumKept = 256 * 1024;

/** The resolved text of a version as clauses and blocks, in reading order. */
export const flattenVersion = memoizeLatest(
  (version: PolicyVersion): readonly Section[] => flatten(version),
  ({ body }) => body.length,
  maximumKept,
);

function flatten(version: PolicyVersion): Section[] {
  let place = 0;
  const nextPlace = () => place++;
  const sections: Draft[] = [{ id: '', title: '', depth: 0, units: [] }];
  // The headings under which the next block is, by their place in `sections`.
  let above: readonly { readonly depth: number; readonly index: number }[] = [];
  for (const block of flattenTree(resolveTree(versionTree(version), version.frontmatter))) {
    if (block.kind === 'heading') {
      const { depth } = block.heading;
      above = above.filter((parent) => parent.depth < depth);
      sections.push(openSection(block, above.at(-1)?.index, nextPlace));
      above = [...above, { depth, index: sections.length - 1 }];
    } else if (block.kind === 'table') {
      sections.at(-1)?.units.push(makeTableUnit(block.rows, block, nextPlace));
    } else {
      const runs = collectRuns(block.content);
      const text =
        block.kind === 'code' ? [{ text: textOfRuns(runs), marks: plain }] : tidyRuns(runs);
      if (text.length > 0) sections.at(-1)?.units.push(makeTextUnit(block, text, nextPlace()));
    }
  }
  return sections.map((draft) => ({
    ...draft,
    text: draft.units.map(({ text }) => text).join(' '),
  }));
}

function openSection(
  block: FlatBlock & { readonly kind: 'heading' },
  parent: number | undefined,
  nextPlace: () => number,
): Draft {
  const { depth, data } = block.heading;
  const { id = '', number, title = '' } = data?.clause ?? {};
  const runs = tidyRuns(collectRuns(titleNodes(block.heading)));
  return {
    id,
    ...(number !== undefined && { number }),
    title,
    depth,
    ...(parent !== undefined && { parent }),
    heading: { ...makeTextUnit(block, runs, nextPlace()), level: depth },
    units: [],
  };
}

function makeTextUnit(
  { kind, containers, indent, marker, start }: Surroundings & { readonly kind: TextUnit['kind'] },
  runs: readonly Run[],
  place: number,
): TextUnit {
  return {
    kind,
    containers,
    indent,
    ...(kind === 'item' && marker !== undefined && { marker }),
    ...(kind === 'item' && start !== undefined && { start }),
    place,
    runs,
    key: `${kind === 'code' ? 'code' : 'text'} ${runsKey(runs)}`,
    text: textOfRuns(runs),
  };
}

function makeTableUnit(
  nodes: readonly TableRowNode[],
  { containers, indent }: Surroundings,
  nextPlace: () => number,
): TableUnit {
  const rows = nodes.map(({ children }): TableRow => ({
    place: nextPlace(),
    cells: children.map((cell) => tidyRuns(collectRuns(cell.children))),
  }));
  const [head = { place: nextPlace(), cells: [] }, ...body] = rows;
  return {
    kind: 'table',
    containers,
    indent,
    columns: Math.max(0, ...rows.map(({ cells }) => cells.length)),
    head,
    rows: body,
    key: `table ${rows.map(({ cells }) => cells.map(runsKey).join('\u0001')).join('\u0002')}`,
    text: rows.flatMap(({ cells }) => cells.map(textOfRuns)).join(' '),
  };
}

interface UnitBase {
  /** Equal for two units exactly where their text and marks are equal. Their form may differ. */
  readonly key: string;
  /** All its words. */
  readonly text: string;
  readonly containers: readonly Container[];
  readonly indent: number;
}

export interface TextUnit extends UnitBase {
  readonly kind: 'heading' | 'paragraph' | 'item' | 'code';
  readonly level?: number;
  readonly marker?: string;
  /** With which number its list begins. */
  readonly start?: number;
  /** Place among the blocks of its text, from 0. */
  readonly place: number;
  readonly runs: readonly Run[];
}

export interface TableRow {
  readonly place: number;
  readonly cells: readonly (readonly Run[])[];
}

export interface TableUnit extends UnitBase {
  readonly kind: 'table';
  readonly columns: number;
  readonly head: TableRow;
  readonly rows: readonly TableRow[];
}

/** What is compared as one: a table, or a block. */
export type Unit = TextUnit | TableUnit;

/** A clause with its own blocks, without the clauses below it. */
export interface Section {
  /** Empty for the text before the first heading. */
  readonly id: string;
  readonly number?: string;
  readonly title: string;
  readonly depth: number;
  /** Index of the section above it. */
  readonly parent?: number;
  /** Without its number. */
  readonly heading?: TextUnit;
  readonly units: readonly Unit[];
  /** The words of its units, without the heading. */
  readonly text: string;
}
