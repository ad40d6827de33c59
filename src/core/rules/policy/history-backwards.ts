import { compareVersions } from '../../model/compare-versions.ts';
import { earliestDay, latestDay } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import { earlierText, historyOf, historyRow } from '../example.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  backwards: report(
    'Version {version} is dated {date}, before the earlier version {other}, which is dated {otherDate}.',
    'Correct the date that is wrong. Do not invent a date.',
  ),
};

export const historyBackwards: DocumentRule = {
  code: 'policy/history-backwards',
  severity: 'error',
  requirement: 'No version is dated before the version that it followed.',
  messages,
  example: {
    good: [historyOf('1.0', '0.9')],
    bad: [`history: [${historyRow('1.0')}, ${historyRow('0.9', { date: '2026-01-06' })}]`],
    beside: { [earlierText]: ["version: '0.9'"] },
  },

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
          ...fill(messages.backwards, {
            version,
            date,
            other: before.version,
            otherDate: before.date,
          }),
        };
      }
    }
  },
};
