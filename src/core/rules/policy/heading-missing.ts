import { locateField } from '../../parse/locate-field.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  missing: report(
    '"{title}" does not have a heading "{heading}".',
    'Add the section, or remove "{heading}" from policies.requiredHeadings in policybook.yaml.',
  ),
};

export const headingMissing: DocumentRule = {
  code: 'policy/heading-missing',
  severity: 'error',
  requirement: 'Every policy has the headings that policybook.yaml requires.',
  messages,
  example: {
    good: ['## 1. Purpose', '', '## 2. Review'],
    bad: ['## 1. Purpose'],
    reported: 'policies/access-control.mdx title:',
    beside: { 'policybook.yaml': ['policies: { requiredHeadings: { policy: [Review] } }'] },
  },

  *check({ policies, settings }) {
    const required = settings.policies.requiredHeadings['policy'] ?? [];
    for (const { current } of policies) {
      const titles = current.clauses.map(({ title }) => title.toLowerCase());
      for (const heading of required) {
        if (titles.some((title) => title.split(/\W+/).includes(heading.toLowerCase()))) continue;
        yield {
          at: locateField(current.source, ['title']),
          ...fill(messages.missing, { title: current.frontmatter.title, heading }),
        };
      }
    }
  },
};
