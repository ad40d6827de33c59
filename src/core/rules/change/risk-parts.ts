import { riskOf } from '../../changes/message/parse-risk.ts';
import { completedLater, judgeShort } from '../facts/completion.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const messages = {
  notInVersion: notApplicable('The version in force names no parts for which a risk is rated.'),
  rated: pass('The risk is rated: {ratings}{completed}.'),
  notRated: fail(
    'The risk is not rated for {missing}.',
    'Before the merge: begin the risk with "Risk: {form}." and the right levels.',
  ),
} as const;

export const changeRiskParts: ChangeRule = {
  code: 'change/risk-parts',
  requirement: 'The risk is rated for each part that the policy names: none, low, medium or high.',
  messages,
  example: {
    good: { lines: ['Risk: availability low; security none; data none. One more query.'] },
    bad: { lines: ['Risk: availability low.'] },
  },

  judge(change, context) {
    const { record } = context.changeRules;
    if (!record?.risk) return messages.notInVersion;
    const { clause, risk } = record;
    const { parts } = riskOf(change);
    const missing = risk.filter((part) => parts[part] === undefined);
    if (missing.length === 0) {
      const ratings = risk.map((part) => `${part} ${parts[part] ?? ''}`).join(', ');
      const completed = completedLater(change, 'risk');
      return { ...fill(messages.rated, { ratings, completed }), clause };
    }
    const form = risk.map((part) => `${part} low`).join('; ');
    const found = fill(messages.notRated, { missing: missing.join(', '), form });
    return { ...judgeShort(change, 'risk', context, found), clause };
  },
};
