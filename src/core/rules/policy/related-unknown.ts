import { locateField } from '../../parse/locate-field.ts';
import { fill, report, suggestName } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  unknown: report(
    'The book does not have a policy "{related}".',
    'Write it, remove the line, or list "{related}" under policies.planned in policybook.yaml.',
  ),
};

export const relatedUnknown: DocumentRule = {
  code: 'policy/related-unknown',
  severity: 'error',
  requirement:
    'A policy that another names as related is in the book, or is planned in policybook.yaml.',
  messages,
  example: { good: ['related: [change-management]'], bad: ['related: [chnage-management]'] },

  *check({ policies, settings }) {
    const ids = policies.map(({ id }) => id);
    const known = new Set([...ids, ...settings.policies.planned]);
    for (const { current } of policies) {
      for (const [index, related] of current.frontmatter.related.entries()) {
        if (known.has(related)) continue;
        yield {
          at: locateField(current.source, ['related', index]),
          ...fill(messages.unknown, { related }),
          ...suggestName(related, ids),
        };
      }
    }
  },
};
