import { historyOf, historyRow } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const problem =
  'The history of "{title}" states {field}: {row} for version {version}; {git} (commit {commit}).';
const messages = {
  author: report(
    problem,
    'Name the person who wrote it, or add the address of the commit to that person in people.yaml.',
  ),
  other: report(problem, 'Write the facts of the day on which the version landed.'),
};

export const historyContradicted: DocumentRule = {
  code: 'policy/history-contradicted',
  severity: 'error',
  requirement: 'What the history states of a version agrees with the commit that added it.',
  messages,
  example: {
    good: [historyOf('1.0')],
    bad: [`history: [${historyRow('1.0', { date: '2026-01-06' })}]`],
    landed: [[]],
  },

  *check({ policies }) {
    for (const { current, faults = [] } of policies) {
      for (const fault of faults) {
        if (fault.kind !== 'contradicted') continue;
        const facts = {
          ...fault,
          title: current.frontmatter.title,
          commit: (fault.commit ?? '').slice(0, 12),
        };
        const message = fault.field === 'by' ? messages.author : messages.other;
        yield { at: fault.at, ...fill(message, facts) };
      }
    }
  },
};
