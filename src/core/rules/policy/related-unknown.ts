import { nearestName } from '../../diagnostics/nearest-name.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const relatedUnknown: DocumentRule = {
  code: 'policy/related-unknown',
  severity: 'error',
  requirement:
    'A policy that another names as related is in the book, or is planned in policybook.yaml.',

  *check({ policies, settings }) {
    const ids = policies.map(({ id }) => id);
    const known = new Set([...ids, ...settings.policies.planned]);
    for (const { current } of policies) {
      for (const [index, related] of current.frontmatter.related.entries()) {
        if (known.has(related)) continue;
        const near = nearestName(related, ids);
        yield {
          at: locateField(current.source, ['related', index]),
          problem: `There is no policy "${related}" in the book.`,
          remedy: near
            ? `Did you mean "${near}"?`
            : `Write it, remove the line, or list "${related}" under policies.planned in ${settingsFile}.`,
        };
      }
    }
  },
};

const settingsFile = 'policybook.yaml';
