import { riskOf } from '../../changes/parse-risk.ts';
import type { ChangeRule } from '../rule.ts';
import { completedLater } from './completed-later.ts';

export const changeRiskParts: ChangeRule = {
  code: 'change/risk-parts',
  requirement: 'The risk is rated for each thing that the policy names: none, low, medium or high.',

  judge(change, { changeRules: { record } }) {
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
    return {
      outcome: 'fail',
      clause,
      statement: `Its risk is not rated for ${missing.join(', ')}.`,
      remedy: `Before the merge: begin the risk with "Risk: ${risk.map((part) => `${part} low`).join('; ')}." and the right levels. Afterwards: answer the deviation in content/answers.`,
    };
  },
};
