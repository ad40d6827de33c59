import type { DocumentRule } from '../rule.ts';

export const historyContradicted: DocumentRule = {
  code: 'policy/history-contradicted',
  severity: 'error',
  requirement: 'What the history says of a version agrees with the commit that brought it.',

  *check({ policies }) {
    for (const { current, faults = [] } of policies) {
      for (const fault of faults) {
        if (fault.kind !== 'contradicted') continue;
        const { version, field, row, git, commit = '' } = fault;
        yield {
          at: fault.at,
          problem: `The history of "${current.frontmatter.title}" says ${field}: ${row} of version ${version}; ${git} (commit ${commit.slice(0, 12)}).`,
          remedy:
            field === 'by'
              ? 'Name the person who wrote it, or add the address of the commit to that person in people.yaml.'
              : 'Write what was so when the version landed.',
        };
      }
    }
  },
};
