import { dutyStatus } from '../../history/duty-status.ts';
import type { Book, JudgedChange } from '../../model/book.ts';
import { addDays, addMonths, type CalendarDate } from '../../model/calendar-date.ts';
import type { Policy } from '../../model/policy.ts';
import { type DaySpan, isWithin } from '../../model/span.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { FoundDeviation } from '../metrics/period-report.ts';
import { isDeviation, markOf, type Mark } from '../changes/verdict-words.ts';

export type VerdictCounts = Readonly<Record<Exclude<Mark, 'not-judged'>, number>>;

/** A control of a framework with everything that the book contains on it. */
export interface Control {
  readonly framework: string;
  readonly control: string;
  readonly policies: readonly ControlPolicy[];
  /** Of the period, by these policies. */
  readonly verdicts: VerdictCounts;
  readonly deviations: readonly FoundDeviation[];
}

/** A policy that names a control. */
export interface ControlPolicy {
  readonly policy: string;
  readonly title: string;
  readonly version: string;
  /** The clauses that its rules on changes and its duties name. */
  readonly clauses: readonly string[];
  readonly duties: readonly ControlDuty[];
  /** The rules on changes that judged by it, with the clauses of its current version that they named. */
  readonly rules: readonly { readonly rule: string; readonly clauses: readonly string[] }[];
  readonly changesWithDeviations: number;
}

interface ControlDuty {
  readonly id: string;
  readonly clause: string;
  readonly what: string;
  readonly last?: CalendarDate;
  readonly isOverdue: boolean;
}

/** The first day of the twelve months that end with the day on which the book is judged. */
export function controlsFrom({ asOf }: Pick<Book, 'asOf'>): CalendarDate {
  return addDays(addMonths(asOf, -12), 1);
}

/** Every control that a policy names, by framework and id, with the verdicts of a period: the last twelve months. */
export function listControls(
  book: Book,
  period: DaySpan = { from: controlsFrom(book), until: book.asOf },
): Control[] {
  const recent = book.changes.filter(({ record }) => isWithin(record.day, period));
  const served = new Map(
    book.policies.map((policy) => [policy.id, describePolicy(policy, recent, book)]),
  );
  const rows = book.policies.flatMap(({ id, current }) =>
    Object.entries(current.frontmatter.controls).flatMap(([framework, ids]) =>
      ids.map((control) => ({ framework, control, policy: id })),
    ),
  );
  return [...Map.groupBy(rows, ({ framework, control }) => `${framework} ${control}`).values()]
    .map((group) => {
      const ids = new Set(group.map(({ policy }) => policy));
      const verdicts = recent.flatMap((change) =>
        change.verdicts
          .filter(({ policy }) => ids.has(policy))
          .map((verdict) => ({ change, verdict })),
      );
      return {
        framework: group[0]?.framework ?? '',
        control: group[0]?.control ?? '',
        policies: [...ids].flatMap((id) => served.get(id) ?? []),
        verdicts: countVerdicts(verdicts.map(({ verdict }) => verdict)),
        deviations: verdicts.filter(({ verdict }) => isDeviation(verdict)),
      };
    })
    .sort(byId);
}

function byId(left: Control, right: Control): number {
  const inOrder = new Intl.Collator('en', { numeric: true });
  return (
    inOrder.compare(left.framework, right.framework) || inOrder.compare(left.control, right.control)
  );
}

function describePolicy(
  policy: Policy,
  recent: readonly JudgedChange[],
  book: Book,
): ControlPolicy {
  const { version, frontmatter, clauses } = policy.current;
  const verdicts = recent.flatMap((change) =>
    change.verdicts.filter((verdict) => verdict.policy === policy.id),
  );
  const named = new Set([
    ...listClauses(frontmatter.changeRules),
    ...frontmatter.duties.map(({ clause }) => clause),
  ]);
  return {
    policy: policy.id,
    title: frontmatter.title,
    version,
    // In the order of the text, and none that it does not have.
    clauses: clauses.map(({ id }) => id).filter((id) => named.has(id)),
    duties: frontmatter.duties.map((duty) => {
      const { last, isOverdue } = dutyStatus(policy, duty, book);
      const { id, clause, what } = duty;
      return { id, clause, what, isOverdue, ...(last !== undefined && { last }) };
    }),
    rules: listRules(verdicts, version),
    changesWithDeviations: recent.filter((change) =>
      change.verdicts.some((verdict) => verdict.policy === policy.id && isDeviation(verdict)),
    ).length,
  };
}

/** A rule that never applied has checked nothing. */
function listRules(verdicts: readonly Verdict[], version: string): ControlPolicy['rules'] {
  const applied = verdicts.filter(({ outcome }) => outcome !== 'not-applicable');
  return [...Map.groupBy(applied, ({ rule }) => rule)].map(([rule, part]) => {
    const clauses = part.flatMap((verdict) =>
      verdict.version === version && verdict.clause !== undefined ? [verdict.clause] : [],
    );
    return { rule, clauses: [...new Set(clauses)].sort() };
  });
}

/** Every `clause` in a tree of rules. */
function listClauses(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'clause' && typeof value === 'string' ? [value] : listClauses(value),
  );
}

function countVerdicts(verdicts: readonly Verdict[]): VerdictCounts {
  const counts = {
    pass: 0,
    deviation: 0,
    answered: 0,
    advice: 0,
    unknown: 0,
    'not-applicable': 0,
  };
  for (const verdict of verdicts) {
    const mark = markOf(verdict);
    if (mark !== 'not-judged') counts[mark] += 1;
  }
  return counts;
}
