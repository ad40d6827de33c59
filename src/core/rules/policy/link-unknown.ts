import type { Policy, PolicyVersion } from '../../model/policy.ts';
import { parsePolicyReference } from '../../parse/list-references.ts';
import { fill, report, suggestName, type DocumentMessage } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  noPolicy: report(
    'The link leads to "{url}", but the book does not have this policy.',
    'Write the policy, list "{policy}" under policies.planned in policybook.yaml, or write a whole address.',
  ),
  noClause: report(
    'The link leads to clause {clause} of "{title}", which does not have this clause.',
    'Link to one of its clauses: {known}.',
  ),
};

export const linkUnknown: DocumentRule = {
  code: 'policy/link-unknown',
  severity: 'error',
  requirement:
    'A link from one policy to another, or to a clause of it, leads to a policy or clause that exists.',
  messages,
  example: { good: ['See [the purpose](#1).'], bad: ['See [the purpose](#7).'] },

  *check({ policies, settings }) {
    for (const { current } of policies) {
      for (const { url, line, column } of current.references.links) {
        const fault = url.startsWith('#')
          ? checkAnchor(current, url.slice(1))
          : checkReference(policies, settings.policies.planned, url);
        if (fault) yield { at: { file: current.source.file, line, column }, ...fault };
      }
    }
  },
};

function checkReference(
  policies: readonly Policy[],
  planned: readonly string[],
  url: string,
): DocumentMessage | undefined {
  const reference = parsePolicyReference(url);
  if (!reference || planned.includes(reference.policy)) return undefined;
  const policy = policies.find(({ id }) => id === reference.policy);
  if (policy) {
    return reference.clause === undefined
      ? undefined
      : checkAnchor(policy.current, reference.clause);
  }
  const ids = policies.map(({ id }) => id);
  return {
    ...fill(messages.noPolicy, { url, policy: reference.policy }),
    ...suggestName(reference.policy, ids),
  };
}

function checkAnchor(version: PolicyVersion, clause: string): DocumentMessage | undefined {
  const ids = version.clauses.map(({ id }) => id);
  if (ids.includes(clause)) return undefined;
  const { title } = version.frontmatter;
  return {
    ...fill(messages.noClause, { clause, title, known: ids.slice(0, 12).join(', ') }),
    ...suggestName(clause, ids),
  };
}
