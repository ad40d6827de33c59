import { inForceOn } from '../../history/in-force.ts';
import {
  dateInWords,
  earliestDay,
  latestDay,
  type CalendarDate,
} from '../../model/calendar-date.ts';
import { compareVersions, type Policy } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import { accessPolicy, earlierText, historyOf, historyRow } from '../example.ts';
import { fill, report, type DocumentMessage } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const missing = report(
  'Version {version} of "{title}" has a text and does not have a row in history.',
  'Add a row for {version}: date, by, change, summary.',
);

export const historyMissing: DocumentRule = {
  code: 'policy/history-missing',
  severity: 'error',
  requirement: 'Every version of a policy has a row in the history.',
  messages: { missing },
  example: {
    good: [historyOf('1.0', '0.9')],
    bad: [historyOf('1.0')],
    beside: { [earlierText]: ["version: '0.9'"] },
  },

  *check({ policies }) {
    for (const { current, versions } of policies) {
      const { title, history } = current.frontmatter;
      for (const version of new Set(versions.map((one) => one.version))) {
        if (history.some((row) => row.version === version)) continue;
        yield {
          at: locateField(current.source, ['history']),
          ...fill(missing, { title, version }),
        };
      }
    }
  },
};

const notLost = 'The history of "{title}" states that the text of version {version} is lost';
const extraMessages = {
  twice: report(
    'The history of "{title}" has two rows for version {version}.',
    'Keep the row that is right.',
  ),
  noTextInGit: report(
    'The history of "{title}" has a row for version {version}, but git and the archive do not contain its text.',
    'Put its text into {place}, or fetch {branch} if this copy is behind. Write "text: lost" into the row if no copy exists. Remove the row if there was no such version.',
  ),
  noText: report(
    'The history of "{title}" has a row for version {version}, but the archive does not contain its text.',
    'Put its text into {place}. Write "text: lost" into the row if no copy exists. Remove the row if there was no such version.',
  ),
  notLost: report(`${notLost}, but {file} contains it.`, 'Remove "text: lost" from the row.'),
  lostInForce: report(
    `${notLost}. No later version was in force on {asOf}, so the rules of that day are not known.`,
    'Find the text, or approve a later version and judge the book from its first day on.',
  ),
};

export const historyExtra: DocumentRule = {
  code: 'policy/history-extra',
  severity: 'error',
  requirement:
    'Every row of the history belongs to one version whose text is kept, or was lost before the version in force.',
  messages: extraMessages,
  example: { good: [historyOf('1.0')], bad: [historyOf('1.0', '0.9')] },

  *check({ policies, settings, asOf }, unread) {
    const message = extraMessages[settings.policies.history === 'git' ? 'noTextInGit' : 'noText'];
    for (const policy of policies) {
      const { id, current, versions } = policy;
      const { title, history } = current.frontmatter;
      for (const [index, { version, text }] of history.entries()) {
        const first = history.findIndex((row) => row.version === version);
        // To find the place the fields are parsed again, so it is done for a fault only.
        const locate = () => locateField(current.source, ['history', index, 'version']);
        if (first < index) {
          yield { at: locate(), ...fill(extraMessages.twice, { title, version }) };
        } else if (text === 'lost') {
          const fault = findLostFault(policy, version, asOf);
          if (fault) {
            yield { at: locateField(current.source, ['history', index, 'text']), ...fault };
          }
        } else if (!versions.some((one) => one.version === version) && !unread.has('archive')) {
          const place = `${current.source.file.split('/')[0] ?? ''}/archive/${id}/${version}.mdx`;
          const facts = { title, version, place, branch: settings.policies.branch };
          yield { at: locate(), ...fill(message, facts) };
        }
      }
    }
  },
};

/** What is wrong with a row that states that the text of its version is lost. */
function findLostFault(
  policy: Policy,
  version: string,
  asOf: CalendarDate,
): DocumentMessage | undefined {
  const { title } = policy.current.frontmatter;
  const kept = policy.versions.find((one) => one.version === version);
  if (kept) return fill(extraMessages.notLost, { title, version, file: kept.source.file });
  const inForce = inForceOn(policy, asOf);
  if (inForce.kind !== 'uncertain' || !inForce.lost?.includes(version)) return undefined;
  return fill(extraMessages.lostInForce, { title, version, asOf: dateInWords(asOf) });
}

const backwards = report(
  'Version {version} is dated {date}, before the earlier version {other}, which is dated {otherDate}.',
  'Correct the date that is wrong. Do not invent a date.',
);

export const historyBackwards: DocumentRule = {
  code: 'policy/history-backwards',
  severity: 'error',
  requirement: 'No version is dated before the version that it followed.',
  messages: { backwards },
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
        const at = locateField(current.source, ['history', index, 'date']);
        const facts = { version, date, other: before.version, otherDate: before.date };
        yield { at, ...fill(backwards, facts) };
      }
    }
  },
};

const misnamed = report(
  'The file is named {name} and contains version {version}.',
  'Rename it to {version}.mdx, or correct the version.',
);

export const archiveMisnamed: DocumentRule = {
  code: 'policy/archive-misnamed',
  severity: 'error',
  requirement: 'The file of an archived version is named after the version.',
  messages: { misnamed },
  example: {
    file: earlierText,
    good: ["version: '0.9'"],
    bad: ["version: '0.8'"],
    beside: { [accessPolicy]: [historyOf('1.0', '0.9', '0.8')] },
  },

  *check({ policies }) {
    for (const { version, source } of policies.flatMap(({ versions }) => versions)) {
      const name = /(?:^|\/)archive\/[^/]+\/([^/]+)\.mdx?$/.exec(source.file)?.[1] ?? version;
      if (name === version) continue;
      yield { at: locateField(source, ['version']), ...fill(misnamed, { name, version }) };
    }
  },
};
