import { ruleAnchor } from '../changes/verdict-table.ts';
import { link, quiet, span, type Content } from '../content.ts';
import { versionPath } from '../paths.ts';
import type { LinkedPart } from '../register/register-pages.ts';
import { countOf } from '../register/register-counts.ts';
import type { RuleClause } from './rule-clauses.ts';
import { tableContent, type Column } from '../table.ts';

interface RuleRow {
  readonly code: string;
  readonly requirement: string;
  /** Rules on documents apply to every policy, so they name no clauses. */
  readonly clauses?: readonly RuleClause[];
  /** The changes that failed it. */
  readonly failed?: LinkedPart | undefined;
}

export function rulesTable(rules: readonly RuleRow[], caption: string): Content {
  const clauses: Column<RuleRow> = {
    label: 'In force by',
    cell: ({ clauses: own = [] }) =>
      own.length > 0
        ? own.map(({ policy, title, version, clause }) =>
            link(versionPath(policy, version, clause), `${title}, ${clause}`, 'under'),
          )
        : quiet('No clause has called on it yet'),
  };
  const columns: Column<RuleRow>[] = [
    { label: 'Requirement', isHead: true, style: 'wide', cell: ({ requirement }) => requirement },
    ...(rules.some((rule) => rule.clauses) ? [clauses] : []),
    {
      label: 'Code',
      cell: ({ code, failed }) => [
        span('id', code),
        failed &&
          link(failed.path, `Failed by ${countOf(failed.counts.changes, 'change')}`, 'under'),
      ],
    },
  ];
  return tableContent(columns, rules, { caption, rowOf: ({ code }) => ({ id: ruleAnchor(code) }) });
}
