import { compareVersions, type PolicyVersion } from '../../model/policy.ts';
import { canonicalJson, normativeFields } from '../../parse/fingerprint.ts';
import { lostRows } from '../../history/in-force.ts';
import { listObligations, type Obligation } from '../../history/list-blocks.ts';
import { locateField } from '../../parse/locate-field.ts';
import { earlierText, historyRow } from '../example.ts';
import { fill, report, type DocumentMessage } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const remedy = 'Write change: normative, or keep the obligations of version {before}.';
const messages = {
  field: report(
    'Version {version} of "{title}" is marked editorial. Its field {field} differs from version {before}.',
    remedy,
  ),
  moved: report(
    'Version {version} of "{title}" is marked editorial. "{now}" is now under {heading} (line {line}).',
    remedy,
  ),
  altered: report(
    'Version {version} of "{title}" is marked editorial. "{was}" became "{now}" (line {line}).',
    remedy,
  ),
  added: report(
    'Version {version} of "{title}" is marked editorial. "{now}" was added (line {line}).',
    remedy,
  ),
  removed: report(
    'Version {version} of "{title}" is marked editorial. "{was}" was removed.',
    remedy,
  ),
};

export const editorialHidesDuty: DocumentRule = {
  code: 'policy/editorial-hides-duty',
  severity: 'error',
  requirement: 'A version that is marked editorial does not add, remove or alter an obligation.',
  messages,
  example: {
    good: [`history: [${historyRow('1.0')}, ${historyRow('0.9')}]`, 'It must end with the role.'],
    bad: [
      `history: [${historyRow('1.0', { change: 'editorial' })}, ${historyRow('0.9')}]`,
      'It must end with the role.',
    ],
    beside: { [earlierText]: ["version: '0.9'", 'It should end with the role.'] },
  },

  *check({ policies }) {
    for (const policy of policies) {
      const { current, versions } = policy;
      const lost = lostRows(policy);
      const ordered = versions.toSorted((left, right) =>
        compareVersions(left.version, right.version),
      );
      for (const [index, { version, change }] of current.frontmatter.history.entries()) {
        const place = ordered.findIndex((one) => one.version === version);
        const [before, after] = [ordered[place - 1], ordered[place]];
        if (change !== 'editorial' || !before || !after) continue;
        const found = describeDifference(before, after, current.frontmatter.title);
        // A difference from the last text that is kept may have come with the one that is lost.
        if (!found || lost.some((row) => isBetween(row.version, before, after))) continue;
        yield { at: locateField(current.source, ['history', index, 'change']), ...found };
      }
    }
  },
};

function isBetween(version: string, before: PolicyVersion, after: PolicyVersion): boolean {
  return (
    compareVersions(version, before.version) > 0 && compareVersions(version, after.version) < 0
  );
}

// The title binds nobody, and each version has an effective date of its own.
const obligingFields = normativeFields.filter((name) => name !== 'title' && name !== 'effective');

/** The first obligation in which two versions differ. */
function describeDifference(
  before: PolicyVersion,
  after: PolicyVersion,
  title: string,
): DocumentMessage | undefined {
  const facts = { title, version: after.version, before: before.version };
  for (const field of obligingFields) {
    const [was, now] = [before.frontmatter[field], after.frontmatter[field]];
    if (canonicalJson(was ?? null) !== canonicalJson(now ?? null)) {
      return fill(messages.field, { ...facts, field });
    }
  }
  const [earlier, later] = [listObligations(before), listObligations(after)];
  const removed = findMissing(earlier, later);
  const added = findMissing(later, earlier);
  const was = removed?.sentence ?? '';
  if (!added) return removed && fill(messages.removed, { ...facts, was });
  const { sentence: now, line } = added;
  if (!removed) return fill(messages.added, { ...facts, now, line });
  if (now !== was) return fill(messages.altered, { ...facts, was, now, line });
  const heading = added.heading === '' ? 'no heading' : `"${added.heading}"`;
  return fill(messages.moved, { ...facts, now, heading, line });
}

/** The first obligation that one version states more often than the other. */
function findMissing(
  here: readonly Obligation[],
  there: readonly Obligation[],
): Obligation | undefined {
  const left = Map.groupBy(there, ({ key }) => key);
  return here.find(({ key }) => left.get(key)?.pop() === undefined);
}
