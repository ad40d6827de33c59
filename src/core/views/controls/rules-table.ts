import type { Book } from '../../model/book.ts';
import { ruleAnchor, ruleLink } from '../changes/verdict-table.ts';
import type { RuleCount } from '../../rules/count-rules.ts';
import {
  element,
  fold,
  inlineList,
  link,
  listContent,
  quiet,
  span,
  type Content,
} from '../content.ts';
import { versionPath } from '../paths.ts';
import type { LinkedPart } from '../register/register-pages.ts';
import { countOf } from '../register/register-counts.ts';
import { tableContent, type Column } from '../table.ts';

interface RuleRow {
  readonly code: string;
  readonly requirement: string;
  /** Rules on documents apply to every policy, so they name no clauses. */
  readonly clauses?: readonly RuleClause[];
  /** What became of it; of rules on changes. */
  readonly count?: RuleCount | undefined;
  /** The changes that failed it. */
  readonly failed?: LinkedPart | undefined;
}

export function rulesTable(rules: readonly RuleRow[], caption: string): Content {
  const clauses: Column<RuleRow> = {
    label: 'Required by',
    cell: ({ clauses: own = [] }) =>
      own.length > 0
        ? [...Map.groupBy(own, ({ policy }) => policy)].map(([policy, part]) =>
            element('div', { class: 'source' }, [
              part[0]?.title,
              element(
                'div',
                { class: 'under' },
                inlineList(
                  part.map(({ version, clause }) =>
                    link(versionPath(policy, version, clause), clause),
                  ),
                ),
              ),
            ]),
          )
        : quiet('No policy uses this rule'),
  };
  const counts: Column<RuleRow> = { label: 'Changes', cell: ({ count }) => countContent(count) };
  const columns: Column<RuleRow>[] = [
    { label: 'Requirement', isHead: true, style: 'wide', cell: ({ requirement }) => requirement },
    ...(rules.some((rule) => rule.clauses) ? [clauses] : []),
    ...(rules.some((rule) => rule.count) ? [counts] : []),
    {
      label: 'Code',
      cell: ({ code, failed }) => [
        span('id', code),
        failed && link(failed.path, failedInWords(failed.counts.changes), 'under'),
      ],
    },
  ];
  return tableContent(columns, rules, { caption, rowOf: ({ code }) => ({ id: ruleAnchor(code) }) });
}

/** How many changes a rule judged, and folded below why it did not apply to the others. */
function countContent(count: RuleCount | undefined): Content {
  if (!count) return undefined;
  const { passed, failed, unknown, notApplicable, reasons } = count;
  const causes = reasons.map((one) => `${one.statement} (${one.count})`);
  return [
    `${passed + failed} judged`,
    unknown > 0 ? `, ${unknown} unknown` : undefined,
    notApplicable > 0
      ? fold(`${notApplicable} not applicable`, listContent(undefined, causes))
      : undefined,
  ];
}

/** How many changes each rule judged, as numbers. */
export function ruleCountsTable(counts: readonly RuleCount[], caption: string): Content {
  const columns: Column<RuleCount>[] = [
    {
      label: 'Rule',
      isHead: true,
      cell: ({ rule }) => ruleLink(rule, rule, 'id'),
    },
    { label: 'Judged', style: 'count', narrow: 'Judged', cell: (one) => one.passed + one.failed },
    { label: 'Failed', style: 'count', narrow: 'Failed', cell: ({ failed }) => failed },
    { label: 'Unknown', style: 'count', narrow: 'Unknown', cell: ({ unknown }) => unknown },
    {
      label: 'Not applicable',
      style: 'count',
      narrow: 'Not applicable',
      cell: ({ notApplicable }) => notApplicable,
    },
  ];
  return tableContent(columns, counts, { caption });
}

function failedInWords(count: number): string {
  return count === 0 ? 'No change failed this' : `Failed by ${countOf(count, 'change')}`;
}

/** A clause of a current policy that requires a rule. */
export interface RuleClause {
  readonly policy: string;
  readonly title: string;
  readonly version: string;
  readonly clause: string;
}

/** By which clauses of the current policies each rule on changes has judged; by code. */
export function ruleClauses({ policies, changes }: Book): Map<string, RuleClause[]> {
  const current = new Map(policies.map(({ id, current: version }) => [id, version]));
  const found = new Map<string, Map<string, RuleClause>>();
  for (const { verdicts } of changes) {
    for (const { rule, policy, version, clause } of verdicts) {
      const judge = current.get(policy);
      if (clause === undefined || judge?.version !== version) continue;
      const own = found.get(rule) ?? new Map<string, RuleClause>();
      found.set(rule, own);
      const key = `${policy} ${clause}`;
      if (own.has(key)) continue;
      own.set(key, { policy, title: judge.frontmatter.title, version, clause });
    }
  }
  return new Map([...found].map(([rule, own]) => [rule, sortByClause([...own.values()])]));
}

function sortByClause(clauses: readonly RuleClause[]): RuleClause[] {
  return clauses.toSorted((a, b) => a.clause.localeCompare(b.clause, 'en', { numeric: true }));
}
