import { riskOf } from '../../changes/message/parse-risk.ts';
import type { ChangeRule } from '../rule.ts';
import { completedLater } from './completed-later.ts';
import { completionOf } from './completion.ts';

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
    const { isOpen, note, afterwards } = completionOf(change, 'risk', context);
    return {
      outcome: isOpen ? 'unknown' : 'fail',
      clause,
      statement: `Its risk is not rated for ${missing.join(', ')}${note}.`,
      remedy: `Before the merge: begin the risk with "Risk: ${risk.map((part) => `${part} low`).join('; ')}." and the right levels. ${afterwards}`,
    };
  },
};
