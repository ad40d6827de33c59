import type { Table, Text } from 'mdast';
import { idInWords } from '../model/id-in-words.ts';
import { parsePeriod, periodInWords, type Period } from '../model/period.ts';
import type { ChangeRules } from '../schemas/change-rules.ts';
import type { PolicyFrontmatter } from '../schemas/policy.ts';
import { valueAt } from './parse-yaml.ts';

type Row = readonly string[];

/** What a component prints, from the frontmatter; undefined where that lacks the data. `parameter` is its `name`. */
export function expandComponent(
  name: string,
  parameter: string | undefined,
  { changeRules, duties }: PolicyFrontmatter,
): Text | Table | undefined {
  switch (name) {
    case 'Param':
      return changeRules && printParameter(changeRules, parameter ?? '');
    case 'ChangeTypes':
      return changeRules && printTypes(changeRules);
    case 'ChangeCategories':
      return changeRules?.categories && printCategories(changeRules.categories);
    case 'MetricTargets':
      return changeRules?.metrics && printTargets(changeRules.metrics);
    case 'Duties':
      return duties.length === 0
        ? undefined
        : table(
            ['Duty', 'Clause', 'By', 'Every'],
            duties.map(({ what, clause, owner, every }) => [
              what,
              clause,
              idInWords(owner),
              periodInWords(every),
            ]),
          );
    default:
      return undefined;
  }
}

function printParameter(rules: ChangeRules, path: string): Text | undefined {
  const value = valueAt(rules, path.split('.'));
  if (typeof value === 'string') return { type: 'text', value: printScalar(value) };
  if (typeof value === 'number') return { type: 'text', value: String(value) };
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    return { type: 'text', value: value.map(printScalar).join(', ') };
  }
  return undefined;
}

function printScalar(value: string): string {
  const [, sign, bound] = /^([<>]=?) ?(P.*)$/.exec(value) ?? [];
  if (sign !== undefined && bound !== undefined) return `${sign} ${printScalar(bound)}`;
  const period = parsePeriod(value);
  return period ? periodInWords(period) : value;
}

function printTypes(rules: ChangeRules): Table {
  const rows = Object.entries(rules.types).map(([name, type]): Row => [
    idInWords(name),
    type.clause,
    printApprovals(type.approvals, type.approvers, type.kinds),
    type.leadTime ? periodInWords(type.leadTime) : 'none',
    type.tests ?? 'not stated',
    { must: 'required', should: 'recommended', none: 'none', '': 'not stated' }[type.staging ?? ''],
    printPeriod(rules.monitoring?.[name]),
  ]);
  const head = ['Type', 'Clause', 'Approval', 'Lead time', 'Tests', 'Staging', 'Watched for'];
  return table(...dropSilentColumns(head, rows));
}

// An early version may state nothing of a column.
function dropSilentColumns(head: Row, rows: readonly Row[]): [Row, readonly Row[]] {
  const speaks = head.map((_, column) => rows.some((row) => row[column] !== 'not stated'));
  const keep = (row: Row) => row.filter((_, column) => speaks[column]);
  return [keep(head), rows.map(keep)];
}

function printPeriod(period: string | undefined): string {
  return period === undefined ? 'not stated' : periodInWords(period as Period);
}

function printApprovals(
  count: number,
  approvers: readonly string[] | undefined,
  kinds: readonly string[] | undefined,
): string {
  if (count === 0) {
    return kinds
      ? `approved beforehand, for: ${kinds.map(spaced).join(', ')}`
      : 'none before the merge';
  }
  const people =
    count === 1 ? 'one person who is not an author' : `${count} people who are not authors`;
  return approvers ? `${people} (${approvers.map(spaced).join(' and ')})` : people;
}

function printCategories(categories: NonNullable<ChangeRules['categories']>): Table {
  const head = [
    'Category',
    'Clause',
    'Type',
    'Sign-off',
    'Security review',
    'The record also contains',
  ];
  const rows = Object.entries(categories).map(([name, category]): Row => [
    idInWords(name),
    category.clause,
    idInWords(category.type),
    category.signOff?.map(idInWords).join(', ') ?? 'none',
    category.securityReview ? `by ${category.securityReview.map(idInWords).join(' or ')}` : 'none',
    category.requires?.map(idInWords).join(', ') ?? 'nothing further',
  ]);
  return table(head, rows);
}

function printTargets({ clause: _, ...metrics }: NonNullable<ChangeRules['metrics']>): Table {
  const names: Record<keyof typeof metrics, string> = {
    changeFailureRate: 'Change failure rate',
    timeToRestore: 'Time to restore',
    emergencyRate: 'Emergency rate',
    reviewTime: 'Review time',
  };
  return table(
    ['Metric', 'Target', 'Looked at every'],
    Object.entries(names).flatMap(([key, name]) => {
      const metric = metrics[key as keyof typeof metrics];
      return metric ? [[name, printScalar(metric.target), periodInWords(metric.every)]] : [];
    }),
  );
}

function table(head: Row, rows: readonly Row[]): Table {
  const children = [head, ...rows].map((row) => ({
    type: 'tableRow' as const,
    children: row.map((value) => ({
      type: 'tableCell' as const,
      children: [{ type: 'text' as const, value }],
    })),
  }));
  return { type: 'table', align: head.map(() => null), children };
}

function spaced(id: string): string {
  return id.replaceAll('-', ' ');
}
