import { compareVersions } from '../../model/compare-versions.ts';
import { canonicalJson, normativeFields } from '../../parse/fingerprint.ts';
import { lostRows } from '../../history/in-force.ts';
import { listObligations, type Obligation } from '../../history/list-blocks.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const editorialHidesDuty: DocumentRule = {
  code: 'policy/editorial-hides-duty',
  severity: 'error',
  requirement: 'A change that is called editorial adds, removes and alters no obligation.',

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
        const found = change === 'editorial' && before && after && describeDuty(before, after);
        // What differs from the last text that is kept may have come with the one that is lost.
        if (!found || lost.some((row) => isBetween(row.version, before, after))) continue;
        yield {
          at: locateField(current.source, ['history', index, 'change']),
          problem: `Version ${version} of "${current.frontmatter.title}" is called editorial, and ${found}.`,
          remedy: `Write change: normative, or leave to version ${before.version} what obliges.`,
        };
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

/** The first obligation in which two versions differ, in words. */
function describeDuty(before: PolicyVersion, after: PolicyVersion): string | undefined {
  for (const field of obligingFields) {
    const [was, is] = [before.frontmatter[field], after.frontmatter[field]];
    if (canonicalJson(was ?? null) !== canonicalJson(is ?? null))
      return `its field ${field} says something else than in ${before.version}`;
  }
  const old = listObligations(before);
  const young = listObligations(after);
  const gone = findMissing(old, young);
  const come = findMissing(young, old);
  if (come && come.sentence === gone?.sentence) {
    const place = come.heading === '' ? 'no heading' : `"${come.heading}"`;
    return `"${come.sentence}" stands under ${place} now (line ${come.line})`;
  }
  if (come && gone) return `"${gone.sentence}" became "${come.sentence}" (line ${come.line})`;
  if (come) return `"${come.sentence}" was added (line ${come.line})`;
  return gone && `"${gone.sentence}" was removed`;
}

/** The first obligation that one version states more often than the other. */
function findMissing(
  here: readonly Obligation[],
  there: readonly Obligation[],
): Obligation | undefined {
  const left = Map.groupBy(there, ({ key }) => key);
  return here.find(({ key }) => left.get(key)?.pop() === undefined);
}
