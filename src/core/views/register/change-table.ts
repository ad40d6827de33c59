import type { Book, JudgedChange } from '../../model/book.ts';
import type { Identity } from '../../model/change-record.ts';
import { changeTypeInWords } from '../changes/change-fields.ts';
import { markContent } from '../changes/verdict-table.ts';
import { dayContent, link, type Content } from '../content.ts';
import { changePath } from '../paths.ts';
import type { RegisterCounts } from './register-counts.ts';
import { summariseVerdicts, markOf, type Mark } from '../changes/verdict-words.ts';
import { pickColumns, tableContent, type Column } from '../table.ts';

/** One row for each change; the last four columns name rules. */
export function changeColumns(book: Pick<Book, 'policies'>): readonly Column<JudgedChange>[] {
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
      cell: ({ verdicts }) => markContent(summariseVerdicts(verdicts)),
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
  /** What each change can be found by, where the rows are to be filtered. */
  readonly tokens?: ReadonlyMap<JudgedChange, readonly string[]>;
}

export function changesTable(
  changes: readonly JudgedChange[],
  book: Pick<Book, 'policies'>,
  { caption, empty, tokens }: ChangesTable,
): Content {
  const columns = pickColumns(changeColumns(book), 'standing', 'title', 'type', 'change', 'day');
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
  countColumn('Deviations', ({ counts }) => counts.deviations, 'changes with a deviation'),
  countColumn('Answered', ({ counts }) => counts.answered, 'changes whose deviations are answered'),
  countColumn('Unknown', ({ counts }) => counts.unknown, 'changes with something unknown'),
  countColumn('Not judged', ({ counts }) => counts.notJudged, 'changes not judged'),
];

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
  return tableContent([part, ...registerCounts.slice(0, 4)], parts, { caption });
}
