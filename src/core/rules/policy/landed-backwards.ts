import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  backwards: report(
    'Commit {commit} added version {version} of "{title}" and states {stated}; an earlier commit states {counted}.',
    'The file needs no correction, because the later time counts. Find out whose clock or command was wrong.',
  ),
};

export const landedBackwards: DocumentRule = {
  code: 'policy/landed-backwards',
  severity: 'warning',
  requirement: 'The commit that adds a version states a later time than the commits before it.',
  messages,
  example: {
    file: 'commit',
    good: ['2026-01-05T10:00:00Z'],
    bad: ['2025-12-01T10:00:00Z'],
    reported: 'policies/access-control.mdx ---',
    landed: [[]],
  },

  *check({ policies }) {
    for (const { current, faults = [] } of policies) {
      for (const fault of faults) {
        if (fault.kind !== 'landed-backwards') continue;
        const facts = {
          ...fault,
          title: current.frontmatter.title,
          commit: (fault.commit ?? '').slice(0, 12),
        };
        yield { at: fault.at, ...fill(messages.backwards, facts) };
      }
    }
  },
};
