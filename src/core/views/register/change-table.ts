import type { Book, JudgedChange } from '../../model/book.ts';
import type { Identity } from '../../model/change-record.ts';
import { changeTypeInWords } from '../changes/change-fields.ts';
import { markContent, standingContent } from '../changes/verdict-table.ts';
import { dayContent, link, type Content } from '../content.ts';
import { changePath } from '../paths.ts';
import type { RegisterCounts } from './register-counts.ts';
import { ruleMark } from './register-parts.ts';
import { summariseVerdicts, markOf, type Mark } from '../changes/verdict-words.ts';
import { pickColumns, tableContent, type Column } from '../table.ts';

/** One row for each change; the last four columns name rules. */
export function changeColumns(
  book: Pick<Book, 'policies'>,
  rule?: string,
): readonly Column<JudgedChange>[] {
  return [
    {
      key: 'change',
      value: ({ record }) => record.id,
      label: 'Change',
      style: 'id',
    },
    { key: 'repository', value: ({ record }) => record.repository },
    { key: 'system', value: ({ record }) => record.system },
    { key: 'form', value: ({ record }) => record.form },
    { key: 'pull request', value: ({ record }) => record.pullRequest },
    { key: 'commit', value: ({ record }) => record.commit },
    {
      key: 'title',
      value: ({ record }) => record.title,
      label: 'What',
      isHead: true,
      style: 'wide',
      cell: ({ record }) => link(changePath(record.id), record.title),
    },
    {
      key: 'type',
      value: ({ record }) => record.fields.type?.value,
      label: 'Type',
      cell: ({ record }) => changeTypeInWords(record, book),
    },
    { key: 'kind', value: ({ record }) => record.fields.kind?.value },
    { key: 'category', value: ({ record }) => record.fields.category?.value },
    { key: 'scopes', value: ({ record }) => record.scopes.join('; ') },
    { key: 'authors', value: ({ record }) => record.authors.map(personOrName).join('; ') },
    {
      key: 'approvals',
      value: ({ record }) =>
        record.approvals
          .map(({ by, capacity, proof }) => `${personOrName(by)} (${capacity}, ${proof})`)
          .join('; '),
    },
    { key: 'merged at', value: ({ record }) => record.mergedAt },
    {
      key: 'day',
      value: ({ record }) => record.day,
      label: 'Day',
      style: 'date',
      cell: ({ record }) => dayContent(record.day),
    },
    { key: 'policy', value: ({ judgedBy }) => judgedBy.policy },
    {
      key: 'version',
      value: ({ judgedBy }) => (judgedBy.kind === 'version' ? judgedBy.version : undefined),
    },
    {
      key: 'standing',
      value: ({ verdicts }) => summariseVerdicts(verdicts),
      label: 'Verdict',
      style: 'outcome',
      cell: ({ verdicts }) =>
        rule === undefined ? standingContent(verdicts) : markContent(ruleMark(verdicts, rule)),
    },
    rulesColumn('deviations', 'deviation'),
    rulesColumn('answered', 'answered'),
    rulesColumn('advice', 'advice'),
    rulesColumn('unknown', 'unknown'),
  ];
}

function personOrName({ name, person }: Identity): string {
  return person ?? name;
}

function rulesColumn(key: string, mark: Mark): Column<JudgedChange> {
  const value = ({ verdicts }: JudgedChange) =>
    verdicts
      .filter((verdict) => markOf(verdict) === mark)
      .map(({ rule }) => rule)
      .join('; ');
  return { key, value };
}

interface ChangesTable {
  readonly caption: string;
  /** What the list would contain, and why it is empty. */
  readonly empty: string;
  /** The rule whose verdict the rows have; the standing of the change where it is absent. */
  readonly rule?: string | undefined;
  /** What each change can be found by, where the rows are to be filtered. */
  readonly tokens?: ReadonlyMap<JudgedChange, readonly string[]>;
}

export function changesTable(
  changes: readonly JudgedChange[],
  book: Pick<Book, 'policies'>,
  { caption, empty, rule, tokens }: ChangesTable,
): Content {
  const columns = pickColumns(
    changeColumns(book, rule),
    'standing',
    'title',
    'type',
    'change',
    'day',
  );
  return tableContent(columns, changes, {
    caption,
    style: 'rows changes',
    empty,
    rowOf: (change) => ({ 'data-tokens': tokens?.get(change)?.join(' ') }),
  });
}

export function countColumn<Row>(
  label: string,
  value: (row: Row) => number,
  key?: string,
): Column<Row> {
  return { key, value, label, style: 'count', narrow: label.toLowerCase() };
}

/** Counts of changes, each of which may have several deviations. */
export const registerCounts: readonly Column<{ readonly counts: RegisterCounts }>[] = [
  countColumn('Changes', ({ counts }) => counts.changes, 'changes'),
  countColumn('Open deviations', ({ counts }) => counts.deviations, 'changes with a deviation'),
  countColumn('Answered', ({ counts }) => counts.answered, 'changes whose deviations are answered'),
  countColumn('Unknown', ({ counts }) => counts.unknown, 'changes with something unknown'),
  countColumn('Advice', ({ counts }) => counts.advice, 'changes that pass with advice'),
  countColumn('Pass', ({ counts }) => counts.pass, 'changes that pass'),
  countColumn(
    'No clause',
    ({ counts }) => counts.notApplicable,
    'changes without an applicable clause',
  ),
  countColumn('Not judged', ({ counts }) => counts.notJudged, 'changes not judged'),
];

/** The columns of counts for pages: changes and deviations always, the others where some row has one. */
export function shownCounts<Row extends { readonly counts: RegisterCounts }>(
  rows: readonly Row[],
): Column<Row>[] {
  return registerCounts.filter(
    ({ value }, index) => index < 2 || rows.some((row) => value?.(row) !== 0),
  );
}

/** A part of the register with the page that lists it. */
export interface NamedPart {
  readonly name: string;
  readonly path: string;
  readonly counts: RegisterCounts;
}

export function partsTable(label: string, caption: string, parts: readonly NamedPart[]): Content {
  const part: Column<NamedPart> = {
    label,
    isHead: true,
    style: 'wide',
    cell: ({ name, path }) => link(path, name),
  };
  return tableContent([part, ...shownCounts(parts)], parts, { caption });
}
