import { dateInWords } from '../../model/calendar-date.ts';
import { accessPolicy, earlierText, historyOf } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  edited: report(
    'The archived version {version} of "{title}" was edited after commit {commit} added it on {day}.',
    'Restore it: git cat-file blob {blob} > {file}',
  ),
};

export const archiveEdited: DocumentRule = {
  code: 'policy/archive-edited',
  severity: 'error',
  requirement: 'An archived version stays as it was when it was first committed.',
  messages,
  example: {
    file: earlierText,
    good: ["version: '0.9'", 'It should end with the role.'],
    bad: ["version: '0.9'", 'It must end with the role.'],
    archived: ["version: '0.9'", 'It should end with the role.'],
    beside: { [accessPolicy]: [historyOf('1.0', '0.9')] },
    landed: [[historyOf('1.0', '0.9')]],
  },

  *check({ policies }) {
    for (const { current, faults = [] } of policies) {
      for (const fault of faults) {
        if (fault.kind !== 'archive-edited') continue;
        const { at, version, commit = '', blob, landedOn } = fault;
        const facts = {
          title: current.frontmatter.title,
          version,
          commit: commit.slice(0, 12),
          day: dateInWords(landedOn),
          blob: blob.slice(0, 12),
          file: at.file,
        };
        yield { at, ...fill(messages.edited, facts) };
      }
    }
  },
};
