import type { JudgedChange } from '../model/book.ts';
import type { Verdict } from '../model/verdict.ts';
import { changeRules } from './index.ts';

/** Why a rule did not apply to some changes. */
interface RuleReason {
  readonly statement: string;
  readonly count: number;
  /** The clause that has the rule; absent where the version in force does not have it. */
  readonly clause?: string;
}

/** What became of one rule on changes. */
export interface RuleCount {
  readonly rule: string;
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notApplicable: number;
  /** Of those to which it did not apply, the most frequent first. */
  readonly reasons: readonly RuleReason[];
}

/** How many changes each rule judged, and why it did not apply to the others; in the order of the rules. */
export function countRules(changes: readonly JudgedChange[]): readonly RuleCount[] {
  const byRule = new Map<string, Map<Verdict, number>>();
  for (const verdict of changes.flatMap(({ verdicts }) => verdicts)) {
    const own = byRule.get(verdict.rule) ?? new Map<Verdict, number>();
    byRule.set(verdict.rule, own);
    own.set(verdict, (own.get(verdict) ?? 0) + 1);
  }
  return changeRules.map(({ code }) => countRule(code, [...(byRule.get(code) ?? [])]));
}

function countRule(rule: string, verdicts: readonly (readonly [Verdict, number])[]): RuleCount {
  const countOf = (outcome: Verdict['outcome']) =>
    sum(verdicts.filter(([verdict]) => verdict.outcome === outcome));
  const idle = verdicts.filter(([{ outcome }]) => outcome === 'not-applicable');
  const reasons = [...Map.groupBy(idle, ([{ statement }]) => statement)].map(
    ([statement, group]): RuleReason => {
      const clause = group.map(([verdict]) => verdict.clause).find((one) => one !== undefined);
      return { statement, count: sum(group), ...(clause !== undefined && { clause }) };
    },
  );
  return {
    rule,
    passed: countOf('pass'),
    failed: countOf('fail'),
    unknown: countOf('unknown'),
    notApplicable: countOf('not-applicable'),
    reasons: reasons.sort((left, right) => right.count - left.count),
  };
}

function sum(counts: readonly (readonly [Verdict, number])[]): number {
  return counts.reduce((total, [, count]) => total + count, 0);
}
