import { locateField } from '../../parse/locate-field.ts';
import { historyOf } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  corrected: report(
    'Commit {commit} brought version {version} of "{title}" back after {from}; a later commit corrected it.',
    'The file needs no correction. Next time, give an older text that returns a new version.',
  ),
  down: report(
    '"{title}" is version {version}, but version {from} has already landed.',
    'Give this text the version after {from}, with its approval and a row in history. The text itself may be the older one.',
  ),
};

export const versionDown: DocumentRule = {
  code: 'policy/version-down',
  severity: 'error',
  requirement: 'The version of a policy only goes up, also when an older text returns.',
  messages,
  example: {
    good: ["version: '1.1'", historyOf('1.1', '1.0')],
    bad: ["version: '1.0'", historyOf('1.1', '1.0')],
    landed: [[], ["version: '1.1'", historyOf('1.1', '1.0')]],
  },

  *check({ policies }) {
    for (const { current, faults = [] } of policies) {
      for (const fault of faults) {
        if (fault.kind !== 'down') continue;
        const facts = {
          ...fault,
          title: current.frontmatter.title,
          commit: (fault.commit ?? '').slice(0, 12),
        };
        yield fault.isMended
          ? { severity: 'warning', at: fault.at, ...fill(messages.corrected, facts) }
          : { at: locateField(current.source, ['version']), ...fill(messages.down, facts) };
      }
    }
  },
};
