import { nearestName } from '../../diagnostics/nearest-name.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { FieldPath } from '../../parse/parse-yaml.ts';
import type { DocumentRule } from '../rule.ts';

export const judgingPolicyUnknown: DocumentRule = {
  code: 'book/judging-policy-unknown',
  severity: 'error',
  requirement:
    'The policy by which a repository is judged is in the book and holds rules on changes.',

  *check({ policies, settings, settingsSource, changes }) {
    const { repositories, outsideGit } = settings;
    const named: { path: FieldPath; policy: string | undefined; what: string }[] = [
      ...repositories.map(({ id, policy }, index) => ({
        path: ['repositories', index, 'policy'],
        policy,
        what: `The changes of ${id}`,
      })),
      ...(changes.some(({ record }) => record.form === 'outside-git')
        ? [
            {
              path: ['outsideGit', 'policy'],
              policy: outsideGit?.policy,
              what: 'The changes made outside git',
            },
          ]
        : []),
    ];
    const judging = policies
      .filter(({ versions }) => versions.some(({ frontmatter }) => frontmatter.changeRules))
      .map(({ id }) => id);
    // A policy with faults of its own is planned here; its faults are reported where they are.
    const known = [...judging, ...settings.policies.planned];
    for (const { path, policy, what } of named) {
      if (policy !== undefined && known.includes(policy)) continue;
      const near = nearestName(policy ?? '', judging);
      yield {
        at: locateField(settingsSource, path),
        problem:
          policy === undefined
            ? `${what} are judged by no policy, because outsideGit.policy is not set.`
            : `${what} are to be judged by "${policy}", and no policy of that id has changeRules.`,
        remedy: near
          ? `Did you mean "${near}"?`
          : `Name one of the policies with changeRules${judging.length > 0 ? ` (${judging.join(', ')})` : ', after writing one in content/policies'}.`,
      };
    }
  },
};
