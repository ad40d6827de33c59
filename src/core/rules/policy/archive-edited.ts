import { dateInWords } from '../../model/calendar-date.ts';
import type { DocumentRule } from '../rule.ts';

export const archiveEdited: DocumentRule = {
  code: 'policy/archive-edited',
  severity: 'error',
  requirement: 'An archived version stays as it was when it was first committed.',

  *check({ policies }) {
    for (const { current, faults = [] } of policies) {
      for (const fault of faults) {
        if (fault.kind !== 'archive-edited') continue;
        const { at, version, commit = '', blob, landedOn } = fault;
        yield {
          at,
          problem: `The archived version ${version} of "${current.frontmatter.title}" was edited after it came with commit ${commit.slice(0, 12)} on ${dateInWords(landedOn)}.`,
          remedy: `Put it back: git cat-file blob ${blob.slice(0, 12)} > ${at.file}`,
        };
      }
    }
  },
};
