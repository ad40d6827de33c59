import { historyRow } from '../../history/in-force.ts';
import { findUnfit } from '../../history/review-clock.ts';
import { dateInWords, latestDay } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { locateField } from '../../parse/locate-field.ts';
import { findPerson, holdsRole } from '../facts/people.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const good = ['effective: 2026-01-05', 'approval: { by: ben, on: 2026-01-05 }'];

const missing = report(
  '"{title}" {version} has the status approved and does not name an approval.',
  'Add approval: { by: <person>, on: <day> }, or set the status to draft.',
);

export const approvalMissing: DocumentRule = {
  code: 'policy/approval-missing',
  severity: 'error',
  requirement: 'An approved policy states who approved it and when.',
  messages: { missing },
  example: { good, bad: ['approval:'], reported: 'policies/access-control.mdx status: approved' },

  *check({ policies }) {
    for (const { source, frontmatter } of policies.flatMap(({ versions }) => versions)) {
      if (frontmatter.status !== 'approved' || frontmatter.approval) continue;
      yield { at: locateField(source, ['status']), ...fill(missing, frontmatter) };
    }
  },
};

const owner = report(
  '"{title}" {version} is approved only by {name}, who had the role of its owner ({role}).',
  'Have another person approve it, and name that person.',
);

export const approvalByOwnerAlone: DocumentRule = {
  code: 'policy/approval-by-owner-alone',
  severity: 'error',
  requirement: 'A policy is approved by a person other than its owner.',
  messages: { owner },
  example: { good, bad: ['approval: { by: dana, on: 2026-01-05 }'] },

  *check({ policies, people }) {
    for (const { current, versions } of policies) {
      for (const version of versions) {
        const { title, status, owner: role, approval } = version.frontmatter;
        const person = approval && findPerson(people, approval.by);
        if (status === 'draft' || !person || !holdsRole(person, role, approval.on)) continue;
        const { name } = person;
        yield {
          severity: version === current ? 'error' : 'warning',
          at: locateField(version.source, ['approval', 'by']),
          ...fill(owner, { title, version: version.version, name, role: idInWords(role) }),
        };
      }
    }
  },
};

const entitledRemedy = 'Have another person approve it, and name that person.';
const unfitMessages = {
  bot: report(
    'Version {version} of "{title}" is approved by {name}, which is not a person.',
    entitledRemedy,
  ),
  'no-role': report(
    'Version {version} of "{title}" is approved by {name}, who had no role on {on}.',
    `${entitledRemedy} Where {name} had a role, add it to people.yaml with its first day.`,
  ),
  author: report(
    'Version {version} of "{title}" is approved only by {name}, who wrote it.',
    entitledRemedy,
  ),
};

export const approverUnfit: DocumentRule = {
  code: 'policy/approver-unfit',
  severity: 'error',
  requirement:
    'A policy is approved by a person who had a role on that day and did not write the version.',
  messages: unfitMessages,
  example: { good, bad: ['approval: { by: ada, on: 2026-01-05 }'] },

  *check({ policies, people }) {
    for (const { current, versions } of policies) {
      for (const version of versions) {
        const { title, status, approval } = version.frontmatter;
        if (status === 'draft' || !approval) continue;
        const { by, on } = approval;
        const author = historyRow({ current }, version)?.by;
        const unfit = findUnfit(by, { on, people, author });
        if (unfit === undefined || unfit === 'unknown') continue;
        const name = people[by]?.name ?? by;
        const facts = { title, version: version.version, name, on: dateInWords(on) };
        yield {
          severity: version === current ? 'error' : 'warning',
          at: locateField(version.source, ['approval', 'by']),
          ...fill(unfitMessages[unfit], facts),
        };
      }
    }
  },
};

const tooEarly = {
  effective: report(
    '"{title}" {version} is effective from {day}, before its approval on {approved}.',
    'Write effective: {on} or a later day.',
  ),
  landed: report(
    '"{title}" {version} landed as approved on {day}, before its approval on {approved}.',
    'Write the day of the approval, in a new version.',
  ),
};

export const inForceBeforeApproval: DocumentRule = {
  code: 'policy/in-force-before-approval',
  severity: 'error',
  requirement:
    'A version is not effective, nor on the branch as approved, before the day of its approval.',
  messages: tooEarly,
  example: { good, bad: ['effective: 2026-01-04'] },

  *check({ policies }) {
    for (const { current, versions } of policies) {
      for (const { version, source, frontmatter, landed } of versions) {
        const { title, status, effective, approval } = frontmatter;
        if (status === 'draft' || !approval) continue;
        // An earlier version cannot be dated again, and it was in force only from its approval on.
        const severity = source === current.source ? 'error' : 'warning';
        const { on } = approval;
        const facts = { title, version, on, approved: dateInWords(on) };
        if (latestDay(effective) < on) {
          const day = dateInWords(effective);
          const at = locateField(source, ['effective']);
          yield { severity, at, ...fill(tooEarly.effective, { ...facts, day }) };
        }
        if (landed && landed.on < on) {
          const day = dateInWords(landed.on);
          const at = locateField(source, ['approval']);
          yield { severity, at, ...fill(tooEarly.landed, { ...facts, day }) };
        }
      }
    }
  },
};
