import { dateInWords } from '../../model/calendar-date.ts';
import type { Alteration } from '../../model/version-fault.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  corrected: report(
    'Version {version} of "{title}" landed on {day}. A later commit altered it for a time{commit}: {difference}.',
    'The file needs no correction. Inform those who read it in between.',
  ),
  altered: report(
    'Version {version} of "{title}" landed on {day} and was altered since{commit}: {difference}.',
    'Write version: "{next}" with its approval and a row in history, or restore the earlier text.',
  ),
};

export const versionAltered: DocumentRule = {
  code: 'policy/version-altered',
  severity: 'error',
  requirement:
    'The text of a version stays as it was when it landed; another text is another version.',
  messages,
  example: {
    good: ['Access should end with the role.'],
    bad: ['Access must end with the role.'],
    landed: [['Access should end with the role.']],
  },

  *check({ policies }) {
    for (const { current, faults = [] } of policies) {
      for (const fault of faults) {
        if (fault.kind !== 'altered') continue;
        const { at, version, next, isMended, commit } = fault;
        const facts = {
          version,
          next,
          title: current.frontmatter.title,
          day: dateInWords(fault.landedOn),
          commit: commit === undefined ? '' : ` (commit ${commit.slice(0, 12)})`,
          difference: describe(fault.alteration),
        };
        yield isMended
          ? { severity: 'warning', at, ...fill(messages.corrected, facts) }
          : { at, ...fill(messages.altered, facts) };
      }
    }
  },
};

function describe({ field, was, is }: Alteration): string {
  const name = field === undefined ? '' : `${field}: `;
  if (was === '') return `${name}${shorten(is)} was added`;
  if (is === '') return `${name}${shorten(was)} was removed`;
  return `${name}${shorten(was)} became ${shorten(is)}`;
}

function shorten(text: string): string {
  return `"${text.length > 300 ? `${text.slice(0, 300)}…` : text}"`;
}
