import { compareVersions } from '../../model/compare-versions.ts';
import { earliestDay, latestDay } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const historyBackwards: DocumentRule = {
  code: 'policy/history-backwards',
  severity: 'error',
  requirement: 'No version is dated before the one that it followed.',

  *check({ policies }) {
    for (const { current } of policies) {
      const rows = current.frontmatter.history
        .map((row, index) => ({ ...row, index }))
        .sort((left, right) => compareVersions(left.version, right.version));
      for (const [place, { version, date, index }] of rows.entries()) {
        const before = rows[place - 1];
        if (!before || latestDay(date) >= earliestDay(before.date)) continue;
        yield {
          at: locateField(current.source, ['history', index, 'date']),
          problem: `Version ${version} is dated ${date} and version ${before.version} before it ${before.date}.`,
          remedy: 'Correct the date that is wrong; none may be made up.',
        };
      }
    }
  },
};
