import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { Policy } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import { dutyExample } from '../example.ts';
import { fill, report, suggestName } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const problem =
  'No version of the policy {policy} has a duty "{duty}", so this record has no effect.';
const messages = {
  noPolicy: report(
    'The book does not have a policy "{policy}", so this record has no effect.',
    'Name the policy that has the duty, by the name of its file.',
  ),
  renamed: report(
    'The book does not have a policy "{policy}", so this record has no effect.',
    'Did you mean "{near}"?',
  ),
  elsewhere: report(problem, 'Name the policy "{other}", which has this duty.'),
  unknown: report(problem, 'Name one of {known}, or describe the duty under duties in the policy.'),
  noDuties: report(
    problem,
    'Name the policy that has it, or describe the duty under duties in the policy.',
  ),
};

const duty = dutyExample({}, {});

export const dutyUnknown: DocumentRule = {
  code: 'policy/duty-unknown',
  severity: 'error',
  requirement: 'The record of a duty names a policy, and a duty of one of its versions.',
  messages,
  example: {
    ...duty,
    good: ['policy: access-control', 'duty: access-review', ...duty.good],
    bad: ['policy: access-control', 'duty: acces-review', ...duty.good],
  },

  *check({ policies, duties, settings }, unread) {
    for (const { source, value } of duties) {
      const policy = policies.find(({ id }) => id === value.policy);
      if (!policy) {
        // A policy with faults of its own is planned here; its faults are reported where they are.
        if (settings.policies.planned.includes(value.policy)) continue;
        const near = findNearest(value.policy, policies);
        yield {
          at: locateField(source, ['policy']),
          ...(near === undefined
            ? fill(messages.noPolicy, value)
            : fill(messages.renamed, { policy: value.policy, near })),
        };
        continue;
      }
      const known = listDuties(policy);
      if (known.includes(value.duty) || unread.has('archive')) continue;
      const other = policies.find((one) => listDuties(one).includes(value.duty))?.id;
      const facts = { policy: policy.id, duty: value.duty, known: known.join(', ') };
      yield {
        at: locateField(source, ['duty']),
        ...(other === undefined
          ? {
              ...fill(known.length > 0 ? messages.unknown : messages.noDuties, facts),
              ...suggestName(value.duty, known),
            }
          : fill(messages.elsewhere, { ...facts, other })),
      };
    }
  },
};

function findNearest(name: string, policies: readonly Policy[]): string | undefined {
  const renamed = policies.find(({ formerIds = [] }) => formerIds.includes(name));
  const ids = policies.map(({ id }) => id);
  return renamed?.id ?? nearestName(name, ids);
}

function listDuties({ versions }: Policy): string[] {
  const ids = versions.flatMap(({ frontmatter }) => frontmatter.duties.map(({ id }) => id));
  return [...new Set(ids)];
}
