import { dateInWords, latestDay } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const messages = {
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
  messages,
  example: {
    good: ['effective: 2026-01-05', 'approval: { by: ben, on: 2026-01-05 }'],
    bad: ['effective: 2026-01-04', 'approval: { by: ben, on: 2026-01-05 }'],
  },

  *check({ policies }) {
    for (const { current, versions } of policies) {
      for (const version of versions) {
        const { title, status, effective, approval } = version.frontmatter;
        if (status === 'draft' || !approval) continue;
        // An earlier version cannot be dated again, and it was in force only from its approval on.
        const severity = version === current ? 'error' : 'warning';
        const { landed } = version;
        const facts = {
          title,
          version: version.version,
          on: approval.on,
          approved: dateInWords(approval.on),
        };
        if (latestDay(effective) < approval.on) {
          yield {
            severity,
            at: locateField(version.source, ['effective']),
            ...fill(messages.effective, { ...facts, day: dateInWords(effective) }),
          };
        }
        if (landed && landed.on < approval.on) {
          yield {
            severity,
            at: locateField(version.source, ['approval']),
            ...fill(messages.landed, { ...facts, day: dateInWords(landed.on) }),
          };
        }
      }
    }
  },
};
