import { locateField } from '../../parse/locate-field.ts';
import type { FieldPath } from '../../parse/parse-yaml.ts';
import { fill, report, suggestName } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const remedy = 'Name a policy that has changeRules: {known}.';
const messages = {
  unset: report('{what} are not judged, because outsideGit.policy is not set.', remedy),
  unknown: report(
    '{what} are to be judged by "{policy}", and no policy of that id has changeRules.',
    remedy,
  ),
};

export const judgingPolicyUnknown: DocumentRule = {
  code: 'book/judging-policy-unknown',
  severity: 'error',
  requirement: 'The policy that judges a repository is in the book and contains rules on changes.',
  messages,
  example: {
    file: 'policybook.yaml',
    good: ['    policy: change-management'],
    bad: ['    policy: change-managment'],
  },

  *check({ policies, settings, settingsSource, changes }) {
    const { repositories, outsideGit } = settings;
    const named: { path: FieldPath; policy: string | undefined; what: string }[] = repositories.map(
      ({ id, policy }, index) => ({
        path: ['repositories', index, 'policy'],
        policy,
        what: `The changes of ${id}`,
      }),
    );
    if (changes.some(({ record }) => record.form === 'outside-git')) {
      const what = 'The changes made outside git';
      named.push({ path: ['outsideGit', 'policy'], policy: outsideGit?.policy, what });
    }
    const judging = policies
      .filter(({ versions }) => versions.some(({ frontmatter }) => frontmatter.changeRules))
      .map(({ id }) => id);
    // A policy with faults of its own is planned here; its faults are reported where they are.
    const passing = [...judging, ...settings.policies.planned];
    const known = judging.join(', ') || 'write one in content/policies first';
    for (const { path, policy, what } of named) {
      if (policy !== undefined && passing.includes(policy)) continue;
      yield {
        at: locateField(settingsSource, path),
        ...(policy === undefined
          ? fill(messages.unset, { what, known })
          : fill(messages.unknown, { what, policy, known })),
        ...suggestName(policy ?? '', judging),
      };
    }
  },
};
