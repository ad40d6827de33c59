import { compareVersions } from '../../history/compare-versions.ts';
import { canonicalJson } from '../../history/fingerprint.ts';
import { listObligations } from '../../history/list-obligations.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const editorialHidesDuty: DocumentRule = {
  code: 'policy/editorial-hides-duty',
  severity: 'error',
  requirement: 'A change that is called editorial adds, removes and alters no obligation.',

  *check({ policies }) {
    for (const { current, versions } of policies) {
      const ordered = versions.toSorted((left, right) =>
        compareVersions(left.version, right.version),
      );
      for (const [index, { version, change }] of current.frontmatter.history.entries()) {
        const place = ordered.findIndex((one) => one.version === version);
        const [before, after] = [ordered[place - 1], ordered[place]];
        const found = change === 'editorial' && before && after && describeDuty(before, after);
        if (!found) continue;
        yield {
          at: locateField(current.source, ['history', index, 'change']),
          problem: `Version ${version} of "${current.frontmatter.title}" is called editorial, and ${found}.`,
          remedy: `Write change: normative, or leave to version ${before.version} what obliges.`,
        };
      }
    }
  },
};

/** The first obligation in which two versions differ, in words. */
function describeDuty(before: PolicyVersion, after: PolicyVersion): string | undefined {
  for (const field of ['changeRules', 'duties'] as const) {
    const [was, is] = [before.frontmatter[field], after.frontmatter[field]];
    if (canonicalJson(was ?? null) !== canonicalJson(is ?? null))
      return `its ${field} are others than those of ${before.version}`;
  }
  const old = listObligations(before);
  const young = listObligations(after);
  const gone = [...old].find(([key]) => !young.has(key))?.[1];
  const come = [...young].find(([key]) => !old.has(key))?.[1];
  if (come && gone) return `"${gone.sentence}" became "${come.sentence}" (line ${come.line})`;
  if (come) return `"${come.sentence}" was added (line ${come.line})`;
  return gone && `"${gone.sentence}" was removed`;
}
