import type { DocumentRule } from '../rule.ts';

export const landedBackwards: DocumentRule = {
  code: 'policy/landed-backwards',
  severity: 'warning',
  requirement:
    'The commit that brings a version states a time after those of the commits below it.',

  *check({ policies }) {
    for (const { current, faults = [] } of policies) {
      for (const fault of faults) {
        if (fault.kind !== 'landed-backwards') continue;
        const { at, version, commit = '', stated, counted } = fault;
        yield {
          at,
          problem: `Version ${version} of "${current.frontmatter.title}" came with commit ${commit.slice(0, 12)}, which states ${stated}; a commit below it states ${counted}.`,
          remedy:
            'Nothing can be mended in the file: the later time counts. Find out whose clock or command was wrong.',
        };
      }
    }
  },
};
