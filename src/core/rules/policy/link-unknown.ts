import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import { parsePolicyReference } from '../../parse/list-references.ts';
import type { DocumentRule, Violation } from '../rule.ts';

export const linkUnknown: DocumentRule = {
  code: 'policy/link-unknown',
  severity: 'error',
  requirement: 'A link from one policy to another, or to a clause of it, leads somewhere.',

  *check({ policies, settings }) {
    for (const { current } of policies) {
      for (const { url, line, column } of current.references.links) {
        const words = url.startsWith('#')
          ? describeAnchor(current, url.slice(1))
          : describeReference(policies, settings.policies.planned, url);
        if (!words) continue;
        yield { at: { file: current.source.file, line, column }, ...words };
      }
    }
  },
};

type Words = Pick<Violation, 'problem' | 'remedy'>;

function describeReference(
  policies: readonly Policy[],
  planned: readonly string[],
  url: string,
): Words | undefined {
  const reference = parsePolicyReference(url);
  if (!reference || planned.includes(reference.policy)) return undefined;
  const policy = policies.find(({ id }) => id === reference.policy);
  if (policy) {
    return reference.clause === undefined
      ? undefined
      : describeAnchor(policy.current, reference.clause);
  }
  const near = nearestName(
    reference.policy,
    policies.map(({ id }) => id),
  );
  return {
    problem: `The link leads to "${url}", and there is no such policy.`,
    remedy: near
      ? `Did you mean "${near}"?`
      : `Write the policy, list "${reference.policy}" under policies.planned in policybook.yaml, or write a whole address.`,
  };
}

function describeAnchor(version: PolicyVersion, clause: string): Words | undefined {
  const ids = version.clauses.map(({ id }) => id);
  if (ids.includes(clause)) return undefined;
  const near = nearestName(clause, ids);
  return {
    problem: `The link leads to clause ${clause} of "${version.frontmatter.title}", which has none of that id.`,
    remedy: near ? `Did you mean ${near}?` : `Its clauses are ${ids.slice(0, 12).join(', ')}.`,
  };
}
