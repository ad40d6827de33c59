import type { BlockStatus, RedlineCell } from '../../model/redline.ts';
import { mergeLists, pairPlaces, type Pair, type Step } from './align.ts';
import { boundedDiff, type DiffBudget, type Stretch } from './bounded-diff.ts';
import { diffRuns, markRuns } from './diff-runs.ts';
import { pairItems } from './pair-items.ts';
import { runsKey, textOfRuns, type Run } from './runs.ts';
import { similarityOf } from './similarity.ts';
import type { TableRow, TableUnit } from './flatten-version.ts';

/** One row of two tables merged. */
export interface ComparedRow {
  readonly isHead: boolean;
  readonly status: BlockStatus;
  readonly oldPlace?: number;
  /** Whether it changed places within its table. */
  readonly isMoved: boolean;
  readonly isCoarse: boolean;
  readonly cells: readonly RedlineCell[];
}

interface Column extends Step {
  readonly column: RedlineCell['column'];
}

interface KeyedRow {
  readonly row: TableRow;
  /** Its cells in the columns that both tables have. */
  readonly key: string;
  readonly first: string;
  readonly text: string;
}

/** Two versions of a table row by row and column by column; one of them may be absent. */
export function compareTables(
  from: TableUnit | undefined,
  to: TableUnit | undefined,
  budget: DiffBudget,
): ComparedRow[] {
  const columns = alignColumns(from, to, budget);
  const compare = (left: TableRow | undefined, right: TableRow | undefined, isMoved: boolean) =>
    compareRows(left, right, columns, isMoved, budget);
  const head = { ...compare(from?.head, to?.head, false), isHead: true };

  const left = keyRows(from, columns, 'from');
  const right = keyRows(to, columns, 'to');
  const steps = mergeLists(
    left.length,
    right.length,
    pairItems(left, right, rowSimilarity, budget),
  );
  const rows = steps.map((step) =>
    compare(rowAt(left, step.from), rowAt(right, step.to), step.isMoved),
  );
  return [head, ...rows];
}

function rowAt(rows: readonly KeyedRow[], index: number | undefined): TableRow | undefined {
  return index === undefined ? undefined : rows[index]?.row;
}

function alignColumns(
  from: TableUnit | undefined,
  to: TableUnit | undefined,
  budget: DiffBudget,
): Column[] {
  const left = headsOf(from);
  const right = headsOf(to);
  const stretches = boundedDiff(left, right, budget);
  const pairs = stretches ? pairColumns(stretches, left.length, right.length) : [];
  return mergeLists(left.length, right.length, pairs).map((step): Column => {
    const isWholeTable = !from || !to;
    const column =
      step.from === undefined ? 'inserted' : step.to === undefined ? 'deleted' : 'kept';
    return { ...step, column: isWholeTable ? 'kept' : column };
  });
}

function headsOf(table: TableUnit | undefined): string[] {
  return Array.from({ length: table?.columns ?? 0 }, (_, index) =>
    textOfRuns(table?.head.cells[index] ?? []),
  );
}

/** Columns with the same head; between them, as many columns on either side were renamed in place. */
function pairColumns(stretches: readonly Stretch[], fromCount: number, toCount: number): Pair[] {
  const equal = stretches.filter(({ status }) => status === 'equal');
  let next: Pair = { from: 0, to: 0 };
  return [...equal, { from: fromCount, to: toCount, count: 0 }].flatMap(({ count, ...start }) => {
    const gap = start.from - next.from;
    const renamed = gap === start.to - next.to ? pairPlaces(next, gap) : [];
    next = { from: start.from + count, to: start.to + count };
    return [...renamed, ...pairPlaces(start, count)];
  });
}

function keyRows(
  table: TableUnit | undefined,
  columns: readonly Column[],
  side: 'from' | 'to',
): KeyedRow[] {
  const common = columns.filter(({ from, to }) => from !== undefined && to !== undefined);
  return (table?.rows ?? []).map((row) => ({
    row,
    key: common.map((column) => runsKey(row.cells[column[side] ?? 0] ?? [])).join('\u0001'),
    first: textOfRuns(row.cells[0] ?? []),
    text: row.cells.map(textOfRuns).join(' '),
  }));
}

/** The first cell names the row, so rows with the same one are the same row. */
function rowSimilarity(left: KeyedRow, right: KeyedRow): number {
  const similarity = similarityOf(left, right);
  return left.first !== '' && left.first === right.first ? 1 + similarity : similarity;
}

function compareRows(
  left: TableRow | undefined,
  right: TableRow | undefined,
  columns: readonly Column[],
  isMoved: boolean,
  budget: DiffBudget,
): ComparedRow {
  const compared = columns.map((column) => compareCells(left, right, column, budget));
  const cells = compared.map(({ isCoarse: _, ...cell }) => cell);
  const isEqual = cells.every(
    ({ column, segments }) =>
      column === 'kept' && segments.every(({ status }) => status === 'equal'),
  );
  const status = !left
    ? 'inserted'
    : !right
      ? 'deleted'
      : !isEqual
        ? 'changed'
        : isMoved
          ? 'moved'
          : 'unchanged';
  return {
    isHead: false,
    status,
    ...(left && { oldPlace: left.place }),
    isMoved,
    isCoarse: compared.some(({ isCoarse }) => isCoarse),
    cells,
  };
}

function compareCells(
  left: TableRow | undefined,
  right: TableRow | undefined,
  { from, to, column }: Column,
  budget: DiffBudget,
): RedlineCell & { readonly isCoarse: boolean } {
  const old: readonly Run[] = (from === undefined ? undefined : left?.cells[from]) ?? [];
  const current: readonly Run[] = (to === undefined ? undefined : right?.cells[to]) ?? [];
  if (!left || from === undefined)
    return { column, segments: markRuns(current, 'inserted'), isCoarse: false };
  if (!right || to === undefined)
    return { column, segments: markRuns(old, 'deleted'), isCoarse: false };
  return { column, ...diffRuns(old, current, budget) };
}
