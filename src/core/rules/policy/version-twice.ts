import { locateField } from '../../parse/locate-field.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  archived: report(
    'Version {version} of "{title}" has two texts: this one and {other}.',
    'Give the current text the next version, or delete the archived text.',
  ),
  landed: report(
    'Version {version} has two texts: this one, and the text of {other} that landed with commit {commit}.',
    'Delete the archived file. Git keeps the text that landed.',
  ),
};

export const versionTwice: DocumentRule = {
  code: 'policy/version-twice',
  severity: 'error',
  requirement: 'A version has one text.',
  messages,
  example: {
    file: 'archive/access-control/1.0.mdx',
    good: [],
    bad: ['Access must end with the role.'],
    reported: 'archive/access-control/1.0.mdx version:',
  },

  *check({ policies }) {
    for (const { versions, faults = [] } of policies) {
      const seen = new Map<string, string>();
      for (const { version, source, frontmatter } of versions) {
        const other = seen.get(version);
        seen.set(version, other ?? source.file);
        if (other === undefined) continue;
        yield {
          at: locateField(source, ['version']),
          ...fill(messages.archived, { version, title: frontmatter.title, other }),
        };
      }
      for (const fault of faults) {
        if (fault.kind !== 'twice') continue;
        const facts = { ...fault, commit: (fault.commit ?? '').slice(0, 12) };
        yield { at: fault.at, ...fill(messages.landed, facts) };
      }
    }
  },
};
