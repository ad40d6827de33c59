import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const headingMissing: DocumentRule = {
  code: 'policy/heading-missing',
  severity: 'error',
  requirement: 'Every policy has the headings that policybook.yaml requires.',

  *check({ policies, settings }) {
    const required = settings.policies.requiredHeadings['policy'] ?? [];
    for (const { current } of policies) {
      const titles = current.clauses.map(({ title }) => title.toLowerCase());
      for (const heading of required) {
        if (titles.some((title) => title.split(/\W+/).includes(heading.toLowerCase()))) continue;
        yield {
          at: locateField(current.source, ['title']),
          problem: `"${current.frontmatter.title}" has no heading "${heading}".`,
          remedy: `Add the section, or take "${heading}" from policies.requiredHeadings in policybook.yaml.`,
        };
      }
    }
  },
};
