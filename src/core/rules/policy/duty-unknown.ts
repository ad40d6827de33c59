import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { Policy } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const dutyUnknown: DocumentRule = {
  code: 'policy/duty-unknown',
  severity: 'error',
  requirement:
    'A record of a duty names a policy of the book, and a duty that a version of it has or had.',

  *check({ policies, duties, settings }, unread) {
    for (const { source, value } of duties) {
      const policy = policies.find(({ id }) => id === value.policy);
      if (!policy) {
        // A policy with faults of its own is planned here; its faults are reported where they are.
        if (settings.policies.planned.includes(value.policy)) continue;
        const near = nearestPolicy(value.policy, policies);
        yield {
          at: locateField(source, ['policy']),
          problem: `There is no policy "${value.policy}", so what is recorded here counts for no duty.`,
          remedy: near
            ? `Did you mean "${near}"?`
            : 'Name the policy whose duty it is, by the name of its file.',
        };
        continue;
      }
      const known = dutiesOf(policy);
      if (known.includes(value.duty) || unread.has('archive')) continue;
      yield {
        at: locateField(source, ['duty']),
        problem: `No version of the policy ${policy.id} has a duty "${value.duty}", so what is recorded here counts for none.`,
        remedy: remedyFor(value.duty, known, policies),
      };
    }
  },
};

function nearestPolicy(name: string, policies: readonly Policy[]): string | undefined {
  const renamed = policies.find(({ formerIds = [] }) => formerIds.includes(name));
  return (
    renamed?.id ??
    nearestName(
      name,
      policies.map(({ id }) => id),
    )
  );
}

function dutiesOf({ versions }: Policy): string[] {
  return [
    ...new Set(versions.flatMap(({ frontmatter }) => frontmatter.duties.map(({ id }) => id))),
  ];
}

function remedyFor(duty: string, known: readonly string[], policies: readonly Policy[]): string {
  const elsewhere = policies.find((one) => dutiesOf(one).includes(duty));
  if (elsewhere) return `Name the policy "${elsewhere.id}", which has it.`;
  const near = nearestName(duty, known);
  if (near) return `Did you mean "${near}"?`;
  const describe = 'describe it under duties in the policy';
  return known.length > 0
    ? `Name one of ${known.join(', ')}, or ${describe}.`
    : `Name the policy that has it, or ${describe}.`;
}
