import { idInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import { findPerson, holdsRole } from '../facts/people.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
  owner: report(
    '"{title}" {version} is approved only by {name}, who held the role of its owner ({role}).',
    'Have another person approve it, and name that person.',
  ),
};

export const approvalByOwnerAlone: DocumentRule = {
  code: 'policy/approval-by-owner-alone',
  severity: 'error',
  requirement: 'A policy is approved by a person other than its owner.',
  messages,
  example: {
    good: ['owner: cto', 'approval: { by: ben, on: 2026-01-05 }'],
    bad: ['owner: cto', 'approval: { by: dana, on: 2026-01-05 }'],
  },

  *check({ policies, people }) {
    for (const { current, versions } of policies) {
      for (const version of versions) {
        const { title, status, owner, approval } = version.frontmatter;
        const person = approval && findPerson(people, approval.by);
        if (status === 'draft' || !person || !holdsRole(person, owner, approval.on)) continue;
        const facts = {
          title,
          version: version.version,
          name: person.name,
          role: idInWords(owner),
        };
        yield {
          severity: version === current ? 'error' : 'warning',
          at: locateField(version.source, ['approval', 'by']),
          ...fill(messages.owner, facts),
        };
      }
    }
  },
};
