import { locateField } from '../../parse/locate-field.ts';
import { answerExample } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  noChange: report(
    'The register has no change {change}.',
    'Name the change as the register does, or delete the answer.',
  ),
  noDeviation: report(
    '{change} does not deviate from {rule}; the verdict is {verdict}.',
    'Name the change that deviates, or delete the answer.',
  ),
  otherDeviation: report(
    '{change} does not deviate from {rule}; the verdict is {verdict}.',
    'Name one of the deviations of the change ({others}), or delete the answer.',
  ),
};

export const answerUnmatched: DocumentRule = {
  code: 'book/answer-unmatched',
  severity: 'error',
  requirement: 'An answer belongs to a deviation that the register shows.',
  messages,
  example: answerExample({ change: 'platform-8' }),

  *check({ answers, changes, policies }, unread) {
    if (unread.has('changes') || unread.has('archive')) return;
    const judging = policies
      .filter(({ versions }) => versions.some(({ frontmatter }) => frontmatter.changeRules))
      .map(({ id }) => id);
    for (const { source, value } of answers) {
      const change = changes.find(({ record }) => record.id === value.change);
      if (!change) {
        yield { at: locateField(source, ['change']), ...fill(messages.noChange, value) };
        continue;
      }
      // A policy that is missing is reported where it is named.
      if (!judging.includes(change.judgedBy.policy)) continue;
      const verdict = change.verdicts.find(({ rule }) => rule === value.rule);
      if (verdict?.outcome === 'fail') continue;
      // An answer stays where the version in force, and so the deviation, is not known.
      if (change.judgedBy.kind === 'uncertain' && verdict?.outcome === 'unknown') continue;

      const others = change.verdicts.filter(({ outcome }) => outcome === 'fail');
      const facts = {
        ...value,
        verdict: verdict?.outcome ?? 'missing',
        others: others.map(({ rule }) => rule).join(', '),
      };
      yield {
        at: locateField(source, ['rule']),
        ...fill(others.length > 0 ? messages.otherDeviation : messages.noDeviation, facts),
      };
    }
  },
};
