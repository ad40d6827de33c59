import type { Table } from 'mdast';
import type { Container } from '../../model/redline.ts';
import { collectRuns, type Definitions } from './collect-runs.ts';
import { runsKey, textOfRuns, type Run } from './runs.ts';
import type { TableRow, TableUnit, TextUnit } from './units.ts';

/** Where a node stands in the tree. */
export interface Surroundings {
  readonly containers: readonly Container[];
  readonly indent: number;
  /** Of the first block of a list item. */
  readonly marker?: string;
  /** Of a heading. */
  readonly level?: number;
}

export function makeTextUnit(
  kind: TextUnit['kind'],
  runs: readonly Run[],
  { containers, indent, marker, level }: Surroundings,
  place: number,
): TextUnit {
  return {
    kind,
    containers,
    indent,
    ...(level !== undefined && { level }),
    ...(kind === 'item' && marker !== undefined && { marker }),
    place,
    runs,
    key: `${kind === 'code' ? 'code' : 'text'} ${runsKey(runs)}`,
    text: textOfRuns(runs),
  };
}

export function makeTableUnit(
  node: Table,
  { containers, indent }: Surroundings,
  definitions: Definitions,
  nextPlace: () => number,
): TableUnit {
  const rows = node.children.map((row): TableRow => ({
    place: nextPlace(),
    cells: row.children.map((cell) => collectRuns(cell.children, definitions)),
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
