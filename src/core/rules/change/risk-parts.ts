import { riskOf } from '../../changes/parse-risk.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import type { ChangeRule } from '../rule.ts';
import { completedLater } from './completed-later.ts';
import { openUntil } from './open-until.ts';

export const changeRiskParts: ChangeRule = {
  code: 'change/risk-parts',
  requirement: 'The risk is rated for each thing that the policy names: none, low, medium or high.',

  judge(change, context) {
    const { record } = context.changeRules;
    if (!record?.risk) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force does not say what the risk is rated for.',
      };
    }
    const { clause, risk } = record;
    const { parts } = riskOf(change);
    const missing = risk.filter((part) => parts[part] === undefined);
    if (missing.length === 0) {
      const rated = risk.map((part) => `${part} ${parts[part] ?? ''}`).join(', ');
      return {
        outcome: 'pass',
        clause,
        statement: `Its risk is rated: ${rated}${completedLater(change, ['risk'])}.`,
      };
    }
    const until = openUntil(change, context);
    const open = until && ` by ${dateInWords(until)}`;
    return {
      outcome: open ? 'unknown' : 'fail',
      clause,
      statement: `Its risk is not rated for ${missing.join(', ')}${open ? `; this type may be completed${open}` : ''}.`,
      remedy: `Before the merge: begin the risk with "Risk: ${risk.map((part) => `${part} low`).join('; ')}." and the right levels. Afterwards: ${open ? `where its message rates nothing, add the risk in a follow-up in content/changes${open}` : 'answer the deviation in content/answers'}.`,
    };
  },
};
