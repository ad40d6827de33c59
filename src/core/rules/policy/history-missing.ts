import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const historyMissing: DocumentRule = {
  code: 'policy/history-missing',
  severity: 'error',
  requirement: 'Every version of a policy has its row in the history.',

  *check({ policies }) {
    for (const { current, versions } of policies) {
      const rows = current.frontmatter.history.map(({ version }) => version);
      for (const version of new Set(versions.map((one) => one.version))) {
        if (rows.includes(version)) continue;
        yield {
          at: locateField(current.source, ['history']),
          problem: `Version ${version} of "${current.frontmatter.title}" has a text and no row in history.`,
          remedy: `Add a row for ${version}: date, by, change, summary.`,
        };
      }
    }
  },
};
