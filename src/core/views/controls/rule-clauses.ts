import type { Book } from '../../model/book.ts';

/** A clause of a current policy by which a rule holds. */
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
