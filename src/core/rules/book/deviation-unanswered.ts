import type { DocumentRule } from '../rule.ts';

export const deviationUnanswered: DocumentRule = {
  code: 'book/deviation-unanswered',
  severity: 'error',
  requirement: 'Where the book says so (gates.deviation: fail), every deviation has an answer.',

  *check({ changes, settings }, unread) {
    if (settings.gates.deviation !== 'fail') return;
    // What an unread answer or follow-up says may be just what is missing here.
    if (unread.has('answers') || unread.has('changes') || unread.has('archive')) return;
    for (const { record, verdicts } of changes) {
      for (const { rule, outcome, level, answer, statement } of verdicts) {
        if (outcome !== 'fail' || level !== 'must' || answer) continue;
        yield {
          at: {
            file: record.commit
              ? `${record.repository ?? ''}@${record.commit.slice(0, 12)}`
              : (record.followUps[0]?.source.file ?? record.id),
            line: 1,
          },
          problem: `${record.id} deviates from ${rule}: ${statement}`,
          remedy: `Answer it in content/answers/${record.id}.yaml: change, rule, by, on, why, action, approvedBy.`,
        };
      }
    }
  },
};
