import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const versionTwice: DocumentRule = {
  code: 'policy/version-twice',
  severity: 'error',
  requirement: 'A version has one text.',

  *check({ policies }) {
    for (const { versions, faults = [] } of policies) {
      const seen = new Map<string, string>();
      for (const { version, source, frontmatter } of versions) {
        const other = seen.get(version);
        seen.set(version, other ?? source.file);
        if (other === undefined) continue;
        yield {
          at: locateField(source, ['version']),
          problem: `Version ${version} of "${frontmatter.title}" has two texts: this one and ${other}.`,
          remedy: 'Give the current text the next version, or delete the archived one.',
        };
      }
      for (const fault of faults) {
        if (fault.kind !== 'twice') continue;
        const { version, other, commit = '' } = fault;
        yield {
          at: fault.at,
          problem: `Version ${version} has two texts: this one, and what ${other} said when it landed with commit ${commit.slice(0, 12)}.`,
          remedy:
            'Delete the archived file; git keeps what landed since the first commit that counts.',
        };
      }
    }
  },
};
