import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const versionDown: DocumentRule = {
  code: 'policy/version-down',
  severity: 'error',
  requirement: 'The version of a policy only goes up, also when an older text returns.',

  *check({ policies }) {
    for (const { current, faults = [] } of policies) {
      for (const fault of faults) {
        if (fault.kind !== 'down') continue;
        const { version, from, isMended, commit = '', at } = fault;
        const { title } = current.frontmatter;
        yield isMended
          ? {
              severity: 'warning',
              at,
              problem: `Commit ${commit.slice(0, 12)} brought version ${version} of "${title}" back after ${from}; a later one went up again.`,
              remedy:
                'Nothing is left to mend in the file; bring an older text back under a number of its own.',
            }
          : {
              at: locateField(current.source, ['version']),
              problem: `"${title}" is version ${version}, and ${from} has landed already.`,
              remedy: `Give this text the number after ${from}, with its approval and a row in history; the text may well be the older one.`,
            };
      }
    }
  },
};
