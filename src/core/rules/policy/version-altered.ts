import { dateInWords } from '../../model/calendar-date.ts';
import type { Alteration } from '../../model/version-fault.ts';
import type { DocumentRule } from '../rule.ts';

export const versionAltered: DocumentRule = {
  code: 'policy/version-altered',
  severity: 'error',
  requirement:
    'What a version says stays as it was when it landed; other words are another version.',

  *check({ policies }) {
    for (const { current, faults = [] } of policies) {
      for (const fault of faults) {
        if (fault.kind !== 'altered') continue;
        const { version, landedOn, alteration, next, isMended, commit, at } = fault;
        const culprit = commit === undefined ? '' : ` (commit ${commit.slice(0, 12)})`;
        const what = `Version ${version} of "${current.frontmatter.title}" landed on ${dateInWords(landedOn)}`;
        yield isMended
          ? {
              severity: 'warning',
              at,
              problem: `${what}, and a later commit altered it for a time${culprit}: ${describe(alteration)}.`,
              remedy: 'Nothing is left to mend in the file; tell those who read it in between.',
            }
          : {
              at,
              problem: `${what} and says something else since${culprit}: ${describe(alteration)}.`,
              remedy: `Write version: "${next}" with its approval and a row in history, or put back what stood there.`,
            };
      }
    }
  },
};

function describe({ field, was, is }: Alteration): string {
  const name = field === undefined ? '' : `${field}: `;
  if (was === '') return `${name}${quote(is)} was added`;
  if (is === '') return `${name}${quote(was)} was removed`;
  return `${name}${quote(was)} became ${quote(is)}`;
}

function quote(text: string): string {
  return `"${text.length > 300 ? `${text.slice(0, 300)}…` : text}"`;
}
