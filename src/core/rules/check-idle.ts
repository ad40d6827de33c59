import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Book } from '../model/book.ts';
import { addDays, dateInWords } from '../model/calendar-date.ts';
import { locateField } from '../parse/locate-field.ts';
import { countRules, type RuleCount } from './count-rules.ts';

const daysOfYear = 365;

/** Reports each rule of a policy that applied to no change of a whole year, with the causes. */
export function* checkIdle({ changes, policies, asOf }: Book): Iterable<Diagnostic> {
  const first = addDays(asOf, -daysOfYear);
  // In a shorter time such a change may not have come yet.
  if (!changes.some(({ record }) => record.day <= first)) return;
  const ofYear = changes.filter(({ record }) => record.day > first);
  for (const [policy, judged] of Map.groupBy(ofYear, ({ judgedBy }) => judgedBy.policy)) {
    const source = policies.find(({ id }) => id === policy)?.current.source;
    if (!source) continue;
    for (const { rule, notApplicable, reasons } of countRules(judged).filter(isIdle)) {
      const causes = reasons.map(({ statement, count }) => `${statement} (${count})`).join(' ');
      yield {
        code: 'book/rule-idle',
        severity: 'warning',
        at: locateField(source, ['changeRules']),
        problem: `${rule} applied to none of the ${notApplicable} changes since ${dateInWords(first)}: ${causes}`,
        remedy:
          'Find out whether such changes came and were not recognised: look at the scopes and categories in policybook.yaml. Where none came, nothing is wrong.',
      };
    }
  }
}

/** Whether a rule that some version of the year has applied to nothing. */
function isIdle({ notApplicable, passed, failed, unknown, reasons }: RuleCount): boolean {
  return (
    notApplicable > 0 &&
    passed + failed + unknown === 0 &&
    reasons.some(({ clause }) => clause !== undefined)
  );
}
