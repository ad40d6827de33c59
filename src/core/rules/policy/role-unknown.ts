import { locateField } from '../../parse/locate-field.ts';
import type { FieldPath } from '../../parse/parse-yaml.ts';
import type { PolicyFrontmatter } from '../../schemas/policy.ts';
import { fill, report, suggestName } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  unheld: report(
    'No person has the role "{role}".',
    'Give the role to a person in people.yaml, with its first day.',
  ),
};

export const roleUnknown: DocumentRule = {
  code: 'policy/role-unknown',
  severity: 'error',
  requirement: 'A person in people.yaml has every role that a policy names.',
  messages,
  example: { good: ['owner: cto'], bad: ['owner: ciso'] },

  *check({ policies, people, asOf }) {
    const held = new Set(
      Object.values(people)
        .flatMap(({ roles }) => roles)
        .filter(({ to }) => to === undefined || to >= asOf)
        .map(({ role }) => role),
    );
    for (const { current } of policies) {
      for (const { role, path } of listRoles(current.frontmatter)) {
        if (held.has(role)) continue;
        yield {
          at: locateField(current.source, path),
          ...fill(messages.unheld, { role }),
          ...suggestName(role, [...held]),
        };
      }
    }
  },
};

function* listRoles(fields: PolicyFrontmatter): Iterable<{ role: string; path: FieldPath }> {
  yield { role: fields.owner, path: ['owner'] };
  for (const [index, { owner }] of fields.duties.entries()) {
    yield { role: owner, path: ['duties', index, 'owner'] };
  }
  const rules = fields.changeRules;
  if (!rules) return;
  const lists: [FieldPath, readonly string[] | undefined][] = [
    ...Object.entries(rules.types).map(
      ([name, { approvers }]): [FieldPath, readonly string[] | undefined] => [
        ['changeRules', 'types', name, 'approvers'],
        approvers,
      ],
    ),
    ...Object.entries(rules.categories ?? {}).flatMap(([name, { signOff, securityReview }]) => {
      const path = ['changeRules', 'categories', name];
      return [
        [[...path, 'signOff'], signOff],
        [[...path, 'securityReview'], securityReview],
      ] satisfies [FieldPath, readonly string[] | undefined][];
    }),
    ...Object.entries(rules.separation?.deputies ?? {}).map(
      ([name, deputies]): [FieldPath, readonly string[] | undefined] => [
        ['changeRules', 'separation', 'deputies', name],
        deputies,
      ],
    ),
    [['changeRules', 'sensitive', 'reviewers'], rules.sensitive?.reviewers],
  ];
  for (const [path, roles] of lists) {
    for (const [index, role] of (roles ?? []).entries()) yield { role, path: [...path, index] };
  }
}
