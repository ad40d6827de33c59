import type { CalendarDate } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { Person } from '../../schemas/people.ts';
import type { DocumentRule } from '../rule.ts';

export const approvalByOwnerAlone: DocumentRule = {
  code: 'policy/approval-by-owner-alone',
  severity: 'error',
  requirement: 'A policy is approved by somebody else than its owner.',

  *check({ policies, people }) {
    for (const { current, versions } of policies) {
      for (const version of versions) {
        const { title, status, owner, approval } = version.frontmatter;
        const person =
          approval && Object.hasOwn(people, approval.by) ? people[approval.by] : undefined;
        if (status === 'draft' || !approval || !person || !holds(person, owner, approval.on))
          continue;
        yield {
          severity: version === current ? 'error' : 'warning',
          at: locateField(version.source, ['approval', 'by']),
          problem: `"${title}" ${version.version} is approved by ${person.name} alone, who held the role of its owner (${idInWords(owner)}).`,
          remedy: 'Have somebody else approve it, and name that person.',
        };
      }
    }
  },
};

function holds({ roles }: Person, owner: string, day: CalendarDate): boolean {
  return roles.some(
    ({ role, from, to }) => role === owner && from <= day && (to === undefined || day <= to),
  );
}
