import { inForceOn } from '../../history/in-force.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { Policy } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import { historyOf } from '../example.ts';
import { fill, report, type DocumentMessage } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
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
  notLost: report(
    'The history of "{title}" states that the text of version {version} is lost, but {file} contains it.',
    'Remove "text: lost" from the row.',
  ),
  lostInForce: report(
    'The history of "{title}" states that the text of version {version} is lost. No later version was in force on {asOf}, so the rules of that day are not known.',
    'Find the text, or approve a later version and judge the book from its first day on.',
  ),
};

export const historyExtra: DocumentRule = {
  code: 'policy/history-extra',
  severity: 'error',
  requirement:
    'Every row of the history belongs to one version whose text is kept, or was lost before the version in force.',
  messages,
  example: { good: [historyOf('1.0')], bad: [historyOf('1.0', '0.9')] },

  *check({ policies, settings, asOf }, unread) {
    for (const policy of policies) {
      const { id, current, versions } = policy;
      const texts = new Set(versions.map(({ version }) => version));
      const { title, history } = current.frontmatter;
      for (const [index, { version, text }] of history.entries()) {
        const first = history.findIndex((row) => row.version === version);
        const at = locateField(current.source, ['history', index, 'version']);
        if (first < index) {
          yield { at, ...fill(messages.twice, { title, version }) };
        } else if (text === 'lost') {
          const fault = findLostFault(policy, version, asOf);
          if (fault)
            yield { at: locateField(current.source, ['history', index, 'text']), ...fault };
        } else if (!texts.has(version) && !unread.has('archive')) {
          const place = `${current.source.file.split('/')[0] ?? ''}/archive/${id}/${version}.mdx`;
          const isInGit = settings.policies.history === 'git';
          const facts = { title, version, place, branch: settings.policies.branch };
          yield { at, ...fill(isInGit ? messages.noTextInGit : messages.noText, facts) };
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
  if (kept) return fill(messages.notLost, { title, version, file: kept.source.file });
  const inForce = inForceOn(policy, asOf);
  if (inForce.kind !== 'uncertain' || !inForce.lost?.includes(version)) return undefined;
  return fill(messages.lostInForce, { title, version, asOf: dateInWords(asOf) });
}
