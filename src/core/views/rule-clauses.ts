import type { Book } from '../model/book.ts';

/** A clause of a current policy by which a rule holds. */
export interface RuleClause {
  readonly policy: string;
  readonly title: string;
  readonly version: string;
  readonly clause: string;
}

/** By which clauses of the current policies a rule on changes has judged. */
export function ruleClauses({ policies, changes }: Book, code: string): RuleClause[] {
  const found = new Map<string, RuleClause>();
  for (const { verdicts } of changes) {
    for (const { rule, policy: id, version, clause } of verdicts) {
      if (rule !== code || clause === undefined) continue;
      const policy = policies.find((one) => one.id === id && one.current.version === version);
      if (!policy) continue;
      const title = policy.current.frontmatter.title;
      found.set(`${id} ${clause}`, { policy: id, title, version, clause });
    }
  }
  return [...found.values()].sort((a, b) =>
    a.clause.localeCompare(b.clause, 'en', { numeric: true }),
  );
}
