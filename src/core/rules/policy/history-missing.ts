import { locateField } from '../../parse/locate-field.ts';
import { earlierText, historyOf } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  missing: report(
    'Version {version} of "{title}" has a text and does not have a row in history.',
    'Add a row for {version}: date, by, change, summary.',
  ),
};

export const historyMissing: DocumentRule = {
  code: 'policy/history-missing',
  severity: 'error',
  requirement: 'Every version of a policy has a row in the history.',
  messages,
  example: {
    good: [historyOf('1.0', '0.9')],
    bad: [historyOf('1.0')],
    beside: { [earlierText]: ["version: '0.9'"] },
  },

  *check({ policies }) {
    for (const { current, versions } of policies) {
      const rows = current.frontmatter.history.map(({ version }) => version);
      for (const version of new Set(versions.map((one) => one.version))) {
        if (rows.includes(version)) continue;
        yield {
          at: locateField(current.source, ['history']),
          ...fill(messages.missing, { title: current.frontmatter.title, version }),
        };
      }
    }
  },
};
