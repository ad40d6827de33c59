import { dateInWords, latestDay } from '../../model/calendar-date.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const inForceBeforeApproval: DocumentRule = {
  code: 'policy/in-force-before-approval',
  severity: 'error',
  requirement:
    'No version is effective, or on the branch as approved, before the day of its approval.',

  *check({ policies }) {
    for (const { current, versions } of policies) {
      for (const version of versions) {
        const { title, status, effective, approval } = version.frontmatter;
        if (status === 'draft' || !approval) continue;
        // What is past cannot be dated anew; it held from its approval on in any case.
        const severity = version === current ? 'error' : 'warning';
        const name = `"${title}" ${version.version}`;
        if (latestDay(effective) < approval.on) {
          yield {
            severity,
            at: locateField(version.source, ['effective']),
            problem: `${name} says that it is effective from ${dateInWords(effective)}; it was approved on ${dateInWords(approval.on)}.`,
            remedy: `Write effective: ${approval.on} or a later day.`,
          };
        }
        if (version.landed && version.landed.on < approval.on) {
          yield {
            severity,
            at: locateField(version.source, ['approval']),
            problem: `${name} landed as approved on ${dateInWords(version.landed.on)}; the approval is dated ${dateInWords(approval.on)}.`,
            remedy: 'Write the day on which it was approved, in a version of its own.',
          };
        }
      }
    }
  },
};
