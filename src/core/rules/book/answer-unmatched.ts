import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const answerUnmatched: DocumentRule = {
  code: 'book/answer-unmatched',
  severity: 'error',
  requirement: 'An answer belongs to a deviation that the register shows.',

  *check({ answers, changes, policies }, unread) {
    if (unread.has('changes') || unread.has('archive')) return;
    const judging = policies
      .filter(({ versions }) => versions.some(({ frontmatter }) => frontmatter.changeRules))
      .map(({ id }) => id);
    for (const { source, value } of answers) {
      const change = changes.find(({ record }) => record.id === value.change);
      // That there is no policy to judge it by is reported where the policy is named, or stands.
      if (change && !judging.includes(change.judgedBy.policy)) continue;
      const verdict = change?.verdicts.find(({ rule }) => rule === value.rule);
      if (verdict?.outcome === 'fail') continue;
      // Whether it deviates, nobody can say; what was said to it stays.
      if (change?.judgedBy.kind === 'uncertain' && verdict?.outcome === 'unknown') continue;

      const deviations = (change?.verdicts ?? [])
        .filter(({ outcome }) => outcome === 'fail')
        .map(({ rule }) => rule);
      yield {
        at: locateField(source, [change ? 'rule' : 'change']),
        problem: change
          ? `${value.change} has no deviation from ${value.rule}${verdict ? `: the verdict is ${verdict.outcome}` : ''}.`
          : `There is no change ${value.change} in the register.`,
        remedy:
          deviations.length > 0
            ? `It deviates from ${deviations.join(', ')}; name one of these, or delete the answer.`
            : 'Name the change as the register does, or delete the answer.',
      };
    }
  },
};
