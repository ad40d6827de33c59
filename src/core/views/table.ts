import { element, emptyContent, type Content } from './content.ts';

/** A value in a file for programs. */
export type Value = string | number | boolean | undefined;

/** A column of a list: what files for programs have of each row, and what pages show of it. */
export interface Column<Row> {
  /** Its name in files, for good; absent where only pages have it. */
  readonly key?: string | undefined;
  readonly value?: (row: Row) => Value;
  /** Its heading on pages; absent where only files have it. */
  readonly label?: string;
  /** What pages show; the value where it is absent. */
  readonly cell?: (row: Row) => Content;
  /** Class of its cells. */
  readonly style?: string | ((row: Row) => string);
  /** Its cells name their rows. */
  readonly isHead?: boolean;
  /** Its label on a narrow screen, where the headings are hidden. */
  readonly narrow?: string;
  /** Id of its heading. */
  readonly id?: string;
}

interface TableOptions<Row> {
  /** Read by those who do not see the page. */
  readonly caption: string;
  /** Its classes; `rows` where it is absent. */
  readonly style?: string;
  /** What the list would contain, and why it is empty. */
  readonly empty?: string;
  /** Attributes of a row. */
  readonly rowOf?: (row: Row) => Readonly<Record<string, string | undefined>>;
}

/** The columns of these names, in this order. */
export function pickColumns<Row>(
  columns: readonly Column<Row>[],
  ...keys: readonly string[]
): Column<Row>[] {
  return keys.map((key) => {
    const found = columns.find((column) => column.key === key);
    if (!found) throw new Error(`No column is named ${key}.`);
    return found;
  });
}

/** A list as a table with the columns that have a heading. */
export function tableContent<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { caption, style = 'rows', empty, rowOf }: TableOptions<Row>,
): Content {
  if (rows.length === 0 && empty !== undefined) return emptyContent(empty);
  const shown = columns.filter(({ label }) => label !== undefined);
  return element('table', { class: style }, [
    element('caption', { class: 'hidden' }, caption),
    element('thead', {}, element('tr', {}, shown.map(headingOf))),
    element(
      'tbody',
      {},
      rows.map((row) => {
        const cells = shown.map((column) => cellOf(column, row));
        return element('tr', rowOf?.(row) ?? {}, cells);
      }),
    ),
  ]);
}

function headingOf<Row>({ label, style, id }: Column<Row>): Content {
  return element('th', { scope: 'col', class: style === 'count' ? style : undefined, id }, label);
}

function cellOf<Row>({ value, cell, style, isHead, narrow }: Column<Row>, row: Row): Content {
  const shown = cell ? cell(row) : value?.(row)?.toString();
  const own = typeof style === 'function' ? style(row) : style;
  return isHead
    ? element('th', { scope: 'row', class: own }, shown)
    : element('td', { class: own, 'data-label': narrow }, shown);
}
