import { inForceOn } from '../../history/in-force.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { Policy } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule, Violation } from '../rule.ts';

export const historyExtra: DocumentRule = {
  code: 'policy/history-extra',
  severity: 'error',
  requirement:
    'Every row of the history stands for one version whose text is kept, or was lost before the one in force.',

  *check({ policies, settings, asOf }, unread) {
    for (const policy of policies) {
      const { id, current, versions } = policy;
      const texts = new Set(versions.map(({ version }) => version));
      const { title, history } = current.frontmatter;
      for (const [index, { version, text }] of history.entries()) {
        const first = history.findIndex((row) => row.version === version);
        const at = locateField(current.source, ['history', index, 'version']);
        if (first < index) {
          yield {
            at,
            problem: `The history of "${title}" has two rows for version ${version}.`,
            remedy: 'Keep the one that is right.',
          };
        } else if (text === 'lost') {
          const what = describeLost(policy, version, asOf);
          if (what) yield { at: locateField(current.source, ['history', index, 'text']), ...what };
        } else if (!texts.has(version) && !unread.has('archive')) {
          const place = `${current.source.file.split('/')[0] ?? ''}/archive/${id}/${version}.mdx`;
          const isInGit = settings.policies.history === 'git';
          const where = isInGit ? 'neither git nor' : 'not even';
          const fetched = isInGit
            ? `, fetch ${settings.policies.branch} where this copy of it is behind`
            : '';
          yield {
            at,
            problem: `The history of "${title}" has a row for version ${version}, whose text ${where} the archive has.`,
            remedy: `Put its text into ${place}${fetched}; write "text: lost" into the row where nobody has it any more, or remove the row if there never was such a version.`,
          };
        }
      }
    }
  },
};

/** What speaks against a row that says that the text of its version is lost. */
function describeLost(
  policy: Policy,
  version: string,
  asOf: CalendarDate,
): Pick<Violation, 'problem' | 'remedy'> | undefined {
  const { title } = policy.current.frontmatter;
  const kept = policy.versions.find((one) => one.version === version);
  if (kept) {
    return {
      problem: `The history of "${title}" says that the text of version ${version} is lost, and it stands in ${kept.source.file}.`,
      remedy: 'Take "text: lost" out of the row.',
    };
  }
  const inForce = inForceOn(policy, asOf);
  if (inForce.kind !== 'uncertain' || !inForce.lost?.includes(version)) return undefined;
  return {
    problem: `The history of "${title}" says that the text of version ${version} is lost, and no later version was in force on ${dateInWords(asOf)}, so what held then is not known.`,
    remedy: `Find the text, or approve a later version; the book can be judged from the day on which that is in force.`,
  };
}
